"""What the options of commands and the arguments of resources fill, for the published mapping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flexmap.mapping import Client, ClientCall, Fill
from generator.reading.documents import Documents
from generator.surface.provider import versions_of

Record = dict[str, Any]
Versions = dict[str, tuple[str, ...]]
"""By option, the versions of the provider that have it, where not all do."""


def filled(documents: Documents) -> tuple[ClientCall, ...]:
    """The calls that people read, then the generated commands that their package describes."""
    read = documents.surface("wire-names") or {"clients": ()}
    generated = documents.surface("calls") or {"commands": ()}
    provider = documents.surface("arguments")
    by_hand = [call for client in read["clients"] for call in _client(client, provider)]
    named = {name for call in by_hand for name in call.names}
    return (*by_hand, *_commands(generated["commands"], named))


def _client(value: Record, provider: Record | None) -> Iterator[ClientCall]:
    for call in value.get("calls", ()):
        for names, versions in _by_versions(value["client"], call, provider):
            yield ClientCall(
                client=Client(value["client"]),
                names=names,
                fills=tuple(_fills(call, versions)),
                positions=tuple(call.get("positions", ())),
            )


def _by_versions(
    client: str, call: Record, provider: Record | None
) -> Iterator[tuple[tuple[str, ...], Versions]]:
    """The names of a call by the versions that have its options; only Terraform's differ."""
    found: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    options = [fill["option"] for fill in call.get("fills", ())]
    for name in call["names"]:
        known = provider if client == Client.TERRAFORM else None
        key = tuple(versions_of(known, f"{name}.{option}") for option in options)
        found.setdefault(key, []).append(name)
    for key, names in found.items():
        yield tuple(names), dict(zip(options, key, strict=True))


def _fills(call: Record, versions: Versions) -> Iterator[Fill]:
    """Each option under each of its names; what is sent of its own accord is no option."""
    for fill in call.get("fills", ()):
        for option in (fill["option"], *fill.get("aliases", ())):
            yield Fill(
                option=option,
                wire=fill["wire"],
                value=fill.get("value"),
                values={given.lower(): sent for given, sent in fill.get("values", {}).items()},
                mode=fill.get("mode"),
                versions=versions[fill["option"]],
            )


def _commands(values: list[Record], named: set[str]) -> Iterator[ClientCall]:
    for value in values:
        fills = dict(value.get("fills", {}))
        spellings = value.get("spellings", {})
        fills |= {short: fills[long] for short, long in spellings.items() if long in fills}
        if fills and value["command"] not in named:
            yield ClientCall(
                client=Client.AZURE_CLI,
                names=(value["command"],),
                fills=tuple(Fill(option=option, wire=wire) for option, wire in fills.items()),
            )
