"""Changes of a text by byte offsets, and what a line holds next to a place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flexmap.values import dataclass

_COMMENT_AFTER = re.compile(rb"[ \t]*,?[ \t]*(?:(?:#|//)[^\n]*)?\r?(?=\n|\Z)")
_INDENT = re.compile(rb"[ \t]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Another text for the bytes from `start` up to `end`."""

    start: int
    end: int
    text: bytes


def changed(source: bytes, edits: Iterable[Edit]) -> bytes:
    """The text after the edits; one inside another is left out."""
    pieces, at = [], 0
    # What is put before a text comes before what replaces the text.
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end > edit.start, -edit.end)):
        if edit.start >= at:
            pieces += [source[at : edit.start], edit.text]
            at = edit.end
    return b"".join([*pieces, source[at:]])


def line_start(source: bytes, offset: int) -> int:
    """Where the line of an offset begins."""
    return source.rfind(b"\n", 0, offset) + 1


def indent_at(source: bytes, offset: int) -> bytes:
    """The white space at the beginning of the line of an offset."""
    match = _INDENT.match(source, line_start(source, offset))
    return match[0] if match else b""


def own_lines(source: bytes, start: int, end: int) -> tuple[int, int] | None:
    """The whole lines of a span, up to the last line's end, or None when other text shares them."""
    first = line_start(source, start)
    after = _COMMENT_AFTER.match(source, end)
    if source[first:start].strip() or after is None:
        return None
    return first, after.end()


def newline_of(source: bytes) -> bytes:
    """How lines end in the text."""
    return b"\r\n" if b"\r\n" in source else b"\n"


def as_comment(source: bytes, start: int, end: int, mark: bytes, heading: str) -> bytes:
    """Whole lines as comments, below a heading, each at its indentation."""
    newline = newline_of(source)
    indent = indent_at(source, start)
    lines = [indent + mark + b" " + heading.encode()]
    for line in source[start:end].splitlines():
        before = indent if line.startswith(indent) else b""
        lines.append(before + mark + b" " + line[len(before) :] if line.strip() else line)
    return newline.join(lines)
