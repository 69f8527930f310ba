"""Lines that a parser lost: each is read again alone, so that no mistake hides the rest."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from tree_sitter import Node

from flexmap.sources.languages import needles

_GOES_ON = {
    "powershell": re.compile(rb"(`|\||,|\(|\{)\s*$"),
    "bash": re.compile(rb"(\\|\||&&|\()\s*$"),
}
_LONGEST = 40
"""Lines that one command may take."""


def lost_lines(root: Node, source: bytes, grammar: str) -> Iterator[tuple[int, bytes]]:
    """The commands inside error nodes that hold a name, with the offset of each."""
    if not root.has_error or not _may_match(source):
        return
    spans = _merged(sorted(_errors(root)))
    ends = [last for _, last in spans]
    lines = _lines(source)
    index = 0
    while index < len(lines):
        start, line = lines[index]
        near = bisect_left(ends, start)
        lost = near < len(spans) and spans[near][0] <= start + len(line)
        if not lost or not _may_match(line) or _is_comment(line):
            index += 1
            continue
        end = index
        while (
            end + 1 < len(lines)
            and end - index < _LONGEST
            and _GOES_ON[grammar].search(lines[end][1])
        ):
            end += 1
        yield start, source[start : lines[end][0] + len(lines[end][1])]
        index = end + 1


def _errors(root: Node) -> Iterator[tuple[int, int]]:
    """The spans from each error to the end of what it is in."""
    waiting = [(root, root)]
    while waiting:
        node, outer = waiting.pop()
        if node.type == "ERROR" or node.is_missing:
            yield node.start_byte, max(node.end_byte, outer.end_byte)
        elif node.has_error:
            waiting += ((child, node) for child in node.children)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _lines(source: bytes) -> list[tuple[int, bytes]]:
    lines: list[tuple[int, bytes]] = []
    at = 0
    for line in source.split(b"\n"):
        lines.append((at, line))
        at += len(line) + 1
    return lines


def _may_match(line: bytes) -> bool:
    lowered = line.lower()
    return any(needle in lowered for needle in needles())


def _is_comment(line: bytes) -> bool:
    return line.lstrip()[:1] == b"#"
