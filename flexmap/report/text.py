"""For people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from flexmap.report.listing import Listing
from flexmap.review.findings import Confidence, Finding


def report(listing: Listing) -> str:
    """One block a finding, then the counts."""
    blocks = ["\n".join(_finding(finding, listing)) + "\n" for finding in listing.findings]
    review = listing.review
    end = [*listing.summary()]
    end += [f"not looked at: {item.path}: {item.reason}" for item in review.skipped]
    end += [f"not there: {path}" for path in review.missing]
    end += [f"note: {notice}" for notice in review.notices]
    return "\n".join([*blocks, *end, listing.stamp]) + "\n"


def _finding(finding: Finding, listing: Listing) -> Iterator[str]:
    place, main = finding.place, finding.main
    ref = main.ref if main else "dynamic"
    sure = "" if finding.confidence is Confidence.EXACT else f" ({finding.confidence.word})"
    verdict = f" {main.verdict.value}" if main else ""
    yield f"{place.path}:{place.line}:{place.column}: {finding.severity}[{ref}]{verdict}{sure}"
    yield f"  {finding.snippet}"
    yield f"  {finding.message}"
    if main:
        yield f"  {listing.address(main.url)}"
