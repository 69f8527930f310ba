"""SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flexmap.escape import as_json, sarif_message, sarif_uri, terminal, web_address
from flexmap.mapping import Entry, Severity
from flexmap.mapping.wording import WORDS
from flexmap.report.listing import Listing, tool_version
from flexmap.review.findings import Finding, Place, Proposal
from flexmap.review.messages import plain
from flexmap.review.paths import in_checkout

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.BREAKING: "error", Severity.BEHAVIOUR: "warning", Severity.NOTE: "note"}
_DYNAMIC = "dynamic"
_HOME = "https://github.com/flexmap/flexmap"
"""What readers of a log are led to where no site is known."""


def report(listing: Listing) -> str:
    """One run with a rule an entry; ignored findings are there as suppressed."""
    ignored = [finding for finding in listing.review.findings if finding.ignored]
    shown = sorted(
        [*listing.findings, *ignored], key=lambda f: (f.place.path, f.place.line, f.place.column)
    )
    rules = list(_rules(listing, shown))
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": _driver(listing, rules)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder of the review."}}},
        "invocations": [
            {
                "executionSuccessful": not listing.review.missing,
                "toolExecutionNotifications": list(_notes(listing)),
            }
        ],
        "results": [_result(finding, index) for finding in shown],
        "properties": {"data": listing.review.mapping.stamp},
    }
    record = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return as_json(record)


def _driver(listing: Listing, rules: list[dict[str, Any]]) -> dict[str, Any]:
    driver: dict[str, Any] = {
        "name": "flexmap",
        "version": tool_version(),
        "fullName": listing.stamp,
        "rules": rules,
    }
    driver["informationUri"] = web_address(listing.site or _HOME)
    return driver


def _rules(listing: Listing, shown: list[Finding]) -> Iterator[dict[str, Any]]:
    wanted = {finding.main.ref for finding in shown if finding.main}
    for entry in listing.review.mapping.entries:
        if entry.ref in wanted:
            yield _rule(entry, listing)
    if any(finding.main is None for finding in shown):
        yield _dynamic_rule()


def _dynamic_rule() -> dict[str, Any]:
    """The rule of operations that a variable names."""
    short = "The operation is in a variable, so it cannot be looked up."
    advice = "Check each operation that the variable can name."
    return {
        "id": _DYNAMIC,
        "name": "DynamicOperation",
        "shortDescription": {"text": short},
        "fullDescription": {"text": f"{short} {advice}"},
        "help": {"text": advice, "markdown": advice},
        "defaultConfiguration": {"level": _LEVELS[Severity.NOTE]},
        "properties": {"tags": ["azure", "vmss"]},
    }


def _rule(entry: Entry, listing: Listing) -> dict[str, Any]:
    caveats = [f"{caveat.title}. {caveat.text} {caveat.action}" for caveat in entry.caveats]
    help_text = "\n\n".join([entry.headline, *caveats])
    address = listing.address(entry.url)
    rule: dict[str, Any] = {
        "id": entry.ref,
        "name": "".join(part.capitalize() for part in entry.id.split("-")),
        "shortDescription": {"text": f"{entry.title}: {WORDS[entry.verdict]}."},
        "fullDescription": {"text": plain(entry.summary)},
        "help": {"text": plain(help_text), "markdown": listing.linked(help_text)},
        "defaultConfiguration": {"level": _LEVELS[entry.strongest_severity or Severity.NOTE]},
        "properties": {"verdict": entry.verdict.value, "tags": ["azure", "vmss", entry.category]},
    }
    if listing.site:
        rule["helpUri"] = address
    return rule


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    place = finding.place
    rule = finding.main.ref if finding.main else _DYNAMIC
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "snippet": {"text": finding.snippet},
    }
    result: dict[str, Any] = {
        "ruleId": rule,
        "ruleIndex": index[rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": sarif_message(finding.message)},
        "locations": [{"physicalLocation": _location(place.path) | {"region": region}}],
        "partialFingerprints": {"flexmap/v1": finding.fingerprint},
        "properties": {
            "confidence": finding.confidence.word,
            "mode": finding.mode.value,
            "class": finding.cls.value,
            "caveats": [caveat.anchor for caveat in finding.caveats],
        },
    }
    if finding.declared:
        result["relatedLocations"] = [
            _declaration(number, finding, place) for number, place in enumerate(finding.declared)
        ]
    if finding.replacement:
        result["fixes"] = [_fix(finding.replacement)]
    if finding.ignored:
        result["suppressions"] = [{"kind": "inSource", "justification": terminal(finding.ignored)}]
    return result


def _fix(proposal: Proposal) -> dict[str, Any]:
    """The replacement as a change of the file; the description says what has to be known first."""
    place = proposal.place
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    notes = "; ".join(plain(note) for note in proposal.notes)
    text = f"Use the call of the VM: {notes}" if notes else "Use the call of the VM"
    replaced = {"deletedRegion": region, "insertedContent": {"text": proposal.text}}
    location = _location(place.path)["artifactLocation"]
    return {
        "description": {"text": sarif_message(f"{text}.")},
        "artifactChanges": [{"artifactLocation": location, "replacements": [replaced]}],
    }


def _declaration(number: int, finding: Finding, place: Place) -> dict[str, Any]:
    """Where the mode that counts for a finding is declared."""
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {
        "id": number,
        "message": {"text": f"The mode is declared here: {finding.mode.value}."},
        "physicalLocation": _location(place.path) | {"region": region},
    }


def _location(path: str) -> dict[str, Any]:
    path = in_checkout(path)
    artifact = {"uri": sarif_uri(path)}
    if not path.startswith("/"):
        artifact["uriBaseId"] = "SRCROOT"
    return {"artifactLocation": artifact}


def _notes(listing: Listing) -> Iterator[dict[str, Any]]:
    """What was not read, and the remarks on ignores."""
    for item in listing.unseen():
        yield _note(_LEVELS[item.severity], item.message, item.path)
    for notice in listing.review.notices:
        yield _note("note", notice)


def _note(level: str, text: str, path: str = "") -> dict[str, Any]:
    note: dict[str, Any] = {"level": level, "message": {"text": sarif_message(text)}}
    return note | ({"locations": [{"physicalLocation": _location(path)}]} if path else {})
