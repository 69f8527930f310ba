"""Resources of the Terraform provider that a program declares as classes, as in CDKTF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flexmap.readers.occurrences import Argument, Mode, Occurrence
from flexmap.readers.wire import Filled, Wires

_OTHER_NAMES = {"ScaleSet": "VirtualMachineScaleSet"}
"""Classes of Pulumi's classic provider that are not named after their resource type."""


def as_terraform(wires: Wires, made: Occurrence, mode: Mode) -> Occurrence:
    """The declaration as one of Terraform: its resource type, and what its arguments fill."""
    resource = resource_of(made.name)
    return replace(
        made,
        client="terraform",
        names=(resource,),
        mode=mode,
        why="the declaration says so",
        arguments=tuple(_translated(wires, resource, made.arguments)),
        fillable=wires.fillable("terraform", resource),
    )


def resource_of(name: str) -> str:
    """The resource type of the provider that a class or a kind is named after."""
    bare = name.removeprefix("New")
    return f"azurerm_{_snake(_OTHER_NAMES.get(bare, bare))}"


def _translated(wires: Wires, resource: str, arguments: tuple[Argument, ...]) -> Iterator[Argument]:
    """Each argument under the wire names that it fills; without one under none."""
    for given in arguments:
        path = _snake(given.wire.replace("[]", ""))
        word = given.value.words[0] if len(given.value.words) == 1 else None
        for fill in wires.argument(resource, path, word) or [Filled(wire="")]:
            yield replace(given, wire=fill.wire, renamed=wires.renamed(resource, path))


def _snake(name: str) -> str:
    """The name as the provider spells it."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()
