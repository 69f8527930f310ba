"""The entries of a line of code, a command, a path, an error, or words that entries list."""

from __future__ import annotations

from collections.abc import Sequence

from flexmap.lookup.answer import Answer
from flexmap.lookup.commands import command_name, of_command
from flexmap.lookup.models import of_argument, of_property
from flexmap.lookup.uses import entries_of, findings_of, findings_of_path, is_own, stops
from flexmap.mapping import Entry, Mapping, Name
from flexmap.mapping.errors import find_errors
from flexmap.review.conditions import Class
from flexmap.review.findings import Finding

SURE = 0.8
"""The share of a known error from which a text is that error, and no line of code."""


def of_line(mapping: Mapping, line: str) -> Answer:
    """What a line without a prompt leads to; an unknown one gives an answer without entries."""
    command, options = command_name(mapping, line) or (None, "")
    if command and not options:
        entries = of_command(mapping, command)
        return Answer(entries=tuple(entries), findings=stops(mapping, command), command=command)
    hits = find_errors(mapping, line)
    named = _by_name(mapping, line) or [hit.entry for hit in hits if hit.score >= SURE]
    if named:
        return Answer(entries=tuple(named))
    findings = findings_of(mapping, line) or findings_of_path(mapping, line)
    found = _of_use(mapping, command, findings) or _of_words(mapping, line)
    return Answer(entries=tuple(found or [hit.entry for hit in hits]), findings=findings)


def _of_use(mapping: Mapping, command: Name | None, findings: Sequence[Finding]) -> list[Entry]:
    """The entries behind findings, and of a command that sends other calls what it is for."""
    found = entries_of(mapping, findings)
    if command and not any(map(is_own, findings)):
        first = entries_of(mapping, [f for f in findings if f.cls is Class.STOPS])
        every = [*first, *of_command(mapping, command), *found]
        found = list({entry.id: entry for entry in every}.values())
    return found


def _of_words(mapping: Mapping, line: str) -> list[Entry]:
    """The entries of a Terraform argument, a property, or words that entries list."""
    return of_argument(mapping, line) or of_property(mapping, line) or _by_keyword(mapping, line)


def _by_keyword(mapping: Mapping, line: str) -> list[Entry]:
    """The entries that list the words, such as a command of single VMs, as a keyword."""
    wanted = " ".join(line.split()).lower()
    return [entry for entry in mapping.entries if wanted in map(str.lower, entry.keywords)]


def _by_name(mapping: Mapping, line: str) -> list[Entry]:
    """The entries of a name in any client, in the order of their references."""
    wanted = " ".join(line.split()).lower()
    return [e for e in mapping.entries if any(_is(name.name, wanted) for name in e.uniform.names)]


def _is(name: str, wanted: str) -> bool:
    """Whether the name is meant: whole, or a method without what it is called on."""
    lowered = name.lower()
    return lowered == wanted or ("." in wanted and lowered.endswith("." + wanted))
