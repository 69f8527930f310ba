"""Code of one language inside a file of another, which the scanner reads as a text of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from flexmap.readers.occurrences import Confidence, Occurrence
from flexmap.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A text with its language, which begins at the byte `start` of the file.

    `lines` are the spans in the file of the lines of a text that was put together of several
    strings. No occurrence in the region is more certain than `confidence`.
    """

    text: bytes
    language: str
    start: int = 0
    lines: tuple[tuple[int, int], ...] = ()
    confidence: Confidence = Confidence.EXACT

    def placed(self, occurrences: Iterable[Occurrence]) -> Iterator[Occurrence]:
        """The occurrences where they are in the file; those on no line of it are left out."""
        ends = [match.start() for match in re.finditer(b"\n", self.text)] if self.lines else []
        for occurrence in occurrences:
            sure = occurrence.at_most(self.confidence)
            row = bisect_left(ends, occurrence.start)
            if not self.lines:
                yield sure.moved(self.start)
            elif row < len(self.lines):
                yield sure.placed(*self.lines[row])
