"""The parts of an entry that only properties have, from documents that passed every rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.model import Client, Name, Property, Write

PATH_WRITERS = (Client.ARM, Client.BICEP)
"""The clients that write a property by its JSON path."""


def property_of(uniform: dict[str, Any]) -> Property | None:
    """The property that the Uniform side is about; None for other kinds of entries."""
    return Property(**uniform["property"]) if "property" in uniform else None


def property_names(target: Property, arguments: Iterable[str]) -> tuple[Name, ...]:
    """What the clients that write a property call it: its path, and each Terraform argument."""
    paths = (Name(client=client, name=target.path, exact=True) for client in PATH_WRITERS)
    named = (Name(client=Client.TERRAFORM, name=name, exact=True) for name in arguments)
    return (*paths, *named)


def writes(flexible: dict[str, Any]) -> tuple[Write, ...]:
    """What to write in each client; empty for other kinds of entries."""
    return tuple(_write(item) for item in flexible.get("write", ()))


def _write(value: dict[str, Any]) -> Write:
    """A block of code ends with a line break in YAML, which is no part of it."""
    code = value.get("code")
    return Write(
        client=Client(value["client"]),
        text=value["text"],
        arguments=tuple(value.get("arguments", ())),
        code=code.removesuffix("\n") if code else None,
    )
