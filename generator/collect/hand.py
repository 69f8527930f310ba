"""The hand-kept files: names of clients that no registry we read can tell, and conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from flexmap.mapping.vocabulary import NAMED_CLIENTS, Client
from generator.collect.packages import CollectError, read_yaml
from generator.reading.problems import Place
from generator.reading.yaml_text import Value

Row: TypeAlias = "tuple[str, dict[str, Value]]"
"""A row of a list, after its place."""

_IN_PACKAGES = (Client.AZURE_CLI, Client.PYTHON, Client.JAVASCRIPT)

CLIENTS = tuple(client.value for client in NAMED_CLIENTS if client not in _IN_PACKAGES)
"""The clients with a file of names, `<client>.yml`: those whose names no package tells."""

CONDITIONS = "azure-cli.yml"

NOTES = (
    "package", "versions", "rule", "exceptions", "notes", "sources", "local", "unread", "generic",
)  # fmt: skip
"""The keys of a client's file that readers are told about."""

_NAME_KEYS = {"operation", "name", "when", "within", "verified", "source"}
_CONDITION_KEYS = {
    "command", "operation", "code", "note", "within", "read", "template", "stops",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HandName:
    """A name of an operation; `when` is empty when the name means nothing else.

    `within` marks a name that serves another purpose.
    """

    client: str
    operation: str
    name: str
    when: str
    within: bool
    verified: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When an Azure CLI command sends an operation, in words.

    `code` is the condition as it was collected when the words were written: another one
    now means that the words have to be read again. `within` marks a command that serves
    another purpose; `template` one that sends the operation where its code does not show it;
    `stops` one that stops in the client when the set is Flexible.
    """

    command: str
    operation: str
    code: tuple[str, ...]
    note: str
    within: bool
    template: bool
    stops: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Everything that is kept by hand.

    `clients` has what a client's file tells next to its names: the naming rule, its
    exceptions, and the sources with the commit each was read at.
    `nameless` holds the operations that a client was found to have no name for. `stale`
    says of each row that names an operation of no package where it is.
    """

    clients: Mapping[str, dict[str, Value]]
    names: tuple[HandName, ...]
    nameless: Mapping[str, frozenset[str]]  # by client
    conditions: Mapping[tuple[str, str], Condition]
    stale: tuple[str, ...]


def read_hand(folder: Path, operations: Mapping[str, object]) -> Hand:
    """All hand-kept files; raises `CollectError` with a place for what cannot be right.

    `operations` holds the ids of the collected operations.
    """
    stale: list[str] = []
    names: list[HandName] = []
    nameless: dict[str, frozenset[str]] = {}
    clients: dict[str, dict[str, Value]] = {}
    for client in CLIENTS:
        file = _read(folder / f"{client}.yml")
        of_client = _names(file, client)
        clients[client] = {key: file.value[key] for key in NOTES if file.value.get(key)}
        nameless[client] = _nameless(file, {name.operation for name in of_client})
        stale += _stale(file, "names", operations)
        stale += _stale(file, "none", operations)
        names += of_client
    file = _read(folder / CONDITIONS)
    stale += _stale(file, "conditions", operations)
    return Hand(
        clients=clients,
        names=tuple(name for name in names if name.operation in operations),
        nameless=nameless,
        conditions={
            key: condition for key, condition in _conditions(file).items() if key[1] in operations
        },
        stale=tuple(stale),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A hand-kept file with the lines of its rows."""

    shown: str
    value: dict[str, Value]
    places: Mapping[tuple[str | int, ...], Place]

    def place(self, key: str, number: int) -> str:
        """Where a row of a list is, as messages show it."""
        start = self.places.get((key, number))
        return f"{self.shown}:{start.line if start else 1}"

    def rows(self, key: str) -> list[Value]:
        """The rows of a list; none when the file has no such list."""
        value = self.value.get(key)
        return value if isinstance(value, list) else []


def _read(path: Path) -> _File:
    shown, parsed = read_yaml(path, "it is kept by hand")
    if not isinstance(parsed.value, dict):
        raise CollectError(f"{shown}: the file has to be a mapping")
    return _File(shown=shown, value=parsed.value, places=parsed.places)


def _stale(file: _File, key: str, operations: Mapping[str, object]) -> Iterator[str]:
    """The rows of a list whose operation no package has (any more)."""
    for number, row in enumerate(file.rows(key)):
        operation = row.get("operation") if isinstance(row, dict) else row
        if operation not in operations:
            yield f"{file.place(key, number)}: no package has an operation {operation!r}"


def _rows(file: _File, key: str, allowed: set[str]) -> list[Row]:
    """The rows of a list with their places; each has known keys and names an operation."""
    if not isinstance(file.value.get(key), list):
        raise CollectError(f"{file.shown}: a list {key!r} is missing")
    rows: list[Row] = []
    for number, row in enumerate(file.rows(key)):
        place = file.place(key, number)
        if not isinstance(row, dict) or not set(row) <= allowed:
            wrong = sorted(set(row) - allowed) if isinstance(row, dict) else "no mapping"
            raise CollectError(f"{place}: unknown keys {wrong}; known: {sorted(allowed)}")
        if "operation" not in row:
            raise CollectError(f"{place}: the row names no operation")
        rows.append((place, row))
    return rows


def _names(file: _File, client: str) -> list[HandName]:
    sources = {str(source.get("id")) for source in file.rows("sources") if isinstance(source, dict)}
    names: list[HandName] = []
    for place, row in _rows(file, "names", _NAME_KEYS):
        if not {"name", "verified"} <= set(row):
            raise CollectError(f"{place}: a name needs name and verified")
        if row["verified"] not in ("read", "rule", "sample"):
            raise CollectError(f"{place}: verified is one of read, rule, sample")
        if row.get("source", "") not in sources | {""}:
            raise CollectError(f"{place}: {row['source']!r} is not in the file's sources")
        names.append(
            HandName(
                client=client,
                operation=str(row["operation"]),
                name=str(row["name"]),
                when=str(row.get("when", "")),
                within=row.get("within") is True,
                verified=str(row["verified"]),
            )
        )
    return names


def _nameless(file: _File, named: set[str]) -> frozenset[str]:
    """The operations in the list `none`; raises when one of them has a name as well."""
    for number, operation in enumerate(file.rows("none")):
        if operation in named:
            place = file.place("none", number)
            raise CollectError(f"{place}: {operation!r} has a name in this file; remove it here")
    return frozenset(str(operation) for operation in file.rows("none"))


def _conditions(file: _File) -> Mapping[tuple[str, str], Condition]:
    conditions: dict[tuple[str, str], Condition] = {}
    for place, row in _rows(file, "conditions", _CONDITION_KEYS):
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
            stops=row.get("stops") is True,
        )
        if conditions.setdefault((condition.command, condition.operation), condition) != condition:
            raise CollectError(f"{place}: this command and operation are given twice")
    return conditions
