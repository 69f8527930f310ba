"""A client as its page shows it: every name in it, and what happens to the call behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flexmap.mapping import Client, ClientNames, Entry, Kind, Name, Term
from flexmap.mapping.vocabulary import PROPERTY_CLIENTS, WRITING_CLIENTS
from generator.pages.site import Site
from generator.pages.table_view import short_path
from generator.reference import Command, CommandKind, NamingNotes
from generator.surface.commands import shape

_NOT_WORD = re.compile(r"[^a-z0-9]+")

WITH_COMMANDS = (Client.AZURE_CLI,)
"""The clients of which every command is listed, not only those of an operation."""

_SILENT = {
    CommandKind.SENDS: "Send other requests, which have no entry",
    CommandKind.LOCAL: "Send nothing: they work locally",
    CommandKind.GENERIC: "Send whatever request they are given",
    CommandKind.UNREAD: "Not read yet: what they send is not known here",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """An entry that a name leads to; `within` when the name has another purpose."""

    entry: Entry
    verdict: Term
    condition: str
    within: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """A name with the entries behind it, those that it is for before those that it also sends.

    `silent` says why there is none, in words that several names share, and `others` are the
    requests that have no entry.
    """

    name: str
    anchor: str
    calls: tuple[CallView, ...]
    silent: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientView:
    """All that a client's page shows.

    `known` and `notes` tell how its names were found. `rows` are the names with an entry,
    `silent` those without by the reason, and `nameless` the entries without a name.
    """

    client: Term
    known: ClientNames | None
    notes: tuple[str, ...]
    is_code: bool
    noun: str
    all_commands: bool
    rows: tuple[NameRow, ...]
    nameless: tuple[tuple[Entry, Term], ...]
    silent: tuple[tuple[str, tuple[NameRow, ...]], ...]
    entries: int


def client_views(site: Site) -> tuple[ClientView, ...]:
    """One page for each client, in the order of the vocabulary."""
    return tuple(_view(term, site) for term in site.mapping.vocabulary["client"])


def _view(term: Term, site: Site) -> ClientView:
    is_code = term.id in PROPERTY_CLIENTS
    kind = Kind.PROPERTY if is_code else Kind.OPERATION
    of_kind = [entry for entry in site.mapping.entries if entry.kind is kind]
    by_request = [entry for entry in site.mapping.entries if entry.uniform.requests]
    entries = of_kind if is_code else [*of_kind, *by_request]
    rows = _rows(term.id, entries, site)
    named = {call.entry.id for row in rows for call in row.calls}
    return ClientView(
        client=term,
        known=next((known for known in site.mapping.clients if known.client == term.id), None),
        notes=site.mapping.naming.get(term.id, NamingNotes()).notes,
        is_code=is_code,
        noun=_noun(term.id),
        all_commands=term.id in WITH_COMMANDS,
        rows=tuple(row for row in rows if row.calls),
        silent=tuple(
            (words, found)
            for words in _SILENT.values()
            if (found := tuple(row for row in rows if row.silent == words))
        ),
        nameless=tuple(
            (entry, site.term("verdict", entry.flexible.verdict))
            for entry in of_kind
            if entry.id not in named
        ),
        entries=sum(entry.id in named for entry in of_kind),
    )


def _noun(client: str) -> str:
    """What a name in the client is, in the singular."""
    words = {Client.AZURE_CLI: "command", Client.POWERSHELL: "cmdlet", Client.REST: "request"}
    words |= {Client.TERRAFORM: "argument", Client.ARM: "property", Client.BICEP: "property"}
    words |= {Client.PULUMI: "property"}
    words |= {Client.ANSIBLE: "module"}
    return words.get(Client(client), "method")


def _rows(client: str, entries: Sequence[Entry], site: Site) -> tuple[NameRow, ...]:
    """The names in alphabetical order; a command without an entry is among them."""
    calls: dict[str, list[CallView]] = {}
    for entry in entries:
        for name, condition, within in _names(client, entry):
            calls.setdefault(name, []).append(
                CallView(
                    entry=entry,
                    verdict=site.term("verdict", entry.flexible.verdict),
                    condition=condition,
                    within=within,
                )
            )
    commands = {item.name: item for item in site.mapping.commands if item.client == client}
    known = {id_ for entry in site.mapping.entries for id_ in _requests(entry)}
    names = sorted({*calls, *commands}, key=lambda name: (name.lower(), name))
    return tuple(
        NameRow(
            name=name,
            anchor=anchor,
            calls=tuple(sorted(calls.get(name, ()), key=lambda call: call.within)),
            silent="" if name in calls else _SILENT[commands[name].kind],
            others=_others(commands.get(name), known),
        )
        for name, anchor in zip(names, _anchors(names), strict=True)
    )


def _anchors(names: Sequence[str]) -> Iterator[str]:
    """Anchors made of the names' words, each once on the page."""
    taken: Counter[str] = Counter()
    for name in names:
        words = "name_" + _NOT_WORD.sub("_", name.lower()).strip("_")
        taken[words] += 1
        yield words if taken[words] == 1 else f"{words}__{taken[words]}"


def _names(client: str, entry: Entry) -> Iterator[tuple[str, str, bool]]:
    """The names of an entry in a client, with its condition and whether it has another purpose."""
    if client == Client.REST:
        for request in entry.uniform.endpoints():
            yield f"{request.method} {short_path(request)}", "", False
    elif client == Client.TERRAFORM:
        yield from ((argument, "", False) for argument in entry.uniform.arguments or ())
    elif client in WRITING_CLIENTS:
        if entry.uniform.property:
            yield f"{entry.uniform.property.resource} {entry.uniform.property.path}", "", False
    else:
        found = [n for n in entry.uniform.names if n.client == client and n.command]
        yield from ((name.name, _condition(name), name.within) for name in found)


def _condition(name: Name) -> str:
    return name.note or ("" if name.exact else "Under a condition.")


def _requests(entry: Entry) -> Iterator[str]:
    """By what a request is known to be an entry's: its operation and its method and path."""
    if entry.uniform.operation:
        yield entry.uniform.operation
    yield from map(shape, entry.uniform.endpoints())


def _others(command: Command | None, known: Iterable[str]) -> tuple[str, ...]:
    """What a command sends that has no entry, as operation ids or methods and paths."""
    if command is None:
        return ()
    operations = [id_ for id_ in command.operations if id_ not in known]
    requests = [item for item in command.requests if shape(item) not in known]
    return (*operations, *(f"{item.method} {_tail(item.path)}" for item in requests))


def _tail(path: str) -> str:
    """The path from the provider on; what is before is the same everywhere."""
    return "…" + path[path.find("/providers/") :] if "/providers/" in path else path
