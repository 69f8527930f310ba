"""Workflow commands, which GitHub shows next to the changed lines."""

from __future__ import annotations

from flexmap.escape import github_data, github_property
from flexmap.mapping import Severity
from flexmap.report.listing import Listing, Unseen
from flexmap.review.findings import Finding
from flexmap.review.paths import in_checkout

_LEVELS = {Severity.BREAKING: "error", Severity.BEHAVIOUR: "warning", Severity.NOTE: "notice"}


def report(listing: Listing) -> str:
    """One command a finding and a path that was not read, and the counts with the data's version.

    The last line is a notice, and so is each remark on an ignore.
    """
    lines = [_finding(finding, listing) for finding in listing.findings]
    lines += [_unseen(item) for item in listing.unseen()]
    lines += [_command("notice", notice) for notice in listing.review.notices]
    lines.append(_command("notice", " ".join([*listing.summary(), listing.stamp])))
    return "\n".join(lines) + "\n"


def _unseen(item: Unseen) -> str:
    # The runner trims the last value, so it is never the path.
    where = {} if item.missing else {"file": in_checkout(item.path), "title": item.what}
    return _command(_LEVELS[item.severity], item.message, **where)


def _finding(finding: Finding, listing: Listing) -> str:
    place, main = finding.place, finding.main
    where = {"file": in_checkout(place.path), "line": str(place.line),
             "endLine": str(place.end_line), "col": str(place.column)}  # fmt: skip
    if place.end_line == place.line:
        where["endColumn"] = str(place.end_column)
    where["title"] = f"{main.ref} {main.title}" if main else "dynamic operation"
    address = f" {link}" if (link := listing.link(finding)) else ""
    return _command(_LEVELS[finding.severity], finding.message + address, **where)


def _command(name: str, message: str, **properties: str) -> str:
    pairs = ",".join(f"{key}={github_property(value)}" for key, value in properties.items())
    return f"::{name}{' ' if pairs else ''}{pairs}::{github_data(message)}"
