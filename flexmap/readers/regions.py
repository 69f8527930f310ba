"""Code of one language inside a file of another, which the scanner reads as a text of its own."""

from __future__ import annotations

from dataclasses import dataclass

from flexmap.readers.occurrences import Confidence, Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A text with its language, which begins at the byte `start` of the file.

    `lines` are the spans in the file of the lines of a text that was put together of several
    strings. No occurrence in the region is surer than `confidence`.
    """

    text: bytes
    language: str
    start: int = 0
    lines: tuple[tuple[int, int], ...] = ()
    confidence: Confidence = Confidence.EXACT

    def placed(self, occurrence: Occurrence) -> Occurrence | None:
        """The occurrence where it stands in the file; None when no line of the file has it."""
        sure = occurrence.at_most(self.confidence)
        if not self.lines:
            return sure.moved(self.start)
        row = self.text[: occurrence.start].count(b"\n")
        return sure.placed(*self.lines[row]) if row < len(self.lines) else None
