"""Parts of a text that its grammar could not parse: noted while readers parse, then counted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import accumulate

from tree_sitter import Node

Span = tuple[int, int]
"""The first byte and the one behind the last."""

_COMMENT = re.compile(rb"\s*(?:#|//|\*|/\*|<#|--|::|[Rr][Ee][Mm]\s)")


_READ_AGAIN = frozenset(("bash", "powershell"))
"""Grammars of scripts, whose lost lines `flexmap.syntax.lost_lines` has read one by one."""


class _Watched:
    """The text of which errors are noted, and where they are."""

    text: bytes | None = None
    errors: list[Span] | None = None


@contextmanager
def watching(text: bytes) -> Iterator[list[Span]]:
    """A list that takes the errors of each tree that is made of this very text."""
    _Watched.text, _Watched.errors = text, []
    try:
        yield _Watched.errors
    finally:
        _Watched.text = _Watched.errors = None


def note(grammar: str, text: bytes, root: Node) -> None:
    """Notes the errors in a tree, when its text is watched."""
    watched = text is _Watched.text and grammar not in _READ_AGAIN
    if watched and _Watched.errors is not None and root.has_error:
        _Watched.errors += _errors(root)


def _errors(root: Node) -> Iterator[Span]:
    """The outermost errors in the tree, and what is around a part that is missing.

    The parser makes up what is missing, as the end of a text that runs to the end of the file.
    """
    waiting = [(root, root)]
    while waiting:
        node, outer = waiting.pop()
        if node.type == "ERROR":
            yield node.start_byte, node.end_byte
        elif node.is_missing:
            yield outer.start_byte, outer.end_byte
        elif node.has_error:
            waiting += ((child, node) for child in node.children)


class _Covered:
    """The spans of what was found, to be asked for any that touches a line."""

    def __init__(self, found: Iterable[Span]) -> None:
        spans = sorted(found)
        self._starts = [start for start, _ in spans]
        self._furthest = list(accumulate((end for _, end in spans), max))

    def touches(self, first: int, last: int) -> bool:
        before = bisect_right(self._starts, last)
        return before > 0 and self._furthest[before - 1] >= first


def unparsed(
    text: bytes, errors: Iterable[Span], found: Iterable[Span], holds_name: Callable[[bytes], bool]
) -> list[int]:
    """The first byte of each part that could not be parsed and in which a name was lost.

    That is a line with a name on which nothing was found. A comment is no such line.
    """
    covered = _Covered(found)
    return [start for start, end in _apart(errors) if _loses(text, start, end, covered, holds_name)]


def _apart(errors: Iterable[Span]) -> Iterator[Span]:
    """The spans in order, without those inside another one."""
    reached = -1
    for start, end in sorted(errors, key=lambda span: (span[0], -span[1])):
        if end > reached:
            yield start, end
            reached = end


def _loses(
    text: bytes, start: int, end: int, found: _Covered, holds_name: Callable[[bytes], bool]
) -> bool:
    if not holds_name(text[start:end]):
        return False
    at = start
    for line in text[start:end].split(b"\n"):
        behind = at + len(line)
        if holds_name(line) and not _is_comment(text, at, line):
            first = text.rfind(b"\n", 0, at) + 1
            if not found.touches(first, behind):
                return True
        at = behind + 1
    return False


def _is_comment(text: bytes, at: int, line: bytes) -> bool:
    """Whether a comment begins the line, which may begin before the part."""
    first = text.rfind(b"\n", 0, at) + 1
    return _COMMENT.match(text[first : at + len(line)]) is not None
