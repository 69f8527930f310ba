"""A diff for people, as text or as the data part of a changelog, and for tools, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from generator.versions.compare import Action, Change, Diff, Part
from generator.versions.levels import Level, level, needed

_HEADINGS = {
    Action.REMOVED: "Removed",
    Action.MOVED: "Moved",
    Action.ADDED: "Added",
    Action.CHANGED: "Changed",
}


def text(diff: Diff) -> str:
    """One line a change, then how many there are and which version they ask for."""
    lines = [_line(change) for change in diff.changes]
    return "\n".join([*lines, _sum(diff)]) + "\n"


def markdown(diff: Diff) -> str:
    """A list below a heading for each kind of change, one item per entry."""
    lines = [f"{_sum(diff)}", ""]
    for action, changes in groupby(diff.changes, key=lambda change: change.action):
        lines += [f"### {_HEADINGS[action]}", ""]
        lines += [f"- {item}" for item in _items(changes)]
        lines += [""]
    return "\n".join(lines).rstrip("\n") + "\n"


def json_text(diff: Diff) -> str:
    """The record of the diff as JSON, indented."""
    return json.dumps(diff_record(diff), indent=2, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Diff], str]] = {
    "text": text,
    "markdown": markdown,
    "json": json_text,
}
"""The ways to write a diff, by name."""


def diff_record(diff: Diff) -> dict[str, Any]:
    """Plain values: version, date, level, ids that were added, removed or moved, and changes.

    The first version has no `since` and no `level`.
    """
    whole = [change for change in diff.changes if change.part is Part.ENTRY]
    rise = {"since": diff.old, "level": needed(diff).word} if diff.old else {}
    return {
        "data_version": diff.new,
        "date": diff.date,
        **rise,
        "added": [change.id for change in whole if change.action is Action.ADDED],
        "removed": [change.id for change in whole if change.action is Action.REMOVED],
        "moved": [
            {"id": change.id, "to": change.new} for change in whole if change.action is Action.MOVED
        ],
        "changed": [_record(change) for change in diff.changes if change.part is not Part.ENTRY],
    }


def _record(change: Change) -> dict[str, str]:
    values = {
        "action": change.action.value,
        "part": change.part.value,
        "id": change.id,
        "ref": change.ref,
        "name": change.name,
        "old": change.old,
        "new": change.new,
        "level": level(change).word,
    }
    return {key: value for key, value in values.items() if value}


def _items(changes: Iterable[Change]) -> list[str]:
    """One item per entry, with all that changed of it."""
    changes_of: dict[str, list[str]] = {}
    for change in changes:
        head = f"{change.ref} `{change.id}`" if change.ref else f"{change.part} `{change.id}`"
        changes_of.setdefault(head, [])
        if what := _what(change):
            changes_of[head].append(what)
    return [f"{head}: {'; '.join(what)}" if what else head for head, what in changes_of.items()]


def _line(change: Change) -> str:
    what = _what(change)
    head = f"{change.action} {change.ref or change.part} {change.id}"
    return f"{head}: {what}" if what else head


def _what(change: Change) -> str:
    """The change without its entry, in a few words."""
    if change.part is Part.ENTRY:
        return {Action.MOVED: f"now {change.new}", Action.ADDED: change.new}.get(change.action, "")
    if not change.ref:
        return ""
    named = f"{change.part} {change.name}".strip()
    if len(change.old) + len(change.new) in range(1, 100) and change.action is Action.CHANGED:
        return f"{named} from {change.old!r} to {change.new!r}"
    return named if change.action is Action.CHANGED else f"{named} {change.action}"


def _sum(diff: Diff) -> str:
    count = len(diff.changes)
    what = f"{count} change{'' if count == 1 else 's'}" if count else "no changes"
    span = f"from {diff.old} to {diff.new}" if diff.old else f"in {diff.new}, the first version"
    rise = needed(diff)
    asks = f"; they ask for a {rise.word} version" if rise is not Level.NONE and diff.old else ""
    return f"{what} {span}{asks}"
