"""A bar chart as plain geometry, for an inline SVG that a template draws.

The picture repeats a table that is next to it, so it carries labels and numbers but no
fact of its own; each bar has a pattern of its verdict as well as its colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flexmap.mapping import Term

ROW, BAR, GAP = 30, 18, 6
"""Height of a row, of the bar in it, and the space above the bar, in units of the picture."""
LABELS, LENGTH, NUMBERS = 120, 240, 40
"""Width of the labels, of the longest bar, and of the numbers behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: where it starts and ends, and where its words are."""

    term: Term
    count: int
    y: int
    width: int
    text_y: int
    number_x: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The bars of a chart and its size, in units of the picture; `words` tell it in a sentence."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    bar_x: int
    bar_height: int
    words: str


def chart(counts: Sequence[tuple[Term, int]]) -> Chart:
    """A chart with one bar for each term; the longest bar has the highest count."""
    most = max((count for _, count in counts), default=0) or 1
    bars = tuple(_bar(row, term, count, most) for row, (term, count) in enumerate(counts))
    return Chart(
        bars=bars,
        width=LABELS + LENGTH + NUMBERS,
        height=ROW * len(bars),
        bar_x=LABELS,
        bar_height=BAR,
        words=", ".join(f"{term.title} {count}" for term, count in counts),
    )


def _bar(row: int, term: Term, count: int, most: int) -> Bar:
    width = round(LENGTH * count / most)
    return Bar(
        term=term,
        count=count,
        y=ROW * row + GAP,
        width=max(width, 2) if count else 0,
        text_y=ROW * row + GAP + BAR - 4,
        number_x=LABELS + width + 8,
    )
