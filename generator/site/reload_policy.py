"""Lets the pages of `serve` run the script with which MkDocs reloads them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def allowing_reload(application: WSGIApplication) -> WSGIApplication:
    """The application with that script in the policy of each page.

    The policy stays for all the rest, so that who writes sees what a reader would.
    """

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        begun: list[Any] = []
        body = application(environ, lambda *given: begun.append(given))  # type: ignore[arg-type]
        ((status, headers),) = begun
        if ("Content-Type", "text/html") not in headers:
            start(status, headers)
            return body
        page = allowed(b"".join(body))
        others = [(name, value) for name, value in headers if name != "Content-Length"]
        start(status, [*others, ("Content-Length", str(len(page)))])
        return [page]

    return answer


def allowed(page: bytes) -> bytes:
    """The page with its last script, which the server has added, among those it lets run."""
    script = page.rpartition(b"<script>")[2].partition(b"</script>")[0]
    name = base64.b64encode(hashlib.sha256(script).digest())
    return page.replace(b"script-src 'self'", b"script-src 'self' 'sha256-%b'" % name, 1)
