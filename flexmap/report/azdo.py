"""Logging commands, which Azure Pipelines shows in the summary of a run."""

from __future__ import annotations

from flexmap.mapping import Severity
from flexmap.report.listing import Listing
from flexmap.review.findings import Finding


def report(listing: Listing) -> str:
    """One command a finding; Azure Pipelines knows errors and warnings only."""
    lines = [_command(finding, listing) for finding in listing.findings]
    lines += [f"##[debug]{notice}" for notice in listing.review.notices]
    lines.append(f"##[section]{' '.join([*listing.summary(), listing.stamp])}")
    return "\n".join(lines) + "\n"


def _command(finding: Finding, listing: Listing) -> str:
    place, main = finding.place, finding.main
    level = "error" if finding.severity is Severity.BREAKING else "warning"
    code = main.ref if main else "dynamic"
    address = f" {listing.address(main.url)}" if main else ""
    where = f"sourcepath={_property(place.path)};linenumber={place.line}"
    where += f";columnnumber={place.column};code={code}"
    return f"##vso[task.logissue type={level};{where}]{_data(finding.message + address)}"


def _data(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(";", "%3B").replace("]", "%5D")
