"""A small server of a built site that compresses as real hosts do and counts what it sends."""

from __future__ import annotations

import contextlib
import functools
import gzip
import mimetypes
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
LEVEL = 6
"""The level of gzip that common hosts use."""
_TEXT = ("text/", "application/json", "application/javascript", "application/xml", "image/svg")


Headers = Callable[[str], Iterable[tuple[str, str]]]
"""The headers to send with a path, by name and value; the path begins with `/`."""


def no_headers(path: str) -> tuple[tuple[str, str], ...]:  # noqa: ARG001 - as `Headers` says
    """A host that adds none."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One answer: the path below the site's root and the bytes of its body on the wire."""

    path: str
    size: int


class Server(ThreadingHTTPServer):
    """Serves one folder; `sent` grows with each answer, until `forget` empties it."""

    daemon_threads = True

    def __init__(self, site: Path, headers: Headers = no_headers) -> None:
        super().__init__((HOST, 0), _Handler)
        self.headers_of = headers
        self.site = site.resolve()
        self.sent: list[Sent] = []
        self.body = functools.lru_cache(maxsize=None)(_compressed)

    @property
    def address(self) -> str:
        """The address of the site, with a slash at its end."""
        return f"http://{HOST}:{self.server_port}/"

    def forget(self) -> None:
        """Starts to count again."""
        self.sent = []


@contextlib.contextmanager
def serving(site: Path, headers: Headers = no_headers) -> Iterator[Server]:
    """A running server of `site` that sends the headers of each file.

    Raises OSError when no port can be had.
    """
    with Server(site, headers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), LEVEL, mtime=0)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Answers with the file, the index of a folder, a redirect to it, or the 404 page."""
        path = unquote(urlsplit(self.path).path)
        file = (self.server.site / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.server.site):
            self._answer(HTTPStatus.NOT_FOUND, self.server.site / "404.html")
        elif file.is_dir() and not path.endswith("/"):
            self._redirect(f"{path}/")
        else:
            file = file / "index.html" if file.is_dir() else file
            found = file.is_file()
            status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
            self._answer(status, file if found else self.server.site / "404.html")

    def _answer(self, status: HTTPStatus, file: Path) -> None:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        packed = kind.startswith(_TEXT) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = self.server.body(file) if packed else file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if packed else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        name = file.relative_to(self.server.site).as_posix()
        for header, value in self.server.headers_of(f"/{name}"):
            self.send_header(header, value)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.server.sent.append(Sent(path=name, size=len(body)))
        # A browser that has gone on to the next page no longer listens.
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def _redirect(self, target: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """What is served is counted, not printed."""
