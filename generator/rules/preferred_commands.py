"""Rules about commands that do the job of an alternative and send another operation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Any

from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem, did_you_mean
from generator.rules.registry import rule
from generator.rules.surface_names import known_names
from generator.surface.names import name_book

_IN_CODE = {
    "azure-cli": re.compile(r"`(az [a-z][a-z -]*?)(?: --[^`]*)?`"),
    "powershell": re.compile(r"`([A-Z][A-Za-z]+-Az[A-Za-z]+)(?: [^`]*)?`"),
}
"""What names a command in code, by client; what is behind it are its options."""


@rule("command-in-prose-is-named")
def command_in_prose_is_named(documents: Documents) -> Iterator[Problem]:
    """The answer, the tables and the CSV show named commands; no one finds one in prose there."""
    for document, index, value in _alternatives(documents):
        for client, known in _nameless(value, documents).items():
            named = {item["name"] for item in value.get("commands", ())}
            told = _IN_CODE[client].findall(" ".join(value["how"].split()))
            for command in dict.fromkeys(told):
                if command in known and command not in named:
                    message = f"{command!r} is named for {value['operation']} in prose only"
                    hint = "name it in `commands`, with a note on what it sends"
                    path = ("flexible", "alternatives", index, "how")
                    yield document.problem(path, "command-in-prose-is-named", message, hint)


@rule("named-command-is-known")
def named_command_is_known(documents: Documents) -> Iterator[Problem]:
    """A command instead of an operation is typed with confidence, so it has to be there."""
    known = known_names(documents)
    for document, index, value in _alternatives(documents):
        for position, item in enumerate(value.get("commands", ())):
            if item["name"] not in known[item["client"]]:
                message = f"{item['client']} has no command {item['name']!r}"
                hint = did_you_mean(item["name"], sorted(known[item["client"]]))
                path = ("flexible", "alternatives", index, "commands", position, "name")
                yield document.problem(path, "named-command-is-known", message, hint)


def _alternatives(documents: Documents) -> Iterator[tuple[Document, int, dict[str, Any]]]:
    """The alternatives that are operations, with the place of each."""
    for document in documents.content():
        for index, value in enumerate(document.value["flexible"]["alternatives"]):
            if "operation" in value:
                yield document, index, value


def _nameless(value: dict[str, Any], documents: Documents) -> dict[str, Set[str]]:
    """The clients that have no name of their own for the operation, with what they do have.

    None for an operation whose names were not collected.
    """
    names = name_book(documents).names.get(value["operation"])
    if names is None:
        return {}
    own = {name.client for name in names if not name.within and not name.deprecated}
    known = known_names(documents)
    return {client: known[client] for client in _IN_CODE if client not in own}
