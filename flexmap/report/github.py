"""Workflow commands, which GitHub shows beside the changed lines."""

from __future__ import annotations

from flexmap.mapping import Severity
from flexmap.report.listing import Listing
from flexmap.review.findings import Finding

_LEVELS = {Severity.BREAKING: "error", Severity.BEHAVIOUR: "warning", Severity.NOTE: "notice"}


def report(listing: Listing) -> str:
    """One command a finding, and a notice with the counts and the data's version."""
    lines = [_command(finding, listing) for finding in listing.findings]
    lines += [f"::notice::{_data(notice)}" for notice in listing.review.notices]
    lines.append(f"::notice::{_data(' '.join([*listing.summary(), listing.stamp]))}")
    return "\n".join(lines) + "\n"


def _command(finding: Finding, listing: Listing) -> str:
    place, main = finding.place, finding.main
    title = f"{main.ref} {main.title}" if main else "dynamic operation"
    end = f",endColumn={place.end_column}" if place.end_line == place.line else ""
    where = (
        f"file={_property(place.path)},line={place.line},endLine={place.end_line},"
        f"col={place.column}{end},title={_property(title)}"
    )
    address = f" {listing.address(main.url)}" if main else ""
    return f"::{_LEVELS[finding.severity]} {where}::{_data(finding.message + address)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
