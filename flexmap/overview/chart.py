"""The chart of the report: a bar for each repository, in parts by state.

Each part has a pattern of its own and its number, so that colour is never the only difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flexmap.overview.items import WORDS, State
from flexmap.overview.markup import Markup, element
from flexmap.overview.tally import Tally

MOST = 40
"""Bars; the table below has all repositories."""

_ROW, _LEFT, _WIDTH, _RIGHT, _TOP = 26, 190, 560, 60, 34
_NAME = 26
_NARROW = 22
"""Units in which a number still has room."""

_PATTERNS = {
    State.STOPS: "M0 0h8v8h-8z",
    State.DIFFERS: "M0 8 8 0M-2 2 2-2M6 10 10 6",
    State.FINE: "M2 2h1v1h-1zM6 6h1v1h-1z",
    State.UNREAD: "M0 4h8",
}


def chart(rows: Sequence[Tally]) -> Markup:
    """The chart as SVG, with its description; the repositories with the most hours."""
    shown = [row for row in rows if row.places][:MOST]
    longest = max((row.places for row in shown), default=1)
    height = _TOP + _ROW * len(shown) + 6
    return element(
        "svg",
        element("title", "Places by repository and by what happens to them"),
        element("defs", *map(_pattern, State)),
        *_legend(),
        *(part for number, row in enumerate(shown) for part in _bar(number, row, longest)),
        class_="chart", role="img", viewBox=f"0 0 {_LEFT + _WIDTH + _RIGHT} {height}",
    )  # fmt: skip


def _pattern(state: State) -> Markup:
    return element(
        "pattern",
        element("rect", width=8, height=8, class_=f"ground {state.value}"),
        element("path", d=_PATTERNS[state], class_=f"mark {state.value}"),
        id=f"fill-{state.value}", width=8, height=8, patternUnits="userSpaceOnUse",
    )  # fmt: skip


def _legend() -> Iterator[Markup]:
    for number, state in enumerate(State):
        x = _LEFT + number * 145
        yield element("rect", x=x, y=6, width=16, height=16, fill=f"url(#fill-{state.value})",
                      class_="part")  # fmt: skip
        yield element("text", WORDS[state], x=x + 22, y=19)


def _bar(number: int, row: Tally, longest: int) -> Iterator[Markup]:
    y, x = _TOP + number * _ROW, float(_LEFT)
    name = row.name if len(row.name) <= _NAME else f"{row.name[: _NAME - 1]}…"
    yield element("text", name, x=_LEFT - 8, y=y + 15, class_="name")
    for state, count in row.states.items():
        width = round(_WIDTH * count / longest, 1)
        if count:
            yield element(
                "rect", element("title", f"{row.name}: {count} {WORDS[state]}"), x=round(x, 1),
                y=y, width=width, height=20, fill=f"url(#fill-{state.value})", class_="part",
            )  # fmt: skip
        if count and width >= _NARROW:
            yield _number(str(count), x + width / 2, y)
        x += width
    yield element("text", str(row.places), x=round(x, 1) + 8, y=y + 15, class_="sum")


def _number(text: str, middle: float, y: int) -> Markup:
    """A number on a plate, since a pattern behind it would make it hard to read."""
    wide = 8 * len(text) + 6
    return element(
        "g",
        element("rect", x=round(middle - wide / 2, 1), y=y + 3, width=wide, height=14, rx=3,
                class_="plate"),
        element("text", text, x=round(middle, 1), y=y + 14, class_="count"),
    )  # fmt: skip
