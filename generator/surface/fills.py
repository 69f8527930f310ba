"""What the options of commands and the arguments of resources fill, for the published mapping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flexmap.mapping import Client, ClientCall, Fill
from generator.reading.documents import Documents

Record = dict[str, Any]


def filled(documents: Documents) -> tuple[ClientCall, ...]:
    """The calls that people read, then the generated commands that their package describes."""
    read = documents.surface("wire-names") or {"clients": ()}
    generated = documents.surface("calls") or {"commands": ()}
    by_hand = [call for client in read["clients"] for call in _client(client)]
    named = {name for call in by_hand for name in call.names}
    return (*by_hand, *_commands(generated["commands"], named))


def _client(value: Record) -> Iterator[ClientCall]:
    for call in value.get("calls", ()):
        yield ClientCall(
            client=Client(value["client"]),
            names=tuple(call["names"]),
            fills=tuple(_fills(call)),
            positions=tuple(call.get("positions", ())),
        )


def _fills(call: Record) -> Iterator[Fill]:
    """Each option under each of its names; what is sent of its own accord is not an option."""
    for fill in call.get("fills", ()):
        for option in (fill["option"], *fill.get("aliases", ())):
            yield Fill(
                option=option,
                wire=fill["wire"],
                value=fill.get("value"),
                values={given.lower(): sent for given, sent in fill.get("values", {}).items()},
                mode=fill.get("mode"),
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
