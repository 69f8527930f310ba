"""Which options choose the operation of a command: `data/options.yml`, by name and operation."""

from __future__ import annotations

from collections.abc import Mapping

from generator.documents import Documents
from generator.model import When

Key = tuple[str, str, str]
"""A client, its name, and the operation."""


def conditions(documents: Documents) -> Mapping[Key, When]:
    """The conditions by client, name and operation; empty when the file is broken or missing."""
    document = documents.singles.get("options")
    found: dict[Key, When] = {}
    for command in document.value if document else ():
        for operation, options in command["sends"].items():
            found[command["client"], command["name"], operation] = When(
                options=tuple(tuple(option.items()) for option in options),
                spellings=tuple(command.get("spellings", {}).items()),
                positions=tuple(command.get("positions", ())),
            )
    return found
