"""The file of the joined names: what each client calls each operation, and how many are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from generator.collect.emit import Data
from generator.collect.hand import Hand
from generator.collect.names import CLIENTS, Joined, Name


def names_data(joined: Joined, packages: Mapping[str, str]) -> dict[str, Data]:
    """The joined file, with how many names there are a client and how each was verified.

    `packages` gives the purls of the clients whose names were read from a package.
    """
    names = joined.names
    return {
        "clients": [_client(client, packages, joined.hand) for client in CLIENTS],
        "operations_named": {"of": len(names), **_named(names.values())},
        "names_by_verification": _by_verification(names.values()),
        "operations": [
            {
                "id": operation,
                "names": [_data(name) for name in of_operation],
                **({"none": none} if (none := joined.nameless[operation]) else {}),
            }
            for operation, of_operation in names.items()
        ],
    }


def _named(operations: Collection[Sequence[Name]]) -> dict[str, int]:
    """How many operations have a name of their own in each client."""
    return {
        client: sum(any(n.client == client and not n.within for n in names) for names in operations)
        for client in CLIENTS
    }


def _by_verification(operations: Collection[Sequence[Name]]) -> dict[str, dict[str, int]]:
    """How many names of each client are known in which way."""
    counts = {client: Counter[str]() for client in CLIENTS}
    for names in operations:
        for name in names:
            counts[name.client][name.verified] += 1
    return {client: dict(sorted(kinds.items())) for client, kinds in counts.items()}


def _client(client: str, packages: Mapping[str, str], hand: Hand) -> dict[str, Data]:
    by_hand = hand.clients.get(client, {})
    if client in packages:
        return {"client": client, "purl": packages[client]}
    return {"client": client, **by_hand}


def _data(name: Name) -> dict[str, Data]:
    data: dict[str, Data] = {"client": name.client, "name": name.name, "exact": name.exact}
    if name.note:
        data["note"] = name.note
    if name.within:
        data["within"] = True
    if name.deprecated:
        data["deprecated"] = True
    if name.stops:
        data["stops"] = True
    data["verified"] = name.verified
    return data
