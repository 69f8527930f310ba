"""The report as Markdown, for a wiki or a comment: the counts, not each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flexmap.escape import markdown_cell, markdown_code, markdown_prose, markdown_quoted
from flexmap.mapping.address import page_address
from flexmap.overview.effort import TERMS
from flexmap.overview.items import WORDS, State
from flexmap.overview.overview import WAVES, Overview
from flexmap.overview.tally import Tally
from flexmap.report.listing import counted

_MOST = 50
"""Rows of a table; the CSV has them all."""


def report(overview: Overview) -> str:
    """Headings and tables."""
    return "\n".join(_lines(overview)) + "\n"


def _lines(overview: Overview) -> Iterator[str]:
    total = overview.total
    yield "# Moving to Flexible orchestration"
    yield ""
    looked = counted(len(overview.repositories), "repository", "repositories")
    what = f"{counted(overview.files, 'file')}, {counted(total.places, 'place')}"
    hours = f"{total.hours(overview.hours):g}"
    yield f"{looked}, {what}, about {hours} hours with the hours below."
    yield from _problems(overview)
    yield from _trend(overview)
    for title, rows in (
        ("By repository", overview.by_repository),
        ("What blocks", overview.blocking),
        ("By owner", overview.by_owner),
        ("By entry", overview.by_entry),
        ("By client", overview.by_client),
        ("By file", overview.by_file),
    ):
        yield from _table(title, rows, overview)
    yield from _steps(overview)
    yield from _efforts(overview)
    yield from _unread(overview)
    yield from ("", f"<sub>{markdown_prose(overview.stamp)}</sub>")


def _problems(overview: Overview) -> Iterator[str]:
    for one in overview.problems:
        yield f"- not looked at: {markdown_code(one.name)}: {markdown_quoted(one.problem)}"


def _trend(overview: Overview) -> Iterator[str]:
    trend = overview.trend
    if trend is None:
        return
    yield from ("", "## Since the older report", "")
    yield from _grid(
        ("", "Before", "Now"),
        [[WORDS[s], str(trend.total.before[s]), str(trend.total.now[s])] for s in State],
    )
    new, gone = len(trend.new), trend.gone
    yield ""
    yield (f"{counted(new, 'place')} {_are(new)} new, {gone} {_are(gone)} gone.")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _table(title: str, rows: Sequence[Tally], overview: Overview) -> Iterator[str]:
    if not rows:
        return
    yield from ("", f"## {title}", "")
    yield from _grid(
        ("", *(WORDS[state].capitalize() for state in State), "Hours"),
        [
            [_name(one, overview), *(str(one.states[s]) for s in State), _hours(one, overview)]
            for one in rows[:_MOST]
        ],
    )
    if len(rows) > _MOST:
        yield from ("", f"{len(rows) - _MOST} more are in the CSV and the JSON.")


def _hours(one: Tally, overview: Overview) -> str:
    return f"{one.hours(overview.hours):g}"


def _name(one: Tally, overview: Overview) -> str:
    shown = markdown_quoted(overview.clients.get(one.name, one.name))
    return (
        f"[{shown}]({page_address(overview.site, one.url)})" if one.url and overview.site else shown
    )


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|-" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(map(markdown_cell, row))} |"


def _steps(overview: Overview) -> Iterator[str]:
    yield from ("", "## The plan", "")
    for number, step in enumerate(overview.steps, 1):
        size = f"{counted(step.places, 'place')}, {step.hours:g} h"
        yield f"{number}. {step.title} ({size}). {step.text}"
    yield from ("", "Which repositories first:", "")
    for wave, names in overview.waves.items():
        if names:
            shown = ", ".join(map(markdown_code, names))
            yield f"- {WAVES[wave]} {shown}"


def _efforts(overview: Overview) -> Iterator[str]:
    yield from ("", "## Hours that are assumed for a place", "")
    counts = overview.total.efforts
    rows = [
        [term.title, term.means, str(counts[effort]), f"{overview.hours[effort]:g}"]
        for effort, term in TERMS.items()
    ]
    yield from _grid(("Class", "Means", "Places", "Hours each"), rows)


def _unread(overview: Overview) -> Iterator[str]:
    unread = [item for item in overview.items if item.state is State.UNREAD]
    if unread:
        yield from ("", "## Not read", "")
    for item in unread[:_MOST]:
        where = markdown_code(f"{item.repository}: {item.path}")
        yield f"- {where}: {markdown_quoted(item.says)}"
    if len(unread) > _MOST:
        yield f"- {len(unread) - _MOST} more are in the CSV and the JSON."
