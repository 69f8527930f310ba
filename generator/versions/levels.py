"""Which part of the version a change asks for: the promise that readers rely on.

Major when an id stops resolving or a schema narrows, minor for additions, patch for
corrected facts and wording (CONTRIBUTING, "Versions").
"""

from __future__ import annotations

from enum import IntEnum

from generator.versions.compare import Action, Change, Diff, Part


class Level(IntEnum):
    """The part of a version that rises, most severe last; `NONE` when nothing changed."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """The level in lower case."""
        return self.name.lower()


LINKED = {Part.ENTRY, Part.CAVEAT, Part.CLAIM, Part.VOCABULARY, Part.CATEGORY}
"""What people link to or look up by its id."""

GROWING = {Part.ENTRY, Part.CAVEAT, Part.VOCABULARY, Part.CATEGORY, Part.ALTERNATIVE, Part.NAME}
"""What is an addition for a reader; a new claim or source only corrects what is there."""


def level(change: Change) -> Level:
    """The smallest rise of the version that a change allows."""
    if change.part is Part.REF:
        return Level.MAJOR
    if change.action is Action.REMOVED and change.part in LINKED:
        return Level.MAJOR
    if change.action is Action.MOVED:
        return Level.MINOR
    if change.action is Action.ADDED and change.part in GROWING:
        return Level.MINOR
    return Level.PATCH


def needed(diff: Diff, narrowed: tuple[str, ...] = ()) -> Level:
    """The rise that all changes together ask for; `narrowed` are those of the schema."""
    if narrowed:
        return Level.MAJOR
    return max((level(change) for change in diff.changes), default=Level.NONE)


def bump(old: str, new: str) -> Level:
    """Which part rose from one version to the next; raises `ValueError` when none did."""
    before, after = ([int(part) for part in version.split(".")] for version in (old, new))
    if after <= before:
        raise ValueError(f"{new} is not newer than {old}")
    risen = next(place for place in range(3) if after[place] != before[place])
    return (Level.MAJOR, Level.MINOR, Level.PATCH)[risen]


def too_small(diff: Diff, narrowed: tuple[str, ...] = ()) -> tuple[Change, ...]:
    """The changes that the new version number does not allow; empty at the first version.

    A narrowed schema is one of them, as a removed key.
    """
    if not diff.old:
        return ()
    allowed = Level.NONE if diff.old == diff.new else bump(diff.old, diff.new)
    changes = tuple(change for change in diff.changes if level(change) > allowed)
    if allowed < Level.MAJOR:
        changes += tuple(
            Change(action=Action.REMOVED, part=Part.VOCABULARY, id=f"schema: {place}")
            for place in narrowed
        )
    return changes
