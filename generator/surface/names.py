"""What each client calls an operation, and how the names of each client are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flexmap.mapping import Client, ClientNames, Endpoint, Name, Verification, When, decode
from generator.reading.documents import Documents
from generator.reference import NamingNotes
from generator.surface.name_options import conditions
from generator.surface.operations import Operation, collected_operations

HOST = "https://management.azure.com"
"""The public cloud's management endpoint; other clouds have their own."""


_ORDER = {client.value: index for index, client in enumerate(Client)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameBook:
    """The collected names by operation.

    `nameless` holds the clients that are known to have no name for an operation.
    """

    operations: Mapping[str, Operation]
    names: Mapping[str, tuple[Name, ...]]
    nameless: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def name_book(documents: Documents) -> NameBook:
    """The names of the collected files; empty where one of them is missing."""
    collected = documents.surface("names")
    items = collected["operations"] if collected else ()
    chosen = conditions(documents)
    return NameBook(
        operations=collected_operations(documents),
        names={
            item["id"]: tuple(
                _name(value, chosen.get((value["client"], value["name"], item["id"])))
                for value in item["names"]
            )
            for item in items
        },
        nameless={item["id"]: frozenset(item.get("none", ())) for item in items},
    )


def names_of(operation: str | None, endpoint: Endpoint | None, book: NameBook) -> tuple[Name, ...]:
    """Every client's names of an operation, in the order of the clients.

    The name in REST follows from the endpoint. Where the Azure CLI or PowerShell is known to
    have none, its name is the line that sends the request. An operation that was not
    collected has its name in REST only; a client that was not looked at has none.
    """
    if endpoint is None or operation is None:
        return ()
    collected = book.operations.get(operation)
    rest = Name(
        client=Client.REST,
        name=f"{endpoint.method} {endpoint.path}",
        exact=True,
        verified=Verification.PACKAGE if collected else None,
    )
    if collected is None or operation not in book.names:
        return (rest,)
    names = [rest, *book.names[operation], *_requests(collected, book.nameless[operation])]
    return tuple(sorted(names, key=lambda name: (_ORDER[name.client], name.within)))


def client_names(documents: Documents) -> tuple[ClientNames, ...]:
    """How many operations each client names and how its names are known."""
    collected = documents.surface("names")
    book = name_book(documents)
    return tuple(_client(value, book) for value in (collected["clients"] if collected else ()))


def naming_notes(documents: Documents) -> dict[str, NamingNotes]:
    """By client, how names were found that were not read from its package."""
    collected = documents.surface("names")
    clients = collected["clients"] if collected else ()
    return {value["client"]: decode(NamingNotes, value) for value in clients}


def _name(value: dict[str, Any], when: When | None) -> Name:
    return decode(Name, {**value, "when": when})


def _requests(operation: Operation, nameless: frozenset[str]) -> Iterator[Name]:
    """The lines that send the request where a client has no command for it."""
    query = [f"api-version={operation.api_version}", *(f"{q}={{{q}}}" for q in operation.query)]
    target = f"{operation.path}?{'&'.join(query)}"
    needed = operation.body and not operation.body_optional
    lines = {
        Client.AZURE_CLI: (
            f'az rest --method {operation.method.lower()} --url "{HOST}{target}"',
            "--body @body.json",
            "No command of its own; `az rest` sends the request.",
        ),
        Client.POWERSHELL: (
            f"Invoke-AzRestMethod -Method {operation.method} -Path '{target}'",
            "-Payload (Get-Content body.json -Raw)",
            "No cmdlet of its own; `Invoke-AzRestMethod` sends the request.",
        ),
    }
    for client, (line, option, note) in lines.items():
        if client in nameless:
            yield Name(
                client=client,
                name=f"{line} {option}" if needed else line,
                exact=True,
                note=f"{note}{_body(operation, option)}",
                verified=Verification.PACKAGE,
                command=False,
            )


def _body(operation: Operation, option: str) -> str:
    """What to put into the body, in words."""
    if not operation.body:
        return ""
    if operation.body_optional:
        return f" It may have a body, `{option}`: a `{operation.body}` as JSON."
    return f" The body is a `{operation.body}` as JSON."


def _client(value: dict[str, Any], book: NameBook) -> ClientNames:
    client = value["client"]
    names = {
        operation: [name for name in of_operation if name.client == client]
        for operation, of_operation in book.names.items()
    }
    counts = Counter(name.verified for of_operation in names.values() for name in of_operation)
    named = [operation for operation, of_operation in names.items() if _of_its_own(of_operation)]
    without = [operation for operation, clients in book.nameless.items() if client in clients]
    return ClientNames(
        client=client,
        purl=value.get("purl"),
        package=value.get("package"),
        operations=len(names),
        named=len(named),
        without=len(without),
        scale_set_operations=_on_scale_sets(names, book),
        scale_set_named=_on_scale_sets(named, book),
        scale_set_without=_on_scale_sets(without, book),
        verified={word.value: counts[word] for word in Verification if counts[word]},
    )


def _of_its_own(names: Sequence[Name]) -> bool:
    return any(not name.within for name in names)


def _on_scale_sets(ids: Sequence[str] | Mapping[str, object], book: NameBook) -> int:
    return sum(1 for id_ in ids if id_ in book.operations and book.operations[id_].on_scale_sets)
