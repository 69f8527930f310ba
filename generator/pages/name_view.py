"""The names of an operation as a page shows them: what to type first, the rest behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flexmap.mapping import Client, Name, Term
from generator.pages.site import Site

LANGUAGES = {Client.AZURE_CLI: "bash", Client.POWERSHELL: "powershell"}
"""The language of the lines that send a request, for their colours."""

NO_NAME = {Client.AZURE_CLI: "No command", Client.POWERSHELL: "No cmdlet"}
"""What is instead of a name where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameView:
    """What a client calls an operation, all names that mean it alike in one row.

    `instead` is instead when there is none; `older` are deprecated spellings.
    """

    client: Term
    names: tuple[str, ...]
    instead: str
    condition: str
    known_from: Term | None
    older: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """A line that sends the request, for a client without a command."""

    client: Term
    line: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesView:
    """The names of an operation.

    `rows` are what to type, `requests` the lines for clients without a command, `within`
    the commands with another purpose that send it, and `unnamed` the clients without a known
    name.
    """

    rows: tuple[NameView, ...]
    requests: tuple[RequestView, ...]
    within: tuple[Name, ...]
    unnamed: tuple[Term, ...]


_NAMELESS = NamesView(rows=(), requests=(), within=(), unnamed=())


def names_view(names: Sequence[Name], site: Site) -> NamesView:
    """The names in the clients. The name in REST is the endpoint, which is shown anyway."""
    if not names:
        return _NAMELESS
    shown = [name for name in names if name.client != Client.REST]
    typed = [name for name in shown if not name.within and not name.deprecated]
    rows = groupby(typed, key=lambda name: (name.client, name.exact, name.note, name.verified))
    named = {name.client for name in typed}
    return NamesView(
        rows=tuple(_row(list(group), shown, site) for _, group in rows),
        requests=tuple(
            RequestView(
                client=site.term("client", name.client),
                line=name.name,
                language=LANGUAGES.get(Client(name.client), ""),
            )
            for name in typed
            if not name.command
        ),
        within=tuple(name for name in shown if name.within),
        unnamed=tuple(
            site.term("client", known.client)
            for known in site.mapping.clients
            if shown and known.client not in named
        ),
    )


def _row(alike: Sequence[Name], shown: Sequence[Name], site: Site) -> NameView:
    """One row; the client's deprecated spellings go with its name."""
    first = alike[0]
    client = Client(first.client)
    return NameView(
        client=site.term("client", client),
        names=tuple(name.name for name in alike if name.command),
        instead="" if first.command else NO_NAME.get(client, "None"),
        condition=first.note or ("Always." if first.exact else "Under a condition."),
        known_from=site.term("verification", first.verified) if first.verified else None,
        older=tuple(other.name for other in shown if other.client == client and other.deprecated),
    )
