"""Serves the built site on this machine and rebuilds it when something is saved."""

from __future__ import annotations

import logging
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.site.reload_policy import allowing_reload
from generator.site.folder import SiteError

HOST = "127.0.0.1"

WATCHED = ("data", "docs", "templates", "mkdocs.yml")
"""What people write; what a rebuild writes lies elsewhere, or it would start the next one."""

_NO_SITE = b"""<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>No site yet</title><p>There is no such page, or the site could not be built yet.
The terminal says why. This page tries again every two seconds."""


class ServeError(Exception):
    """The site cannot be served; the message says why."""


def serve(*, root: Path, port: int, rebuild: Callable[[], str]) -> None:
    """Serves `root`/site on 127.0.0.1 until Ctrl-C, and calls `rebuild` before and on changes.

    `rebuild` swaps in a new site and returns "", or returns what is wrong, or raises
    SiteError; whatever goes wrong is printed and the last good site stays. While it builds,
    readers wait.

    Raises ServeError when the port cannot be had.
    """
    _refuse_taken(port)
    site = root / "site"
    server = LiveReloadServer(
        builder=lambda: _rebuild(rebuild),
        host=HOST,
        port=port,
        root=str(site),
        polling_interval=0.2,
    )
    server.error_handler = lambda code: _error_page(site, code)
    server.set_app(allowing_reload(server.serve_request))
    # Its notes on every request and reload would bury ours.
    logging.getLogger("mkdocs.livereload").setLevel(logging.CRITICAL)
    _run(server, root)


def _run(server: LiveReloadServer, root: Path) -> None:
    # A polite kill ends the server as Ctrl-C does, and an unfinished build is cleared away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.builder()
        for name in WATCHED:
            server.watch(str(root / name))
        _say(f"serving on {server.url} (Ctrl-C ends it)")
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        _say("stopped")
    except OSError as error:
        raise ServeError(f"cannot serve on {server.url}: {error.strerror}") from error
    finally:
        # A second signal would break off the shutdown and leave the server running.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        server.shutdown()


def _rebuild(rebuild: Callable[[], str]) -> None:
    """Never raises an Exception: the server would hold back every page until the next change."""
    started = time.monotonic()
    try:
        problems = rebuild()
    except SiteError as error:
        problems = str(error)
    except Exception:  # such as a mistake in a template that is being written
        problems = traceback.format_exc()
    if problems:
        _say(f"{problems.rstrip()}\nnot rebuilt; the last good site stays")
    else:
        _say(f"built in {time.monotonic() - started:.1f} s")


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / "404.html"
    if code != 404:
        return None
    return page.read_bytes() if page.is_file() else _NO_SITE


def _refuse_taken(port: int) -> None:
    """Looks at the port before the first build, so that no one waits for a site that cannot be served."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no such port"
        raise ServeError(
            f"cannot serve on port {port}: {reason}; choose another one with PORT={port + 1}"
        ) from error


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
