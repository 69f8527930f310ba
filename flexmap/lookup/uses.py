"""What the review says of one line of code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from flexmap.lookup.models import resource_type
from flexmap.mapping import Client, Entry, Mapping, Name
from flexmap.readers.scanner import Scanner
from flexmap.review.conditions import Class
from flexmap.review.findings import Finding, Kind, findings
from flexmap.rules import rules
from flexmap.sources.language_signs import guess

LONGEST = 4_000
"""Characters of a line; what is longer is a file, which `flexmap review` reads."""

_REQUEST = re.compile(r"(?:(\w{3,6})\s+)?((?:https?:/)?/[^\s']+)")


def findings_of(mapping: Mapping, line: str) -> tuple[Finding, ...]:
    """What the review says of a line of code or a type of resource, the worst first."""
    resource = resource_type(mapping, line)
    if resource:
        kind = "data" if line.startswith("data.") else "resource"
        return _found(mapping, f'{kind} "{resource}" "this" {{}}\n', "terraform", alone=True)
    language = _language(line)
    if language is None or len(line) > LONGEST:
        return ()
    return _found(mapping, line, language)


def stops(mapping: Mapping, command: Name) -> tuple[Finding, ...]:
    """What the review says of a command alone, when it stops whatever options it is given."""
    language = "powershell" if command.client == Client.POWERSHELL else "shell"
    found = _found(mapping, command.name, language, alone=True)
    return tuple(finding for finding in found if finding.cls is Class.STOPS)


def _found(
    mapping: Mapping, text: str, language: str, *, alone: bool = False
) -> tuple[Finding, ...]:
    """The findings of a text, of which no one can say what is missing when a name is alone."""
    content = text.encode("utf-8", "replace")
    hits = Scanner(mapping).scan(content, language)
    if alone:
        hits = [replace(hit, hidden=("",)) for hit in hits]
    found = findings(mapping, "-", language, content, hits)
    return tuple(sorted(found, key=lambda finding: finding.severity, reverse=True))


def findings_of_path(mapping: Mapping, line: str) -> tuple[Finding, ...]:
    """What the review says of a path, with a method in front or of all methods that it takes."""
    request = _REQUEST.fullmatch(line)
    if request is None or len(line) > LONGEST:
        return ()
    methods = [request[1]] if request[1] else ["get", "put", "patch", "post", "delete"]
    found = (
        _found(mapping, f"az rest --method {method} --url '{request[2]}'", "shell")
        for method in methods
    )
    # A method that the path does not take leads to the same entry as one that it takes.
    by_entries = {tuple(m.ref for m in item.matches): item for some in found for item in some}
    return tuple(replace(finding, name=line) for finding in by_entries.values())


def _language(line: str) -> str | None:
    """The language of a line: shell where it begins with a program of the Azure CLI."""
    first = line.split(" ")[0].replace("\\", "/").rpartition("/")[2].lower()
    shell = rules("shell")
    if first in (*shell["programs"], *shell["http"], *shell["prefixes"]):
        return "shell"
    return guess(line.encode("utf-8", "replace"))


def is_own(finding: Finding) -> bool:
    """Whether it is about a call of which the command is for what it sends."""
    return finding.kind is Kind.CALL and any(not (m.aside or m.within) for m in finding.matches)


def entries_of(mapping: Mapping, found: Sequence[Finding]) -> list[Entry]:
    """The entries behind findings: what is leading in each, then what the call sends.

    What else a command sends is none of them: that does not say what it is for.
    """
    refs: list[str] = []
    for finding in found:
        way = {match.ref for match in finding.matches if match.within}
        own = [match.ref for match in finding.matches if not match.aside and not match.within]
        leading = [finding.leading.ref] if finding.leading else []
        refs += [ref for ref in (*leading, *own) if ref not in way]
    known = (mapping.entry(ref) for ref in dict.fromkeys(refs))
    return [entry for entry in known if entry]
