"""Compares two `mapping.json` records: entries by id, and within an entry part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from generator.versions.flatten import Path, flatten

Record = Mapping[str, Any]


class Action(StrEnum):
    """What happened to a part of the mapping."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


class Part(StrEnum):
    """What of the mapping a change is about, in the words of the data."""

    ENTRY = "entry"
    REF = "ref"
    VERDICT = "verdict"
    CAVEAT = "caveat"
    CLAIM = "claim"
    ALTERNATIVE = "alternative"
    ERROR = "error"
    NAME = "name"
    ENDPOINT = "endpoint"
    TEXT = "text"
    VOCABULARY = "vocabulary"
    CATEGORY = "category"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change; `name` tells parts of one kind apart, such as the id of a claim.

    `old` and `new` are the values where there is one value, such as a verdict.
    """

    action: Action
    part: Part
    id: str
    ref: str = ""
    name: str = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What changed from one data version to another; an empty `old` is the beginning."""

    old: str
    new: str
    date: str
    changes: tuple[Change, ...]


COMPUTED = {"url", "json_url", "strongest_severity", "disputed", "strength"}
"""Keys that follow from others: a change of theirs is told by the change behind it."""

_LISTS = {
    "caveats": Part.CAVEAT,
    "claims": Part.CLAIM,
    "errors": Part.ERROR,
    "alternatives": Part.ALTERNATIVE,
    "names": Part.NAME,
}
_ORDER = (Action.REMOVED, Action.MOVED, Action.ADDED, Action.CHANGED)


def compare(old: Record | None, new: Record) -> Diff:
    """The changes, most severe kind first and then in the order of the entries.

    `old` is None for the first version: everything in it is added.
    """
    before: Record = old or {}
    changes = [*_entries(before, new), *_lists(before, new)]
    return Diff(
        old=before.get("data_version", ""),
        new=new["data_version"],
        date=new.get("date", ""),
        changes=tuple(sorted(changes, key=lambda change: _ORDER.index(change.action))),
    )


def _entries(before: Record, after: Record) -> Iterator[Change]:
    old = {entry["id"]: entry for entry in before.get("entries", ())}
    new = {entry["id"]: entry for entry in after["entries"]}
    for entry_id, entry in new.items():
        if entry["kind"] == "moved":
            if old.get(entry_id, {}).get("kind") != "moved":
                yield _whole(Action.MOVED, entry, new=entry["to"])
        elif entry_id not in old:
            yield _whole(Action.ADDED, entry, new=entry["flexible"]["verdict"])
        else:
            yield from _parts(old[entry_id], entry)
    for entry_id, entry in old.items():
        if entry_id not in new:
            yield _whole(Action.REMOVED, entry)


def _whole(action: Action, entry: Record, new: str = "") -> Change:
    return Change(action=action, part=Part.ENTRY, id=entry["id"], ref=entry.get("ref", ""), new=new)


def _parts(old: Record, new: Record) -> Iterator[Change]:
    """The changes within an entry, one for each part that differs."""
    before, after = _grouped(old), _grouped(new)
    for part, name in {**after, **before}:
        was, now = before.get((part, name), {}), after.get((part, name), {})
        if was == now:
            continue
        single = len({*was, *now}) == 1
        yield Change(
            action=Action.CHANGED if was and now else Action.ADDED if now else Action.REMOVED,
            part=part,
            id=new["id"],
            ref=new.get("ref", ""),
            name=name,
            old=next(iter(was.values()), "") if single else "",
            new=next(iter(now.values()), "") if single else "",
        )


def _grouped(entry: Record) -> dict[tuple[Part, str], dict[Path, str]]:
    groups: dict[tuple[Part, str], dict[Path, str]] = {}
    for path, value in flatten(entry).items():
        if not COMPUTED & set(path):
            groups.setdefault(_part(path), {})[path] = value
    return groups


def _part(path: Path) -> tuple[Part, str]:
    """Which part a value belongs to, and its name among the parts of its kind."""
    for depth, key in enumerate(path[:-1]):
        if key in _LISTS:
            name = path[depth + 1]
            return _LISTS[key], f"{path[0]}: {name}" if key == "names" else name
    match path:
        case ("ref",):
            return Part.REF, ""
        case ("flexible", "verdict"):
            return Part.VERDICT, ""
        case ("uniform", "operation" | "endpoint" | "property" | "requests", *_):
            return Part.ENDPOINT, ""
        case _:
            return Part.TEXT, ".".join(path[:2])


def _lists(before: Record, after: Record) -> Iterator[Change]:
    """Words, categories and sources that came or went."""
    for part, key in (
        (Part.VOCABULARY, "vocabulary"),
        (Part.CATEGORY, "categories"),
        (Part.SOURCE, "sources"),
    ):
        old, new = _ids(before.get(key, {})), _ids(after.get(key, {}))
        for item in new:
            if item not in old:
                yield Change(action=Action.ADDED, part=part, id=item)
        for item in old:
            if item not in new:
                yield Change(action=Action.REMOVED, part=part, id=item)


def _ids(value: Any) -> list[str]:
    """The ids of a list, of a table of items, or of a table of lists of items."""
    if isinstance(value, list):
        return [str(item["id"]) for item in value]
    return [
        word
        for key, item in value.items()
        for word in ([f"{key}/{one}" for one in _ids(item)] if isinstance(item, list) else [key])
    ]
