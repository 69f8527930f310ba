"""Which options choose the operation of a command: `data/options.yml`, by name and operation."""

from __future__ import annotations

from collections.abc import Mapping

from flexmap.mapping import When, decode
from generator.reading.documents import Documents

Key = tuple[str, str, str]
"""A client, its name, and the operation."""


def conditions(documents: Documents) -> Mapping[Key, When]:
    """The conditions by client, name and operation; empty when the file is broken or missing."""
    document = documents.singles.get("options")
    by_name: dict[Key, When] = {}
    for command in document.value if document else ():
        for operation, options in command["sends"].items():
            when = decode(When, {**command, "options": options})
            by_name[command["client"], command["name"], operation] = when
    return by_name
