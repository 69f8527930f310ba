"""What the entries of the mapping say about each occurrence, at the place that causes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from flexmap.mapping import Endpoint, Entry, Mapping, Outcome, Severity
from flexmap.mapping import Kind as EntryKind
from flexmap.readers.occurrences import Argument, Kind, Occurrence
from flexmap.readers.wire import canonical, is_below
from flexmap.review.conditions import Applied, Facts, Judgement, judge, touches
from flexmap.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one entry says about a place; `within` as in `Sent`, `aside` when the entry is not
    about what is there and only a condition of it holds."""

    entry: Entry
    judgement: Judgement
    within: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A place and what entries say about it; no entry for a name that a variable holds."""

    place: Occurrence
    said: tuple[Said, ...]


class Index:
    """The entries by what leads to them."""

    def __init__(self, mapping: Mapping) -> None:
        self.by_id = mapping.by_id
        self.by_operation = {entry.sent(): entry for entry in mapping.entries if entry.sent()}
        conditional = [e for e in mapping.entries if any(caveat.when for caveat in e.caveats)]
        self.concepts = [e for e in conditional if e.kind == EntryKind.CONCEPT]
        self._by_cause: dict[str, dict[str, Entry]] = {}
        for entry in conditional:
            for cause in _causes(entry):
                self._by_cause.setdefault(cause, {})[entry.id] = entry
        self.parameters = {
            name
            for entry in mapping.entries
            for endpoint in entry.uniform.endpoints()
            for name in re.findall(r"\{(\w+)\}", endpoint.path)
        }
        self.properties: dict[str, list[tuple[str, Entry]]] = {}
        for entry in mapping.entries:
            target = entry.uniform.property
            if target:
                known = self.properties.setdefault(target.resource.lower(), [])
                known.append((canonical(target.path), entry))

    def touched(self, facts: Facts) -> dict[str, Entry]:
        """The entries that a condition may hold of, by what the place has; few of all."""
        place = facts.place
        options = [argument.typed[:6].lower() for argument in place.arguments]
        causes = ["", f"client {place.client}", *place.patterns, *facts.below, *options]
        return self.caused_by(causes)

    def caused_by(self, causes: Iterable[str]) -> dict[str, Entry]:
        """The entries with a condition that needs one of the causes, by id."""
        return {key: e for cause in causes for key, e in self._by_cause.get(cause, {}).items()}

    def resource(self, place: Occurrence) -> str:
        """The type of the resource that a place is about, in lower case."""
        if place.resource:
            return place.resource.lower()
        for sent in sorted(place.sends, key=lambda sent: sent.within):
            entry = self.by_operation.get(sent.operation)
            if entry and entry.uniform.endpoint:
                return _type(entry.uniform.endpoint)
        return ""


def judged(mapping: Mapping, places: Iterable[Occurrence]) -> Iterator[Judged]:
    """Each place with what is said about it, then the properties that are given there."""
    index = _index(_Same(mapping))
    for place in places:
        yield from _judged(index, place)


def _judged(index: Index, place: Occurrence) -> Iterator[Judged]:
    if place.kind is Kind.PATTERN:
        yield Judged(place=place, said=tuple(_of_pattern(index, place)))
        return
    facts = Facts(place)
    own = list(_own(index, facts))
    if place.kind is Kind.DYNAMIC or place.entry:
        yield Judged(place=place, said=tuple(own))
        return
    known = index.properties.get(index.resource(place), [])
    written = [item for item in known if item[0] in facts.below and _under(index, facts, item[0])]
    others = index.touched(facts).keys() - {said.entry.id for said in own}
    asides = list(_asides((entry for entry in index.concepts if entry.id in others), facts))
    asides += _asides(
        (e for path, e in known if e.id in others and (path, e) not in written), facts
    )
    given = _moved(list(_properties(index, facts, written)), [*own, *asides])
    paths = list(dict.fromkeys(item.path for item in given))
    said = [_without(item, paths) for item in own]
    said += [item for item in (_without(a, paths) for a in asides) if item.judgement.caveats]
    yield Judged(place=place, said=tuple(said))
    yield from _merged(given)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A property that is given at a place; `path` is that of its entry."""

    path: str
    place: Occurrence
    said: tuple[Said, ...]

    @property
    def severity(self) -> Severity:
        return max(said.judgement.severity for said in self.said)


def _own(index: Index, facts: Facts) -> Iterator[Said]:
    """What the entries of the operations say, or the one of the property."""
    place = facts.place
    if place.entry:
        entry = index.by_id[place.entry]
        yield Said(entry=entry, judgement=judge(entry, facts))
    for sent in place.sends:
        found = index.by_operation.get(sent.operation)
        if found:
            judgement = judge(found, facts)
            if sent.within and judgement.outcome is not Outcome.FAILS:
                # Only the purpose of the command counts, not what else it sends.
                judgement = replace(judgement, outcome=Outcome.WORKS)
            yield Said(entry=found, judgement=judgement, within=sent.within)


def _asides(entries: Iterable[Entry], facts: Facts) -> Iterator[Said]:
    for entry in entries:
        found = touches(entry, facts)
        if found:
            yield Said(entry=entry, judgement=found, aside=True)


