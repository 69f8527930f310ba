"""Rules about entries of properties: one answer each, for every client that writes them."""

from __future__ import annotations

from collections.abc import Iterator

from flexmap.mapping.vocabulary import WRITING_CLIENTS
from generator.reading.documents import Documents
from generator.reading.problems import Problem
from generator.rules.registry import rule

WRITERS = tuple(client.value for client in WRITING_CLIENTS)
"""The clients that write properties, in the order in which every entry answers them."""


@rule("property-writes-three-clients")
def property_writes_three_clients(documents: Documents) -> Iterator[Problem]:
    """Anyone who migrates finds what to write in each language, always at the same place."""
    for document in documents.of_kind("property"):
        clients = [write["client"] for write in document.value["flexible"]["write"]]
        if tuple(clients) != WRITERS:
            message = f"`write` answers {', '.join(clients)}"
            hint = f"one item each for {', '.join(WRITERS)}, in this order"
            path = ("flexible", "write")
            yield document.problem(path, "property-writes-three-clients", message, hint)


@rule("property-has-one-entry")
def property_has_one_entry(documents: Documents) -> Iterator[Problem]:
    """Two answers for one property could contradict each other."""
    first: dict[tuple[str, str], str] = {}
    for document in documents.of_kind("property"):
        target = document.value["uniform"]["property"]
        key = (target["resource"], target["path"])
        if key in first:
            message = f"{target['path']} of {target['resource']} has an entry already, {first[key]}"
            path = ("uniform", "property", "path")
            yield document.problem(path, "property-has-one-entry", message, "merge the two")
        first.setdefault(key, document.path)
