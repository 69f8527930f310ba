"""A Code Quality report, which GitLab shows in merge requests."""

from __future__ import annotations

import hashlib
from typing import Any

from flexmap.escape import as_json, terminal
from flexmap.mapping import Severity
from flexmap.report.listing import Listing, Unseen
from flexmap.review.findings import Finding
from flexmap.review.paths import in_checkout

_LEVELS = {Severity.BREAKING: "major", Severity.BEHAVIOUR: "minor", Severity.NOTE: "info"}


def report(listing: Listing) -> str:
    """A list with one issue a finding, and one a path that was not read.

    Remarks on ignores have no place in the format; `text` and `json` have them.
    """
    found = (_finding(finding, listing) for finding in listing.findings)
    return as_json([*found, *map(_note, listing.unseen())])


def _finding(finding: Finding, listing: Listing) -> dict[str, Any]:
    place, main = finding.place, finding.main
    link = f"{address} " if (address := listing.link(finding)) else ""
    return {
        "description": terminal(finding.message),
        "check_name": f"flexmap/{main.ref if main else 'dynamic'}",
        "fingerprint": finding.fingerprint,
        "severity": _LEVELS[finding.severity],
        "location": {
            "path": in_checkout(place.path),
            "lines": {"begin": place.line, "end": place.end_line},
        },
        "content": {"body": f"{link}{listing.stamp}"},
    }


def _note(item: Unseen) -> dict[str, Any]:
    shown = terminal(in_checkout(item.path))
    marked = hashlib.sha256(f"{shown}\x1f{item.said}".encode("utf-8", "surrogatepass"))
    return {
        "description": terminal(f"{shown}: {item.said}"),
        "check_name": "flexmap/not-read",
        "fingerprint": marked.hexdigest()[:32],
        "severity": _LEVELS[item.severity],
        "location": {"path": shown, "lines": {"begin": 1}},
    }
