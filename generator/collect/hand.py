"""The hand-kept files: names of clients that no registry we read can tell, and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from generator.collect.packages import CollectError
from generator.yaml_text import Value, parse

Row: TypeAlias = "tuple[str, dict[str, Value]]"
"""A row of a list, after its place."""

CLIENTS = ("powershell", "go", "dotnet", "java")
"""The clients with a file of names, `<client>.yml`."""

CONDITIONS = "azure-cli.yml"
_NAME_KEYS = {"operation", "name", "when", "verified", "source"}
_CONDITION_KEYS = {"command", "operation", "code", "note", "within", "read", "template"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandName:
    """A name of an operation; `when` is empty when the name means nothing else."""

    client: str
    operation: str
    name: str
    when: str
    verified: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When an Azure CLI command sends an operation, in words.

    `code` is the condition as it was collected when the words were written: another one
    now means that the words have to be read again. `within` marks a command that serves
    another purpose; `template` one whose deployment sends the operation, not its code.
    """

    command: str
    operation: str
    code: tuple[str, ...]
    note: str
    within: bool
    template: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Everything that is kept by hand."""

    names: tuple[HandName, ...]
    conditions: Mapping[tuple[str, str], Condition]


def read_hand(folder: Path, operations: Mapping[str, object]) -> Hand:
    """All hand-kept files; raises `CollectError` with a place for what cannot be right.

    `operations` holds the ids of the collected operations.
    """
    names = tuple(
        name for client in CLIENTS for name in _names(folder / f"{client}.yml", client, operations)
    )
    conditions = _conditions(folder / CONDITIONS, operations)
    return Hand(names=names, conditions=conditions)


def _read(path: Path) -> tuple[str, dict[str, Value], Mapping[tuple[str | int, ...], int]]:
    shown = f"{path.parent.name}/{path.name}"
    try:
        parsed = parse(shown, path.read_bytes())
    except OSError as error:
        raise CollectError(f"{shown}: {error.strerror}; it is kept by hand") from None
    if parsed.problems:
        first = parsed.problems[0]
        raise CollectError(f"{shown}:{first.place.line}: {first.message}")
    if not isinstance(parsed.value, dict):
        raise CollectError(f"{shown}: the file has to be a mapping")
    return shown, parsed.value, {path: place.line for path, place in parsed.places.items()}


def _rows(path: Path, key: str, allowed: set[str], operations: Mapping[str, object]) -> list[Row]:
    """The rows of a list with their places; each names a known operation and known keys."""
    shown, value, lines = _read(path)
    rows = value.get(key)
    if not isinstance(rows, list):
        raise CollectError(f"{shown}: a list {key!r} is missing")
    found: list[Row] = []
    for number, row in enumerate(rows):
        place = f"{shown}:{lines.get((key, number), 1)}"
        if not isinstance(row, dict) or not set(row) <= allowed:
            wrong = sorted(set(row) - allowed) if isinstance(row, dict) else "no mapping"
            raise CollectError(f"{place}: unknown keys {wrong}; known: {sorted(allowed)}")
        if row.get("operation") not in operations:
            raise CollectError(f"{place}: no package has an operation {row.get('operation')!r}")
        found.append((place, row))
    return found


def _names(path: Path, client: str, operations: Mapping[str, object]) -> list[HandName]:
    _, value, _ = _read(path)
    sources = value.get("sources")
    known = {
        str(source.get("id"))
        for source in (sources if isinstance(sources, list) else [])
        if isinstance(source, dict)
    }
    names: list[HandName] = []
    for place, row in _rows(path, "names", _NAME_KEYS, operations):
        if not {"name", "verified"} <= set(row):
            raise CollectError(f"{place}: a name needs name and verified")
        if row["verified"] not in ("read", "rule", "sample"):
            raise CollectError(f"{place}: verified is one of read, rule, sample")
        if row.get("source", "") not in known | {""}:
            raise CollectError(f"{place}: {row['source']!r} is not in the file's sources")
        names.append(
            HandName(
                client=client,
                operation=str(row["operation"]),
                name=str(row["name"]),
                when=str(row.get("when", "")),
                verified=str(row["verified"]),
            )
        )
    return names


def _conditions(
    path: Path, operations: Mapping[str, object]
) -> Mapping[tuple[str, str], Condition]:
    found: dict[tuple[str, str], Condition] = {}
    for place, row in _rows(path, "conditions", _CONDITION_KEYS, operations):
        code = row.get("code", [])
        if not {"command", "note"} <= set(row) or not isinstance(code, list):
            raise CollectError(f"{place}: a condition needs command, operation and note")
        condition = Condition(
            command=str(row["command"]),
            operation=str(row["operation"]),
            code=tuple(str(part) for part in code),
            note=str(row["note"]),
            within=row.get("within") is True,
            template=row.get("template") is True,
        )
        if found.setdefault((condition.command, condition.operation), condition) != condition:
            raise CollectError(f"{place}: this command and operation are given twice")
    return found
