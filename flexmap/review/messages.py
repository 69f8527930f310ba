"""The message of a finding: what the user typed, what happens on a Flexible set, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flexmap.mapping import Outcome
from flexmap.readers.occurrences import Kind, Mode

if TYPE_CHECKING:
    from flexmap.review.findings import AppliedCaveat, Finding, Match

_LONGEST = 160
_OTHERS = 3
"""As many further caveats are named in a message."""

_MODES = {Mode.UNIFORM: "a Uniform set", Mode.FLEXIBLE: "a Flexible set"}
_WORKS = {
    Outcome.WORKS: "Works on a Flexible set as it is.",
    Outcome.DIFFERS: "On a Flexible set this does something else.",
    Outcome.FAILS: "On a Flexible set this stops.",
    Outcome.UNKNOWN: "No source says what this does on a Flexible set.",
}


class Quoted(str):
    """Text of the reviewed code inside a message; reports show it as they show code."""

    __slots__ = ()


class Typed(Quoted):
    """Code of the reviewed file, which a message in plain text puts in backticks."""

    __slots__ = ()


def pieces(finding: Finding) -> Iterator[str]:
    """The message in pieces."""
    main = finding.main
    if main is None:
        yield quoted(finding.name)
        yield ": the operation is in a variable, so it cannot be looked up. "
        yield "Check each operation that it can name."
        return
    yield from _typed(finding)
    yield ": "
    leading = finding.leading
    if leading:
        yield f"{plain(leading.title)}. {_first(plain(leading.text))} {plain(leading.action)}"
    else:
        yield from _outcome(finding, main)
    yield from _mode(finding)
    yield from _others(finding, leading)
    yield from _renamed(finding)
    yield f" {finding.anchor}"


def quoted(text: str) -> Quoted:
    """The text as a piece of a message, cut when it is long."""
    return Quoted(_cut(text))


def plain(text: str) -> str:
    """Text of the mapping without the targets of its links."""
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _typed(finding: Finding) -> Iterator[str]:
    """What is in the code: the arguments that matter, else the call or the type."""
    leading = finding.leading
    for number, shown in enumerate(leading.shown if leading else ()):
        yield " with " if number else ""
        yield Typed(_cut(shown))
    if not (leading and leading.shown):
        yield Typed(_cut(finding.name))


def _outcome(finding: Finding, main: Match) -> Iterator[str]:
    if finding.kind is Kind.DECLARATION and main.outcome is Outcome.WORKS:
        yield f"declares {_MODES.get(finding.mode, 'a set whose mode is not visible here')}. "
        yield plain(main.headline)
        return
    said = plain(main.because) or _WORKS[main.outcome]
    yield f"{said} {plain(main.headline)}"
    others = [match for match in finding.matches[1:] if not match.aside]
    if finding.open and others:
        named = ", ".join(match.operation or match.title for match in others)
        yield f" The code leaves open which operation it is; it can also be {named}."


def _mode(finding: Finding) -> Iterator[str]:
    """Which mode the code declares, when that is not what the message says already."""
    if finding.mode is Mode.UNKNOWN:
        if finding.kind is not Kind.DECLARATION and not finding.same:
            yield " This counts if the set is or becomes Flexible."
        return
    if finding.mode is Mode.UNIFORM:
        yield " The set is Uniform"
        yield from _because(finding)
        yield ", so this counts when it becomes Flexible."
        return
    yield " The set is Flexible"
    yield from _because(finding)
    yield "."


def _because(finding: Finding) -> Iterator[str]:
    if finding.why:
        yield " ("
        yield quoted(finding.why)
        yield ")"


def _others(finding: Finding, leading: AppliedCaveat | None) -> Iterator[str]:
    others = [caveat for caveat in finding.caveats if caveat is not leading]
    if not others:
        return
    named = [f"{plain(caveat.title)} ({caveat.anchor})" for caveat in others[:_OTHERS]]
    more = f" and {len(others) - _OTHERS} more" if len(others) > _OTHERS else ""
    yield f" Also: {'; '.join(named)}{more}."


def _renamed(finding: Finding) -> Iterator[str]:
    """What the other line of the Terraform provider calls an argument."""
    for other in finding.renamed:
        yield f" {other.words[0].upper()}{other.words[1:]}."


def _first(text: str) -> str:
    """The first sentence, with the full stop; one inside code or a version ends nothing."""
    match = re.match(r"(?:`[^`]*`|[^`])+?[.!?](?=\s+[A-Z`]|$)", text)
    return match[0] if match else text
