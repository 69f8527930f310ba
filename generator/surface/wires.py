"""Which option, parameter or argument of a client fills which wire name, from all our files.

A wire name is the name of a parameter as REST spells it, such as `instanceIds` and `$expand`, or
the path of a property from the root of its resource.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.reading.documents import Documents
from generator.surface.operations import collected_operations
from generator.surface.properties import Unknown, unknown_property

BODY = "body"
"""The wire name of a whole body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What is given to an option of a name goes to a wire name.

    `value` is sent whenever the option is given, `values` by what is given; without them what
    is given is sent. `mode` is that of the set.
    """

    client: str
    name: str
    option: str
    wire: str
    aliases: tuple[str, ...] = ()
    value: str = ""
    values: tuple[tuple[str, str], ...] = ()
    mode: str = ""
    when: str = ""


@lru_cache(maxsize=1)
def fills(documents: Documents) -> tuple[Fill, ...]:
    """Every fill: collected, kept by hand, and those of Terraform that entries of properties tell.

    Where the file kept by hand has an argument of Terraform, only its rows count for it.
    """
    by_hand = tuple(_by_hand(documents))
    answered = {(fill.name, fill.option) for fill in by_hand}
    derived = (fill for fill in _argued(documents) if (fill.name, fill.option) not in answered)
    return (*_collected(documents), *by_hand, *derived)


@lru_cache(maxsize=1)
def spellings(documents: Documents) -> Mapping[str, Mapping[str, str]]:
    """Of each command of the Azure CLI, the first spelling of every option by all of them."""
    return {
        command["command"]: {
            option: command.get("spellings", {}).get(option, option)
            for option in command.get("options", ())
        }
        for command in (documents.surface("calls") or {"commands": ()})["commands"]
    }


def within(wire: str, top: str) -> bool:
    """Whether a wire name is another one, or that of a property below it."""
    return wire == top or wire.startswith((f"{top}.", f"{top}["))


def unknown_wire(
    documents: Documents, wire: str, operations: tuple[str, ...] = ()
) -> Unknown | None:
    """Why nothing that was collected has such a parameter or property, or None when it is there.

    `operations` are those whose parameters and bodies count; without them all do, and so do
    the properties of every collected resource.
    """
    parameters = _parameters(documents)
    chosen = operations or tuple(parameters)
    if any(wire in parameters.get(operation, ()) for operation in chosen):
        return None
    reasons: list[Unknown] = []
    for surface, resource in _resources(documents, operations):
        reason = unknown_property(surface, resource, wire)
        if reason is None:
            return None
        reasons.append(reason)
    if len(reasons) == 1:
        return reasons[0]
    known = {name for operation in operations for name in parameters.get(operation, ())}
    missing = f"{' or '.join(operations)} has no {wire!r}"
    return Unknown(
        message=missing if operations else f"no collected operation or resource has {wire!r}",
        word=wire,
        known=tuple(sorted(known)),
        otherwise="a parameter is spelled as in REST, a property with its path from the root",
    )


def _resources(
    documents: Documents, operations: tuple[str, ...]
) -> Iterator[tuple[dict[str, Any], str]]:
    """The bodies of the operations; without operations all bodies and all collected resources."""
    bodies = _bodies(documents)
    for item in bodies["resources"]:
        if not operations or item["resource"] in operations:
            yield bodies, item["resource"]
    properties = None if operations else documents.surface("properties")
    if properties:
        yield from ((properties, item["resource"]) for item in properties["resources"])


def _collected(documents: Documents) -> Iterator[Fill]:
    """The options of the commands whose code is generated."""
    surface = documents.surface("calls")
    for command in surface["commands"] if surface else ():
        for option, wire in command.get("fills", {}).items():
            yield Fill(client="azure-cli", name=command["command"], option=option, wire=wire)


def _by_hand(documents: Documents) -> Iterator[Fill]:
    surface = documents.surface("wire-names")
    for client in surface["clients"] if surface else ():
        for call in client.get("calls", ()):
            for name in call["names"]:
                for item in call.get("fills", ()):
                    yield _fill(client["client"], name, item)


def _fill(client: str, name: str, item: Mapping[str, Any]) -> Fill:
    return Fill(
        client=client,
        name=name,
        option=item["option"],
        wire=item["wire"],
        aliases=tuple(item.get("aliases", ())),
        value=item.get("value", ""),
        values=tuple(item.get("values", {}).items()),
        mode=item.get("mode", ""),
        when=item.get("when", ""),
    )


def _argued(documents: Documents) -> Iterator[Fill]:
    """The arguments of Terraform that alone in their resource type represent a property.

    Where there are more, as for a block, each of them is a property below that of the entry.
    """
    for document in documents.of_kind("property"):
        uniform = document.value["uniform"]
        pairs = [argument.partition(".")[::2] for argument in uniform["arguments"]]
        kinds = [kind for kind, _ in pairs]
        for kind, argument in pairs:
            if kinds.count(kind) == 1:
                wire = uniform["property"]["path"]
                yield Fill(client="terraform", name=kind, option=argument, wire=wire)


@lru_cache(maxsize=1)
def _parameters(documents: Documents) -> Mapping[str, frozenset[str]]:
    """The names of the parameters of each operation, in its path and its query."""
    surface = documents.surface("operations")
    return {
        item["id"]: frozenset(
            (*item["parameters"]["path"], *item["parameters"]["query"])
            + ((BODY,) if "body" in item["parameters"] else ())
        )
        for group in (surface["groups"] if surface else ())
        for item in group["operations"]
    }


@lru_cache(maxsize=1)
def _bodies(documents: Documents) -> dict[str, Any]:
    """The bodies of operations as `unknown_property` reads resources: by operation id."""
    calls = documents.surface("calls")
    return {
        "purl": calls["packages"][0] if calls else "",
        "resources": [
            {"resource": operation.id, "model": operation.body}
            for operation in collected_operations(documents).values()
            if operation.body
        ],
        "models": {
            name: model["properties"] for name, model in (calls["models"] if calls else {}).items()
        },
    }
