"""Logging commands, which Azure Pipelines shows in the summary of a run."""

from __future__ import annotations

from flexmap.escape import azdo_data, azdo_property, terminal
from flexmap.mapping import Severity
from flexmap.report.listing import Listing, Unseen
from flexmap.review.findings import Finding
from flexmap.review.paths import in_checkout

_LEVELS = {Severity.BREAKING: "error", Severity.BEHAVIOUR: "warning", Severity.NOTE: "warning"}


def report(listing: Listing) -> str:
    """One command a finding and a path that was not read; Azure knows errors and warnings only."""
    lines = [_command(finding, listing) for finding in listing.findings]
    lines += [_unseen(item) for item in listing.unseen()]
    lines += [f"##[debug]{terminal(notice)}" for notice in listing.review.notices]
    lines.append(f"##[section]{terminal(' '.join([*listing.summary(), listing.stamp]))}")
    return "\n".join(lines) + "\n"


def _unseen(item: Unseen) -> str:
    where = {} if item.missing else {"sourcepath": in_checkout(item.path)}
    return _issue(_LEVELS[item.severity], item.message, **where)


def _command(finding: Finding, listing: Listing) -> str:
    place, main = finding.place, finding.main
    address = f" {link}" if (link := listing.link(finding)) else ""
    return _issue(
        _LEVELS[finding.severity],
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
