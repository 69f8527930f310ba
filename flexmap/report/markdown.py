"""A comment on a review: a table of what was found, cut before it gets too long."""

from __future__ import annotations

from flexmap.report.listing import Listing
from flexmap.review.findings import Finding

_LONGEST = 60_000
"""Characters; code hosts refuse comments of 65,536."""


def report(listing: Listing) -> str:
    """A heading, the counts, and a row a finding."""
    head = ["### Scale-set calls and Flexible orchestration", "", " ".join(listing.summary()), ""]
    rows: list[str] = []
    length = sum(map(len, head))
    for finding in listing.findings:
        row = _row(finding, listing)
        if length + len(row) > _LONGEST:
            rows.append(f"\n{len(listing.findings) - len(rows)} more are not shown here.")
            break
        rows.append(row)
        length += len(row) + 1
    table = ["| Place | Call | Severity | On a Flexible set |", "|-|-|-|-|", *rows] if rows else []
    notes = [
        f"- not looked at: `{item.path}`: {item.reason}" for item in listing.review.skipped[:20]
    ]
    notes += [f"- {notice}" for notice in listing.review.notices[:20]]
    return (
        "\n".join(
            [
                *head,
                *table,
                *([""] if table else []),
                *notes,
                *([""] if notes else []),
                f"<sub>{listing.stamp}</sub>",
            ]
        )
        + "\n"
    )


def _row(finding: Finding, listing: Listing) -> str:
    place, main = finding.place, finding.main
    call = (
        f"[{main.ref}]({listing.address(main.url)}) {main.operation or main.title}"
        if main
        else "dynamic"
    )
    cells = (f"`{place.path}:{place.line}`", call, finding.severity.value, finding.message)
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
