"""Logging commands, which Azure Pipelines shows in the summary of a run."""

from __future__ import annotations

from flexmap.escape import azdo_data, azdo_property, terminal
from flexmap.mapping import Severity
from flexmap.report.listing import Listing
from flexmap.review.findings import Finding
from flexmap.review.paths import in_checkout


def report(listing: Listing) -> str:
    """One command a finding and a path that was not read; Azure knows errors and warnings only."""
    lines = [_command(finding, listing) for finding in listing.findings]
    lines += [_issue("error", f"not there: {path}") for path in listing.review.missing]
    lines += [
        _issue(
            "warning",
            f"not looked at: {item.path}: {item.reason}",
            sourcepath=in_checkout(item.path),
        )
        for item in listing.review.skipped
    ]
    lines += [
        _issue(
            "warning", f"not read: {item.path}: {item.reason}", sourcepath=in_checkout(item.path)
        )
        for item in listing.review.unread
    ]
    lines += [f"##[debug]{terminal(notice)}" for notice in listing.review.notices]
    lines.append(f"##[section]{terminal(' '.join([*listing.summary(), listing.stamp]))}")
    return "\n".join(lines) + "\n"


def _command(finding: Finding, listing: Listing) -> str:
    place, main = finding.place, finding.main
    level = "error" if finding.severity is Severity.BREAKING else "warning"
    address = f" {link}" if (link := listing.link(finding)) else ""
    return _issue(
        level,
        finding.message + address,
        sourcepath=in_checkout(place.path),
        linenumber=str(place.line),
        columnnumber=str(place.column),
        code=main.ref if main else "dynamic",
    )


def _issue(level: str, message: str, **properties: str) -> str:
    pairs = ";".join(
        f"{name}={azdo_property(value)}" for name, value in {"type": level, **properties}.items()
    )
    return f"##vso[task.logissue {pairs}]{azdo_data(message)}"
