"""The diagnostic format of reviewdog, which puts findings and replacements into reviews.

It is the one interchange format with replacements that code hosts of several makers get from
one tool: GitHub as suggestions to be taken with a click, GitLab and others as comments.
"""

from __future__ import annotations

from typing import Any

from flexmap.escape import as_json, markdown_code, markdown_prose, markdown_quoted, terminal
from flexmap.mapping import Severity
from flexmap.report.listing import Listing, Unseen
from flexmap.review.findings import Finding, Place, Proposal, Quoted, Typed
from flexmap.review.messages import plain
from flexmap.review.paths import in_checkout

_LEVELS = {Severity.BREAKING: "ERROR", Severity.BEHAVIOUR: "WARNING", Severity.NOTE: "INFO"}


def report(listing: Listing) -> str:
    """One diagnostic a finding, with its replacement, and one a path that was not read.

    Messages are Markdown, as comments on reviews are. Columns count bytes, as the format asks.
    """
    source: dict[str, str] = {"name": listing.stamp}
    if listing.site:
        source["url"] = listing.address("")
    found = (_finding(finding, listing) for finding in listing.findings)
    return as_json({"source": source, "diagnostics": [*found, *map(_note, listing.unseen())]})


def _finding(finding: Finding, listing: Listing) -> dict[str, Any]:
    main, link = finding.main, listing.link(finding)
    code = {"value": main.ref if main else "dynamic"} | ({"url": link} if link else {})
    record: dict[str, Any] = {
        "message": "".join(map(_piece, finding.parts)) + _advice(finding.replacement),
        "location": _location(finding.place),
        "severity": _LEVELS[finding.severity],
        "code": code,
    }
    if finding.replacement:
        record["suggestions"] = [
            {"range": _range(finding.replacement.place), "text": finding.replacement.text}
        ]
    return record


def _advice(proposal: Proposal | None) -> str:
    """What has to be known before the replacement is taken."""
    if proposal is None:
        return ""
    return "".join(f" Before you take the suggestion: {markdown_prose(plain(note))}."
                   .replace("..", ".") for note in proposal.notes)  # fmt: skip


def _piece(part: str) -> str:
    if isinstance(part, Typed):
        return markdown_code(part)
    return markdown_quoted(part) if isinstance(part, Quoted) else markdown_prose(part)


def _location(place: Place) -> dict[str, Any]:
    return {"path": in_checkout(place.path), "range": _range(place)}


def _range(place: Place) -> dict[str, Any]:
    """Start and end, the latter behind the last byte."""
    start, end = place.byte_columns
    return {
        "start": {"line": place.line, "column": start or place.column},
        "end": {"line": place.end_line, "column": end or place.end_column},
    }


def _note(item: Unseen) -> dict[str, Any]:
    shown = terminal(in_checkout(item.path))
    return {
        "message": f"{markdown_code(shown)}: {markdown_quoted(item.said)}",
        "location": {"path": shown},
        "severity": _LEVELS[item.severity],
    }
