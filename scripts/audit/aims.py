"""What the audit measures, what it aims at, and the table that shows both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SCORES: Mapping[str, int] = {
    "accessibility": 100,
    "best-practices": 100,
    "seo": 100,
    "performance": 99,
}
"""The categories of Lighthouse and the least score of each."""
FIRST_VIEW_AT_MOST, INDEX_AT_MOST = 80_000, 60_000
"""Bytes on the wire: everything that a first view asks for, and the search index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One page on one form of device.

    `scores` are Lighthouse's, 0 to 100; `faults` is the number of axe's violations in both
    colour schemes together; `first_view` is in bytes on the wire.
    """

    page: str
    form: str
    scores: Mapping[str, int]
    faults: int
    first_view: int


def misses(rows: Iterable[Row], index: int) -> list[str]:
    """What falls short of its aim, a sentence each; empty when all is well."""
    found = []
    for row in rows:
        where = f"{row.page} on {row.form}"
        found += [
            f"{where}: {name} is {row.scores[name]}, the aim is {least}"
            for name, least in SCORES.items()
            if row.scores[name] < least
        ]
        if row.faults:
            found.append(f"{where}: axe finds {row.faults}, the aim is none")
        if row.first_view > FIRST_VIEW_AT_MOST:
            found.append(f"{where}: the first view is {_over(row.first_view, FIRST_VIEW_AT_MOST)}")
    if not index:
        found.append("a search asked for no index, so that none could be weighed")
    if index > INDEX_AT_MOST:
        found.append(f"the search index is {_over(index, INDEX_AT_MOST)}")
    return found


def table(rows: Sequence[Row], index: int) -> str:
    """The figures as lines of text, aims last."""
    heads = ("page", "form", *SCORES, "axe", "first view kB")
    lines = [heads, *(_cells(row) for row in rows)]
    lines.append(("aim", "", *map(str, SCORES.values()), "0", f"{FIRST_VIEW_AT_MOST / 1000:.1f}"))
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    text = [
        "  ".join(
            cell.ljust(width) if at < 2 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    ]
    text.append(f"search index: {index / 1000:.1f} kB, at most {INDEX_AT_MOST / 1000:.1f}")
    return "\n".join(text)


def _cells(row: Row) -> tuple[str, ...]:
    scores = (str(row.scores[name]) for name in SCORES)
    return (row.page, row.form, *scores, str(row.faults), f"{row.first_view / 1000:.1f}")


def _over(size: int, most: int) -> str:
    return f"{size / 1000:.1f} kB, the aim is at most {most / 1000:.1f} kB"
