"""Which keys recorded answers have, by mode and api-version: computed from the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flexmap.mapping import Observation
from flexmap.mapping.observations import FLEXIBLE, UNIFORM

MODES = (FLEXIBLE, UNIFORM)
"""In the order of the table's columns."""

_SET_ANSWERS = frozenset({"CreateOrUpdate", "Get", "Update"})
_ITEM = "value[]."


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCell:
    """In how many of the answers of a mode a key is, and the api-versions that tell it."""

    answers: int
    having: int
    versions_with: tuple[str, ...]
    versions_without: tuple[str, ...]
    always_null: bool

    @property
    def since(self) -> str:
        """The first version of a key that all older answers lack, else empty."""
        if not self.versions_with or not self.versions_without:
            return ""
        first, last_without = self.versions_with[0], self.versions_without[-1]
        return first if first > last_without else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """A key with a cell for each mode, in the order of `MODES`."""

    key: str
    cells: tuple[KeyCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTable:
    """The keys of one kind of answer; `same` are those that every answer has, in both modes."""

    title: str
    rows: tuple[KeyRow, ...]
    same: tuple[str, ...]


def key_tables(observations: Iterable[Observation]) -> tuple[KeyTable, ...]:
    """A table of answers on sets and one on instances; none where no keys were read."""
    read = [row for row in observations if row.keys and not row.error]
    sets = [row for row in read if _is_set(row)]
    instances = [row for row in read if _is_instance(row)]
    tables = (
        _table("Scale sets: create, update and get", sets),
        _table("Instances of a set: get and list", instances),
    )
    return tuple(table for table in tables if table.rows or table.same)


def _is_set(row: Observation) -> bool:
    group, _, verb = row.operation.partition("_")
    return group == "VirtualMachineScaleSets" and verb in _SET_ANSWERS


def _is_instance(row: Observation) -> bool:
    return row.operation in ("VirtualMachineScaleSetVMs_Get", "VirtualMachineScaleSetVMs_List")


def _table(title: str, answers: Sequence[Observation]) -> KeyTable:
    keys = sorted({_plain(key) for row in answers for key in row.keys})
    rows = [
        KeyRow(key=key, cells=tuple(_cell(key, answers, mode) for mode in MODES)) for key in keys
    ]
    everywhere = [row for row in rows if all(_is_in_all(cell) for cell in row.cells)]
    return KeyTable(
        title=title,
        rows=tuple(row for row in rows if row not in everywhere),
        same=tuple(row.key for row in everywhere),
    )


def _plain(key: str) -> str:
    """A key of the items of a list is a key of an instance."""
    return key.removeprefix(_ITEM)


def _is_in_all(cell: KeyCell) -> bool:
    return 0 < cell.having == cell.answers and not cell.always_null


def _cell(key: str, answers: Sequence[Observation], mode: str) -> KeyCell:
    of_mode = [row for row in answers if row.mode == mode]
    having = [row for row in of_mode if key in map(_plain, row.keys)]
    by_version: dict[str, list[bool]] = defaultdict(list)
    for row in of_mode:
        by_version[row.api_version or "deployment"].append(row in having)
    return KeyCell(
        answers=len(of_mode),
        having=len(having),
        versions_with=tuple(version for version, found in sorted(by_version.items()) if any(found)),
        versions_without=tuple(
            version for version, found in sorted(by_version.items()) if not all(found)
        ),
        always_null=bool(having) and all(key in map(_plain, row.nulls) for row in having),
    )
