"""For people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from flexmap.escape import terminal
from flexmap.report.listing import Listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flexmap.review.findings import Finding


def report(listing: Listing) -> str:
    """One block a finding, then the counts."""
    return "".join(f"{terminal(line)}\n" for line in _lines(listing))


def _lines(listing: Listing) -> Iterator[str]:
    for finding in listing.findings:
        yield from _finding(finding, listing)
        yield ""
    review = listing.review
    yield from listing.summary()
    yield from (f"not looked at: {item.path}: {item.reason}" for item in review.skipped)
    yield from (f"not read: {item.path}: {item.reason}" for item in review.unread)
    yield from (f"not there: {path}" for path in review.missing)
    yield from (f"note: {notice}" for notice in review.notices)
    yield listing.stamp


def _finding(finding: Finding, listing: Listing) -> Iterator[str]:
    from flexmap.review.findings import WORDS, Confidence  # here, for reports without findings

    place, main = finding.place, finding.main
    ref = main.ref if main else "dynamic"
    sure = "" if finding.confidence is Confidence.EXACT else f" ({finding.confidence.word})"
    what = f" {WORDS[finding.cls]}" if main else ""
    yield f"{place.path}:{place.line}:{place.column}: {finding.severity}[{ref}]{what}{sure}"
    yield f"  {finding.snippet}".replace("\t", " ")
    yield f"  {finding.message}"
    if finding.replacement:
        from flexmap.review.messages import plain  # here: a clean tree needs no messages

        yield f"  instead: {finding.replacement.shown}".replace("\t", " ")
        yield from (f"  note: {plain(note)}" for note in finding.replacement.notes)
    if listing.link(finding):
        yield f"  {listing.link(finding)}"
