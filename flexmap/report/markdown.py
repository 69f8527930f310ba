"""A comment on a review: a table of what was found, cut before it gets too long."""

from __future__ import annotations

from collections.abc import Iterator

from flexmap.escape import markdown_cell, markdown_code, markdown_prose, markdown_quoted
from flexmap.report.listing import Listing
from flexmap.review.conditions import WORDS
from flexmap.review.findings import Finding, Quoted, Typed

_LONGEST = 60_000
"""Characters; code hosts refuse comments of 65,536."""

_NOTES = 20_000
"""Characters of these that the notes below the table may take."""


def report(listing: Listing) -> str:
    """A heading, the counts, a row a finding, and a note a path that was not read."""
    head = ["### Scale-set calls and Flexible orchestration", "", " ".join(listing.summary()), ""]
    notes = _cut(_notes(listing), _NOTES, "more paths and remarks are not shown here")
    room = _LONGEST - sum(len(line) + 1 for line in [*head, *notes])
    rows = _cut((_row(f, listing) for f in listing.findings), room, "more are not shown here")
    if rows:
        rows = ["| Place | Call | Severity | On a Flexible set |", "|-|-|-|-|", *rows, ""]
    if notes:
        notes = [*notes, ""]
    return "\n".join([*head, *rows, *notes, f"<sub>{markdown_prose(listing.stamp)}</sub>"]) + "\n"


def _cut(lines: Iterator[str], room: int, rest: str) -> list[str]:
    """The lines as far as there is room, then how many were left out."""
    chosen: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            more = 1 + sum(1 for _ in lines)
            return [*chosen, "", f"{more} {rest}."]
        chosen.append(line)
    return chosen


def _notes(listing: Listing) -> Iterator[str]:
    for item in listing.unseen():
        reason = "" if item.reason is None else f": {markdown_quoted(item.reason)}"
        yield f"- {item.what}: {markdown_code(item.path)}{reason}"
    yield from (f"- {markdown_quoted(notice)}" for notice in listing.review.notices)


def _row(finding: Finding, listing: Listing) -> str:
    place, main = finding.place, finding.main
    call = "dynamic"
    if main:
        ref, link = markdown_prose(main.ref), listing.link(finding)
        call = f"[{ref}]({link})" if link else ref
        call = f"{call} {markdown_prose(main.operation or main.title)}"
    message = "".join(map(_piece, finding.parts))
    if finding.replacement:
        message += f" Instead: {markdown_code(finding.replacement.shown)}"
    what = f"{finding.severity.value}{f': {WORDS[finding.cls]}' if main else ''}"
    cells = (markdown_code(f"{place.path}:{place.line}"), call, what, message)
    return "| " + " | ".join(map(markdown_cell, cells)) + " |"


def _piece(part: str) -> str:
    if isinstance(part, Typed):
        return markdown_code(part)
    return markdown_quoted(part) if isinstance(part, Quoted) else markdown_prose(part)
