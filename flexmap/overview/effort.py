"""How much work a place means: a class for each place, and hours for each class.

The hours are assumptions, not measurements: a report names them, and its reader changes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from flexmap.failure import Failure
from flexmap.mapping import Outcome, Verdict
from flexmap.readers.occurrences import Kind, Mode
from flexmap.review.findings import Finding
from flexmap.values import dataclass


class Effort(StrEnum):
    """What has to be done at a place, most work first."""

    REDESIGN = "redesign"
    MOVE = "move"
    CHANGE = "change"
    SETTLE = "settle"
    CHECK = "check"
    SETTING = "setting"
    READ = "read"
    DECIDE = "decide"
    REPLACE = "replace"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The words for a class of effort, and the hours that a place of it is assumed to take."""

    title: str
    means: str
    hours: float


TERMS = {
    Effort.REDESIGN: Term(
        title="Redesign",
        means="It stops, and no source names an operation that does it on a Flexible set.",
        hours=16,
    ),
    Effort.MOVE: Term(
        title="Move a set",
        means="A set is declared Uniform. Its mode cannot change: a new set takes its place.",
        hours=8,
    ),
    Effort.CHANGE: Term(
        title="Change a call", means="It stops, and something else does the same job.", hours=2
    ),
    Effort.SETTLE: Term(
        title="Find out",
        means="No source says what happens, or the code does not say which operation it calls.",
        hours=2,
    ),
    Effort.CHECK: Term(
        title="Check", means="It works differently: see whether the code relies on it.", hours=1
    ),
    Effort.SETTING: Term(
        title="Change a setting",
        means="A property or argument that a Flexible set refuses or treats differently.",
        hours=0.5,
    ),
    Effort.READ: Term(
        title="Read by eye",
        means="The file holds names of scale-set calls, or may hold some, and was not read.",
        hours=0.5,
    ),
    Effort.DECIDE: Term(
        title="Replace, with a decision",
        means="`flexmap review --suggestions` has the text. Its notes say what to decide.",
        hours=0.5,
    ),
    Effort.REPLACE: Term(
        title="Replace", means="`flexmap review --fix` writes the text.", hours=0.1
    ),
    Effort.NOTHING: Term(title="Nothing", means="It works as it is.", hours=0),
}
"""Every class in words, in the order of the enum."""

MOST_HOURS = 10_000


def effort_of(finding: Finding) -> Effort:
    """What has to be done at the place of a finding."""
    if finding.kind is Kind.DECLARATION and finding.mode is Mode.UNIFORM:
        return Effort.MOVE
    if not finding.matches:
        return Effort.SETTLE
    if finding.replacement and (finding.stops or finding.differs):
        return Effort.REPLACE if finding.replacement.safe else Effort.DECIDE
    if finding.stops:
        return _of_a_stop(finding)
    return _of_a_difference(finding) if finding.differs else Effort.NOTHING


def _of_a_stop(finding: Finding) -> Effort:
    if finding.kind is Kind.PROPERTY:
        return Effort.SETTING
    main = finding.main
    whole = main is not None and not main.aside and main.outcome is Outcome.FAILS
    if whole and main is not None and main.verdict is Verdict.NONE:
        return Effort.REDESIGN
    return Effort.CHANGE


def _of_a_difference(finding: Finding) -> Effort:
    if finding.kind is Kind.PROPERTY:
        return Effort.SETTING
    main = finding.main
    unknown = main is not None and main.outcome is Outcome.UNKNOWN and finding.leading is None
    return Effort.SETTLE if unknown else Effort.CHECK


def hours_with(changes: Sequence[str]) -> dict[Effort, float]:
    """The hours for each class, with changes such as `change=3`.

    Raises `Failure` for an unknown class, and for a value that is not a number of hours.
    """
    hours = {effort: TERMS[effort].hours for effort in Effort}
    problems = []
    for change in changes:
        name, equals, number = change.partition("=")
        try:
            hours[Effort(name.strip())] = _hours(number) if equals else _hours("nothing")
        except ValueError:
            problems.append(f"--hours {change}: {_reason(name.strip())}")
    if problems:
        raise Failure("\n".join(problems))
    return hours


def _hours(text: str) -> float:
    hours = float(text)
    if not 0 <= hours <= MOST_HOURS:
        raise ValueError
    return hours


def _reason(name: str) -> str:
    if name in set(Effort):
        return f"write a number of hours from 0 to {MOST_HOURS:,}, as in {name}=1.5"
    return f"there is no class {name!r}; the classes are {', '.join(Effort)}"
