"""Which caveats of an entry apply at a place in code, and what happens to the code there.

It knows no entry by its name: everything comes from the conditions of the mapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from enum import StrEnum

from flexmap.mapping import (
    ArgumentTest,
    Caveat,
    Circumstance,
    ClientOutcome,
    Entry,
    Outcome,
    Severity,
    Verdict,
)
from flexmap.readers.occurrences import Argument, Form, Mode, Occurrence
from flexmap.readers.wire import canonical, is_below, parents
from flexmap.values import dataclass

_TRUE_WORDS = {"$true": "true", "$false": "false"}


class Class(StrEnum):
    """What happens to the code on a Flexible set, worst first.

    It stops, or it works differently or no source says, or nothing is known against it.
    """

    STOPS = "stops"
    DIFFERS = "differs"
    FINE = "fine"


WORDS = {
    Class.STOPS: "stops on Flexible",
    Class.DIFFERS: "works differently on Flexible",
    Class.FINE: "fine on Flexible",
}
"""The classes in the words of reports."""

CLASSES = {
    Severity.BREAKING: Class.STOPS,
    Severity.BEHAVIOUR: Class.DIFFERS,
    Severity.NOTE: Class.FINE,
}
"""The class of a place by its severity."""

_SEVERITIES = {
    Outcome.FAILS: Severity.BREAKING,
    Outcome.DIFFERS: Severity.BEHAVIOUR,
    Outcome.UNKNOWN: Severity.BEHAVIOUR,
    Outcome.WORKS: Severity.NOTE,
}
"""How much an outcome hurts; what no one knows has to be looked at."""

_OF_VERDICT = {
    Verdict.SAME: Outcome.WORKS,
    Verdict.PARTIAL: Outcome.DIFFERS,
    Verdict.UNKNOWN: Outcome.UNKNOWN,
}
"""What a verdict says of unchanged code, for a mapping that is older than `unchanged`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A caveat that applies at a place, and the arguments that make it apply.

    `cause` is the same for caveats that apply for the same reason. `certain` when a condition
    holds, and not only what the caveat says of every place.
    """

    caveat: Caveat
    arguments: tuple[Argument, ...] = ()
    cause: tuple[str, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an entry says about a place: the outcome, and its caveats that apply, worst first."""

    outcome: Outcome
    caveats: tuple[Applied, ...] = field(default=())

    @property
    def severity(self) -> Severity:
        """The worst of the outcome and of the caveats that apply."""
        return max([_SEVERITIES[self.outcome], *(a.caveat.severity for a in self.caveats)])


def judge(entry: Entry, facts: Facts) -> Judgement:
    """What the entry says about a place that it is about."""
    place = facts.place
    found = [*_applied(entry, facts), *_always(entry, place)]
    found.sort(key=lambda applied: (applied.caveat.severity, applied.certain), reverse=True)
    return Judgement(outcome=outcome(entry, place), caveats=tuple(found))


def touches(entry: Entry, facts: Facts) -> Judgement | None:
    """What an entry says about a place that another entry is about, or None for nothing.

    Only conditions count here: what holds wherever the entry's own subject is does not.
    """
    found = sorted(_applied(entry, facts), key=lambda a: a.caveat.severity, reverse=True)
    return Judgement(outcome=Outcome.WORKS, caveats=tuple(found)) if found else None


def outcome(entry: Entry, place: Occurrence) -> Outcome:
    """What happens to unchanged code at the place where no condition of a caveat holds."""
    unchanged = entry.flexible.unchanged
    if unchanged is None:
        return _OF_VERDICT.get(entry.verdict, Outcome.FAILS)
    if entry.verdict in (Verdict.SAME, Verdict.PARTIAL) and _is_flexible_form(entry, place):
        return Outcome.WORKS
    client = of_client(entry, place)
    return client.outcome if client else unchanged.outcome


def of_client(entry: Entry, place: Occurrence) -> ClientOutcome | None:
    """What is said of the place's client alone, or of the name that is called there."""
    clients = entry.flexible.unchanged.clients if entry.flexible.unchanged else ()
    fitting = [item for item in clients if _is_meant(item, place)]
    return max(fitting, key=lambda item: bool(item.name), default=None)


def _is_meant(item: ClientOutcome, place: Occurrence) -> bool:
    return item.client == place.client and (not item.name or _is_named(item.name, place))


def _is_flexible_form(entry: Entry, place: Occurrence) -> bool:
    """Whether a property is in a resource type that only Flexible sets have."""
    written = [argument for write in entry.flexible.write for argument in write.arguments]
    types = {argument.partition(".")[0] for argument in written}
    known = {place.name, *place.names} & types
    return place.client == "terraform" and place.mode is Mode.FLEXIBLE and bool(known)


def _always(entry: Entry, place: Occurrence) -> Iterator[Applied]:
    """The caveats that hold wherever the entry's subject is, unless the client escapes it."""
    if outcome(entry, place) is Outcome.WORKS:
        return
    for caveat in entry.caveats:
        if caveat.always:
            yield Applied(caveat=caveat, cause=("always",), certain=False)


def _applied(entry: Entry, facts: Facts) -> Iterator[Applied]:
    for caveat in entry.caveats:
        for circumstance in caveat.when:
            held = _holds(circumstance, facts)
            if held is not None:
                yield Applied(caveat=caveat, arguments=held, cause=_cause(circumstance, held))
                break


