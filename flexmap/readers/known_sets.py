"""Sets whose mode the user states: a call that names one of them is about a set of that mode."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from flexmap.readers.occurrences import Argument, Kind, Mode, Occurrence
from flexmap.values import dataclass

_ID = re.compile(
    r"(?:subscriptions/(?P<subscription>[^/\s]+)/)?"
    r"(?:resourceGroups/(?P<group>[^/\s]+)/)?"
    r"providers/Microsoft\.Compute/virtualMachineScaleSets/(?P<name>[^/\s?\"'`;,)]+)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[\w.()-]+")
"""A name that is written out; groups may have parentheses, and no placeholder looks like one."""

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_OF_SET = (("vmscalesetname",), ("--vmss-name", "vmss_name"), ("--name", "-n", "name"))
"""What an argument for the set is called, by its wire name or as it is typed, surest first."""

_OF_GROUP = ("resourcegroupname", "--resource-group", "-g", "resource_group")
_LONGEST = 4_000
"""Bytes of a place in which an id is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A set as it is named, in lower case; group and subscription are empty where not known."""

    name: str
    group: str = ""
    subscription: str = ""

    def can_be(self, other: Name) -> bool:
        """Whether both can name one set: nothing that both know differs."""
        pairs = ((self.group, other.group), (self.subscription, other.subscription))
        return self.name == other.name and all(a == b or not (a and b) for a, b in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSet:
    """A set, its mode, and the file that says so."""

    name: Name
    mode: Mode
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSets:
    """The sets whose modes are known."""

    by_name: dict[str, tuple[KnownSet, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_name)

    def of(self, name: Name) -> KnownSet | None:
        """The set that the name can mean; None when that is none, or sets of both modes."""
        found = [item for item in self.by_name.get(name.name, ()) if item.name.can_be(name)]
        return found[0] if len({item.mode for item in found}) == 1 else None


def known_sets(found: Iterable[KnownSet]) -> KnownSets:
    """The sets, to be found by their names."""
    by_name: dict[str, tuple[KnownSet, ...]] = {}
    for item in found:
        by_name[item.name.name] = (*by_name.get(item.name.name, ()), item)
    return KnownSets(by_name=by_name)


def with_known(hits: list[Occurrence], sets: KnownSets, content: bytes) -> list[Occurrence]:
    """The hits, those about a known set with its mode.

    What is known of this set takes precedence over what the file declares of others; a call that
    gives the mode itself, and a declaration, keep their own.
    """
    if not sets:
        return hits
    return [_with_mode(hit, sets, content) for hit in hits]


def _with_mode(hit: Occurrence, sets: KnownSets, content: bytes) -> Occurrence:
    if hit.kind not in (Kind.CALL, Kind.DYNAMIC, Kind.PATTERN):
        return hit
    if hit.mode is not Mode.UNKNOWN and not hit.declared:
        return hit
    name = name_of(hit, content)
    known = sets.of(name) if name else None
    if known is None:
        return hit
    why = f"{known.source} says so"
    return replace(hit, mode=known.mode, why=why, declared=(), stated=True)


def name_of(hit: Occurrence, content: bytes) -> Name | None:
    """The set that a place names in letters, or whose literal a variable holds; None without."""
    for text in _ids(hit, content):
        match = _ID.search(text)
        if match:
            return _of_id(match)
    given = {label: word for argument in hit.arguments if (word := _word(argument))
             for label in (argument.typed.lower(), argument.wire.lower())}  # fmt: skip
    for labels in _OF_SET:
        name = next((given[label] for label in labels if label in given), None)
        if name is not None:
            group = next((given[label] for label in _OF_GROUP if label in given), "")
            return Name(name=name, group=group)
    return None


def _ids(hit: Occurrence, content: bytes) -> Iterator[str]:
    """The texts of a place that can hold the id of a set."""
    if hit.client == "rest" or hit.kind is Kind.PATTERN:
        end = min(hit.end, hit.start + _LONGEST)
        yield content[hit.start : end].decode("utf-8", "replace")
    for argument in hit.arguments:
        yield from (word for word in argument.value.words if word and "/" in word)


def _of_id(match: re.Match[str]) -> Name | None:
    """The set of an id; a part that is put in is not known, and without a name nothing is."""
    name = (match["name"] or "").lower()
    if not _PLAIN.fullmatch(name):
        return None
    group, subscription = (match["group"] or "").lower(), (match["subscription"] or "").lower()
    return Name(
        name=name,
        group=group if _PLAIN.fullmatch(group) else "",
        subscription=subscription if _GUID.fullmatch(subscription) else "",
    )


def _word(argument: Argument) -> str:
    """The only word of an argument in lower case, or nothing when it is not visible."""
    words = argument.value.words
    return words[0].lower() if len(words) == 1 and words[0] else ""