def _of_pattern(index: Index, place: Occurrence) -> Iterator[Said]:
    """What is said about something that is not a call: by the entries of the operations, or by
    those with a condition on the pattern."""
    named = [index.by_operation[s.operation] for s in place.sends
             if s.operation in index.by_operation]  # fmt: skip
    entries = named if place.sends else index.caused_by(place.patterns).values()
    yield from _asides(entries, Facts(place))


def _causes(entry: Entry) -> Iterator[str]:
    """What a place has to have for a condition of the entry to hold: of each condition one thing.

    That is a pattern, the canonical path of an argument, the start of an option as both command
    lines shorten it, or the client; nothing for what can hold of every place.
    """
    for case in (case for caveat in entry.caveats for case in caveat.when):
        given = [test.argument for test in case.tests if not test.missing]
        if case.pattern:
            yield case.pattern
        elif given:
            yield given[0][:6].lower() if given[0].startswith("-") else canonical(given[0])
        else:
            yield f"client {case.client}" if case.client else ""


def _under(index: Index, facts: Facts, path: str) -> list[Argument]:
    """The arguments that give the property, or a part of it; no parameter of the path does."""
    found = [a for a in facts.below.get(path, ()) if a.wire not in index.parameters]
    exact = [argument for argument in found if canonical(argument.wire) == path]
    return exact or found[:1]


def _properties(
    index: Index, facts: Facts, written: Sequence[tuple[str, Entry]]
) -> Iterator[_Given]:
    """The properties that are given at a place and have an entry of their own."""
    place = facts.place
    for path, entry in written:
        judgement = judge(entry, facts)
        worst = _cause(judgement, path)
        for argument in _under(index, facts, path):
            cause = worst or argument
            at = replace(
                place, start=cause.start, end=cause.end, kind=Kind.PROPERTY, entry=entry.id,
                name=argument.typed, sends=(), open=False,
            )  # fmt: skip
            yield _Given(path=path, place=at, said=(Said(entry=entry, judgement=judgement),))


def _cause(judgement: Judgement, path: str) -> Argument | None:
    """The first argument below the path that makes the worst caveat apply."""
    for applied in judgement.caveats:
        for argument in applied.arguments:
            if is_below(canonical(argument.wire), path):
                return argument
    return None


def _moved(given: Sequence[_Given], others: Sequence[Said]) -> list[_Given]:
    """The properties, each with what other entries say because of it, where that is worse.

    What a property says because of a part of it that has an entry too is left to that one.
    """
    worst = {item.path: item for item in sorted(given, key=lambda item: item.severity)}
    result = []
    for item in given:
        parts = [other.path for other in worst.values() if _is_part(other, item)]
        moved = [_because_of(said, item) for said in others if said.judgement.caveats]
        said = [_without(one, parts) for one in item.said]
        result.append(replace(item, said=(*said, *(m for m in moved if m.judgement.caveats))))
    return result


def _is_part(item: _Given, whole: _Given) -> bool:
    """Whether a property is a part of the other one, and not less bad."""
    below = item.path != whole.path and is_below(item.path, whole.path)
    return below and item.severity >= whole.severity


def _because_of(said: Said, item: _Given) -> Said:
    """What an entry says because of the property, and worse than what that says itself."""
    caveats = tuple(
        applied for applied in said.judgement.caveats
        if _is_because(applied, item.path) and applied.caveat.severity > item.severity
    )  # fmt: skip
    judgement = replace(said.judgement, outcome=Outcome.WORKS, caveats=caveats)
    return replace(said, judgement=judgement, aside=True)


def _without(said: Said, paths: Sequence[str]) -> Said:
    """What an entry says, without what is said at a property that causes it."""
    left = tuple(
        applied for applied in said.judgement.caveats
        if not any(_is_because(applied, path) for path in paths)
    )  # fmt: skip
    if len(left) == len(said.judgement.caveats):
        return said
    return replace(said, judgement=replace(said.judgement, caveats=left))


def _is_because(applied: Applied, path: str) -> bool:
    """Whether the first argument that makes the caveat apply gives the property at the path."""
    return bool(applied.arguments) and is_below(canonical(applied.arguments[0].wire), path)


def _merged(given: Sequence[_Given]) -> Iterator[Judged]:
    """One result a place: several properties can be in one string."""
    by_place: dict[tuple[int, int], list[_Given]] = {}
    for item in given:
        by_place.setdefault((item.place.start, item.place.end), []).append(item)
    for items in by_place.values():
        worst = max(items, key=lambda item: item.severity)
        said = {one.entry.id: one for item in [*items, worst] for one in item.said}
        yield Judged(place=worst.place, said=tuple(said.values()))


def _type(endpoint: Endpoint) -> str:
    """The resource type in a path: each segment that a name follows."""
    provider, _, rest = endpoint.path.lower().partition("/providers/")[2].partition("/")
    steps = rest.split("/")
    types = [
        step for step, after in zip(steps, [*steps[1:], ""], strict=True)
        if after.startswith("{") and not step.startswith("{")
    ]  # fmt: skip
    return "/".join([provider, *(types or steps[:1])])


class _Same:
    """A mapping as a key: another one with the same content is another key."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping

    def __hash__(self) -> int:
        return id(self.mapping)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.mapping is other.mapping


@lru_cache(maxsize=2)
def _index(key: _Same) -> Index:
    return Index(key.mapping)
