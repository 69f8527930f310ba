"""The commands of the mapping, by the words that call them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flexmap.mapping import Mapping, Name
from flexmap.rules import rules
from flexmap.values import dataclass

Candidates = tuple[tuple[Name, str], ...]
"""A command's names with what they send: operations, or ids of entries with requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """Azure CLI commands by their words, cmdlets by their name in lower case, Ansible's modules
    by their name without the collection."""

    cli: dict[tuple[str, ...], Candidates]
    cmdlets: dict[str, Candidates]
    longest: int
    modules: dict[str, Candidates]

    def command(self, words: Sequence[str]) -> tuple[int, Candidates] | None:
        """The longest command at the head of the words, and how many words it takes."""
        for length in range(min(self.longest, len(words)), 1, -1):
            found = self.cli.get(tuple(words[:length]))
            if found:
                return length, found
        return None

    def is_group(self, words: tuple[str, ...]) -> bool:
        """Whether the words begin a command and are none yet."""
        return any(known[: len(words)] == words for known in self.cli if len(known) > len(words))

    def cmdlet(self, name: str) -> Candidates | None:
        """What the cmdlet sends, under its present or an older name, in any case."""
        bare = name.rpartition("\\")[2].lower()
        return self.cmdlets.get(bare)

    def module(self, name: str) -> Candidates | None:
        """What the module or plug-in of Ansible sends, under its present or an older name."""
        known = rules("ansible")
        bare = name.removeprefix(known["collection"])
        for pattern, present in known["older_modules"]:
            bare = re.sub(pattern, present, bare)
        return self.modules.get(bare)


def commands(mapping: Mapping) -> Commands:
    """The commands of all entries' Uniform sides."""
    cli: dict[tuple[str, ...], list[tuple[Name, str]]] = {}
    cmdlets: dict[str, list[tuple[Name, str]]] = {}
    modules: dict[str, list[tuple[Name, str]]] = {}
    for name, operation in uniform_names(mapping):
        if name.client == "azure-cli":
            cli.setdefault(tuple(name.name.split()), []).append((name, operation))
        elif name.client == "powershell":
            for spelling in _spellings(name.name):
                cmdlets.setdefault(spelling.lower(), []).append((name, operation))
        elif name.client == "ansible":
            modules.setdefault(name.name, []).append((name, operation))
    return Commands(
        cli={words: tuple(found) for words, found in cli.items()},
        cmdlets={name: tuple(found) for name, found in cmdlets.items()},
        longest=max((len(words) for words in cli), default=0),
        modules={name: tuple(found) for name, found in modules.items()},
    )


def uniform_names(mapping: Mapping) -> Iterator[tuple[Name, str]]:
    """Every command and method of a Uniform call, with what it sends."""
    for entry in mapping.entries:
        if entry.sent():
            for name in entry.uniform.names:
                if name.command:
                    yield name, entry.sent()


def _spellings(cmdlet: str) -> Iterator[str]:
    yield cmdlet
    for pattern, older in rules("shell")["older_cmdlets"]:
        if re.match(pattern, cmdlet):
            yield re.sub(pattern, older, cmdlet)
