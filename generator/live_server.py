"""The server of `serve`: MkDocs' own, with first looks before a build has ended."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from generator.first_look import FirstLook


class LiveServer(LiveReloadServer):
    """Serves a folder. While it is built again, MkDocs' server lets readers wait.

    With a first look there is something to see: that page, and the files that it needs as
    the last good site has them.
    """

    def __init__(self, *, look: FirstLook, **given: Any) -> None:
        super().__init__(**given)
        self.look = look
        look.ready = self._reload

    def _reload(self) -> None:
        """Browsers load again what they show; only the finished build has the wanted number."""
        with self._epoch_cond:
            self._visible_epoch = max(self._visible_epoch, self._wanted_epoch - 1)
            self._epoch_cond.notify_all()

    def _serve_request(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").lstrip("/")
        if not path or path.endswith("/"):
            self.look.page = path
        content = None if path.startswith("livereload/") else self._early(path)
        if content is None:
            return super()._serve_request(environ, start_response)
        kind = self._kind(path)
        length = str(len(content))
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", length)])
        return [content]

    def _early(self, path: str) -> bytes | None:
        """What can be sent before the build ends, or None for all that has to wait."""
        with self._epoch_cond:
            self._epoch_cond.wait_for(self._has_something)
            pages = self.look.pages
        page = pages.get(path)
        if page is not None:
            return self._inject_js_into_html(page, self._visible_epoch)
        if not pages or not path or path.endswith(("/", ".html")):
            return None
        file = (Path(self.root) / path).resolve()
        try:
            return file.read_bytes() if file.is_relative_to(Path(self.root).resolve()) else None
        except OSError:
            return None

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """The page with the script that reloads it, which the page's policy then names too."""
        inject: Callable[[bytes, int], bytes] = super()._inject_js_into_html  # has no types
        return allowed(inject(content, epoch))

    def _has_something(self) -> bool:
        """Whether there is a first look, or no build that could give one."""
        return bool(self.look.pages) or self._visible_epoch == self._wanted_epoch

    def _kind(self, path: str) -> str:
        guess: Callable[[str], str] = self._guess_type  # has no types
        return "text/html" if not path or path.endswith("/") else guess(path)


def allowed(page: bytes) -> bytes:
    """The page with its last script among those that its policy lets run.

    The policy stays for all the rest, so that who writes sees what a reader would.
    """
    script = page.rpartition(b"<script>")[2].partition(b"</script>")[0]
    name = base64.b64encode(hashlib.sha256(script).digest())
    return page.replace(b"script-src 'self'", b"script-src 'self' 'sha256-%b'" % name, 1)