def _cause(circumstance: Circumstance, held: Sequence[Argument]) -> tuple[str, ...]:
    """What a condition looks at: two with the same cause say the same about a place."""
    looked = [canonical(test.argument) for test in circumstance.tests]
    looked += [argument.typed.lower() for argument in held]
    parts = [circumstance.name, circumstance.pattern, circumstance.api_version and "api-version"]
    if not looked:
        looked += [part for part in parts if part]
    return tuple(sorted(set(looked)))


def _holds(circumstance: Circumstance, facts: Facts) -> tuple[Argument, ...] | None:
    """The arguments that fulfil the condition, in code order, or None when it does not hold."""
    place = facts.place
    if circumstance.client and circumstance.client != place.client:
        return None
    if circumstance.name and not _is_named(circumstance.name, place):
        return None
    if circumstance.mode and circumstance.mode != _mode(place):
        return None
    if circumstance.pattern and circumstance.pattern not in place.patterns:
        return None
    if circumstance.api_version and not _is_before(
        place.api_version, circumstance.api_version.before
    ):
        return None
    held: dict[Argument, None] = {}
    for test in circumstance.tests:
        found = facts.fulfil(test)
        if found is None:
            return None
        held |= dict.fromkeys(found)
    return tuple(held)


def _mode(place: Occurrence) -> str:
    return "undeclared" if place.mode is Mode.UNKNOWN else place.mode.value


def _is_named(name: str, place: Occurrence) -> bool:
    """Whether the place calls or declares what the condition names."""
    wanted = name.lower()
    return any(wanted == known.lower() for known in (place.name, place.resource, *place.names))


def _is_before(version: str, before: str) -> bool:
    """Whether an api-version is older; previews count as of their day."""
    return len(version) >= len(before) and version[:4].isdigit() and version[:10] < before


class Facts:
    """The arguments of a place, to be asked by conditions.

    `exact` has them by their canonical path, and `below` by every path that they lie below,
    in code order; a complete model has an empty path.
    """

    def __init__(self, place: Occurrence) -> None:
        self.place = place
        self.exact: dict[str, list[Argument]] = {}
        self.below: dict[str, list[Argument]] = {}
        for argument in sorted(place.arguments, key=lambda argument: argument.start):
            path = canonical(argument.wire)
            self.exact.setdefault(path, []).append(argument)
            for parent in parents(path):
                self.below.setdefault(parent, []).append(argument)

    def fulfil(self, test: ArgumentTest) -> tuple[Argument, ...] | None:
        """The arguments that pass the test, or None when it fails or cannot be decided."""
        exact, below = self._given(test.argument)
        if test.missing:
            return () if not below and self._is_missing(test.argument) else None
        if not below:
            return None
        if test.is_ and not _any_is(exact, test.is_):
            return None
        if test.not_ and not _none_is(exact, test.not_):
            return None
        if test.number and not _any_number(exact):
            return None
        return tuple(exact or below[:1])

    def _given(self, name: str) -> tuple[list[Argument], list[Argument]]:
        """The arguments of that name, and those with all that lies below it."""
        if name.startswith("-"):
            found = [a for a in self.place.arguments if _is_option(a.typed, name)]
            return found, found
        path = canonical(name)
        return self.exact.get(path, []), self.below.get(path, [])

    def _is_missing(self, name: str) -> bool:
        """Whether an argument that was not found cannot be there; a change says nothing."""
        if "" in self.place.hidden:
            return False
        if name.startswith("-"):
            return True
        path = canonical(name)
        fillable = self.place.fillable
        if fillable is not None and not any(is_below(known, path) for known in fillable):
            return False
        if not self.place.whole:
            return False
        unseen = [a.wire for a in self.place.arguments if a.wire and a.value.form is Form.UNKNOWN]
        return not any(is_below(path, canonical(p)) for p in (*self.place.hidden, *unseen))


def _is_option(typed: str, name: str) -> bool:
    """Whether an option is the one that is named, or what both command lines take as short."""
    written, wanted = typed.lower(), name.lower()
    return written == wanted or (len(written) > 5 and wanted.startswith(written))


def _any_is(arguments: Iterable[Argument], wanted: Sequence[str]) -> bool:
    known = {_folded(word) for word in wanted}
    for argument in arguments:
        if argument.value.form in (Form.PRESENT, Form.UNKNOWN):
            continue
        if not argument.value.words and "" in known:
            return True
        if any(word is not None and _folded(word) in known for word in argument.value.words):
            return True
    return False


def _none_is(arguments: Sequence[Argument], wanted: Sequence[str]) -> bool:
    """Whether every value is visible and none of them is one of those wanted."""
    known = all(argument.value.known for argument in arguments)
    return bool(arguments) and known and not _any_is(arguments, wanted)


def _any_number(arguments: Iterable[Argument]) -> bool:
    return any(
        word is not None and word.isascii() and word.isdigit()
        for argument in arguments
        if argument.value.form in (Form.TEXT, Form.NUMBER, Form.LIST)
        for word in argument.value.words
    )


def _folded(word: str) -> str:
    """A value as the service compares it: no matter how its letters are written."""
    plain = "".join(word.split()).replace("_", "").casefold()
    return _TRUE_WORDS.get(plain, plain)
