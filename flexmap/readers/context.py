"""What every reader needs: the names, the paths, and how deep it is inside other code."""

from __future__ import annotations

import re
from collections.abc import Mapping as ReadOnly
from dataclasses import field, replace

from flexmap.mapping import Endpoint, Mapping
from flexmap.mapping.commands import Commands, commands
from flexmap.readers.occurrences import Mode
from flexmap.readers.rest_paths import Paths
from flexmap.readers.sdk_names import Catalog, catalog
from flexmap.readers.wire import Wires, wires
from flexmap.rules import rules
from flexmap.values import dataclass

_DEEPEST = 3
"""Code in a string in code in Markdown; deeper no one writes by hand."""


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that is looked up while reading, made once from the mapping."""

    mapping: Mapping
    commands: Commands
    paths: Paths
    wires: Wires
    resources: frozenset[str] = frozenset()
    """The types of resources, in lower case, whose properties have entries."""
    endpoints: ReadOnly[str, Endpoint] = field(default_factory=dict)
    """The endpoint of each operation."""
    catalogs: dict[str, Catalog] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)

    def catalog(self, name: str) -> Catalog:
        """The types and methods of one SDK."""
        if name not in self.catalogs:
            self.catalogs[name] = catalog(self.mapping, rules(name))
            self.words[name] = self.catalogs[name].words()
        return self.catalogs[name]


def names(mapping: Mapping) -> Names:
    """The look-up tables of a mapping."""
    targets = (entry.uniform.property for entry in mapping.entries)
    return Names(
        mapping=mapping,
        commands=commands(mapping),
        paths=Paths(mapping),
        wires=wires(mapping),
        endpoints={
            entry.operation: entry.uniform.endpoint
            for entry in mapping.entries
            if entry.operation and entry.uniform.endpoint
        },
        resources=frozenset(target.resource.lower() for target in targets if target),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The names, the depth, and what the whole file tells: its variables with a set's id."""

    names: Names
    depth: int = 0
    set_ids: frozenset[str] = frozenset()
    whole: bool = True
    variables: ReadOnly[str, str] = field(default_factory=dict)
    """Variables of a script that hold a literal, by name in lower case."""
    wrappers: ReadOnly[str, tuple[str, ...]] = field(default_factory=dict)
    """Functions of a script that put words in front of theirs, by name in lower case."""

    @property
    def commands(self) -> Commands:
        """The command lines that the mapping knows."""
        return self.names.commands

    @property
    def paths(self) -> Paths:
        """The REST paths that the mapping knows."""
        return self.names.paths

    @property
    def deeper(self) -> bool:
        """Whether code inside this code may still be read."""
        return self.depth < _DEEPEST

    def inside(self) -> Context:
        """The context of code that is inside this code."""
        return replace(self, depth=self.depth + 1, whole=True)

    def with_variables(self, held: ReadOnly[str, str]) -> Context:
        """The context of a script whose variables hold literals; outer ones stay."""
        return replace(self, variables={**self.variables, **held})

    def with_wrappers(self, held: ReadOnly[str, tuple[str, ...]]) -> Context:
        """The context of a script with such functions; outer ones stay."""
        return replace(self, wrappers={**self.wrappers, **held}) if held else self

    def part(self) -> Context:
        """The context of a piece of this code, in which no further pieces are looked for."""
        return replace(self, whole=False)

    def mode(self, word: str | None) -> Mode:
        """The mode that a word of a template or an option names."""
        modes: dict[str, str] = rules("templates")["modes"]
        return Mode(modes.get((word or "").strip("'\"").lower(), "unknown"))

    def is_set_id(self, text: str) -> bool:
        """Whether a variable in the text was given the id of a set in this file."""
        return any(name in self.set_ids for name in re.findall(r"\$\{?\(?\$?(\w+)", text))


_NAME = re.compile(r"\w{1,80}\Z")
_OPENING = re.compile(r"\s*[\"'`]?\$?\(?\s*")
_SHOWS_ID = re.compile(
    r"az\s+vmss\s+(?:show|list|create)\b.*\bid\b|Get-Az(?:ureRm)?Vmss\b.*\.id\b", re.IGNORECASE
)
_LONGEST_LINE = 2_000


def set_ids(text: str) -> frozenset[str]:
    """The variables that the text gives the id of a set, read from a command that shows it."""
    found = set()
    for line in text.splitlines():
        if len(line) <= _LONGEST_LINE and "=" in line and "vmss" in line.lower():
            before, _, value = line.partition("=")
            name = _NAME.search(before.rstrip()[-160:])
            if name and _SHOWS_ID.match(_OPENING.sub("", value, count=1)):
                found.add(name[0])
    return frozenset(found)
