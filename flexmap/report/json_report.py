"""For programs: everything that is known of each listed finding."""

from __future__ import annotations

from typing import Any

from flexmap.escape import as_json
from flexmap.report.listing import Listing, tool_version
from flexmap.review.findings import AppliedCaveat, Finding, Match, Proposal
from flexmap.review.messages import plain

FORMAT = "1.0"


def report(listing: Listing) -> str:
    """One JSON object; keys keep their order."""
    review = listing.review
    record = {
        "format": FORMAT,
        "tool": {"name": "flexmap", "version": tool_version()},
        "data": review.mapping.data,
        "counts": {
            "files": review.files,
            "listed": len(listing.findings),
            "same": review.same,
            "declared_flexible": review.flexible,
            "ignored": review.ignored,
            "known": review.known,
            "gone": review.gone,
            "untouched": review.untouched,
            "left_out": review.ignored_files,
            "skipped": len(review.skipped),
            "unread": len(review.unread),
        },
        "findings": [_finding(finding, listing) for finding in listing.findings],
        "skipped": [{"path": item.path, "reason": item.reason} for item in review.skipped],
        "unread": [
            {"path": item.path, "reason": item.reason, "parts": item.parts}
            for item in review.unread
        ],
        "missing": list(review.missing),
        "notices": list(review.notices),
    }
    return as_json(record)


def _finding(finding: Finding, listing: Listing) -> dict[str, Any]:
    place = finding.place
    record: dict[str, Any] = {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "language": finding.language,
        "kind": finding.kind.value,
        "client": finding.client,
        "name": finding.name,
        "confidence": finding.confidence.word,
        "severity": finding.severity.value,
        "class": finding.cls.value,
        "mode": finding.mode.value,
        "open": finding.open,
    }
    if finding.why:
        record["mode_because"] = finding.why
    if finding.main:
        record |= _match(finding.main, listing)
    record["operations"] = [
        match.operation for match in finding.matches if match.operation and not match.aside
    ]
    record["matches"] = [_match(match, listing) for match in finding.matches]
    record["caveats"] = [_caveat(caveat, listing) for caveat in finding.caveats]
    if finding.arguments:
        record["arguments"] = list(finding.arguments)
    if finding.renamed:
        record["renamed"] = [
            {"argument": other.own, "in": other.line, "to": other.name, "turned": other.turned}
            for other in finding.renamed
        ]
    record["message"] = finding.message
    if finding.replacement:
        record["replacement"] = _replacement(finding.replacement)
    record["snippet"] = finding.snippet
    record["fingerprint"] = finding.fingerprint
    return record


def _replacement(proposal: Proposal) -> dict[str, Any]:
    place = proposal.place
    return {
        "text": proposal.text,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "safe": proposal.safe,
        "notes": [plain(note) for note in proposal.notes],
    }


def _caveat(caveat: AppliedCaveat, listing: Listing) -> dict[str, Any]:
    return {
        "ref": caveat.ref,
        "id": caveat.id,
        "severity": caveat.severity.value,
        "title": plain(caveat.title),
        "text": plain(caveat.text),
        "action": plain(caveat.action),
        "url": listing.address(caveat.url),
        "because_of": list(caveat.shown),
    }


def _match(match: Match, listing: Listing) -> dict[str, Any]:
    record: dict[str, Any] = {"operation": match.operation} if match.operation else {}
    return record | {
        "ref": match.ref,
        "entry": match.entry,
        "title": match.title,
        "verdict": match.verdict.value,
        "severity": match.severity.value,
        "unchanged": match.outcome.value,
        "headline": match.headline,
        "url": listing.address(match.url),
        "within": match.within,
        "aside": match.aside,
    }
