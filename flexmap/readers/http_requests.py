"""Requests as they are written down: a line with a method and an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flexmap.readers.context import Context
from flexmap.readers.occurrences import Occurrence
from flexmap.readers.requests import path_hit
from flexmap.readers.rest_paths import SET

REQUEST = re.compile(
    rb"^[ \t]{0,40}(?:(?P<method>GET|PUT|POST|PATCH|DELETE)[ \t]{1,9}(?:on[ \t]{1,9})?|(?=https://))"
    rb"(?P<path>`?(?:https?://|/|\{\{)[^\n]{1,2000}?)(?:[ \t]{1,9}HTTP/[\d.]{1,3})?[ \t`\r]{0,40}$",
    re.MULTILINE,
)
"""A request line; without a method it reads."""


def read(context: Context, source: bytes) -> Iterator[Occurrence]:
    """The operations of the requests in a text, each at its line."""
    for match in REQUEST.finditer(source):
        path = match["path"].decode("utf-8", "replace").strip("`")
        found = context.paths.find(path) if SET in path.lower() else None
        if found is None:
            continue
        method = (match["method"] or b"GET").decode()
        start = match.start("method" if match["method"] else "path")
        hit = path_hit(found, method, start, match.end("path"))
        if hit:
            yield hit
