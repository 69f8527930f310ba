"""The mapping as frozen objects: what `flexmap.load()` returns."""

from __future__ import annotations

from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TypeAlias

Condition: TypeAlias = "tuple[tuple[str, str], ...]"
"""Options with the state that each has to be in, all at once: `(("--instance-ids", "one"),)`."""


class Verdict(StrEnum):
    """What becomes of a call on a Flexible set; the mapping's vocabulary defines each word."""

    SAME = "same"
    REPLACED = "replaced"
    COMPOSED = "composed"
    PARTIAL = "partial"
    NONE = "none"
    UNKNOWN = "unknown"


class Severity(IntEnum):
    """How much a caveat changes, in rising order."""

    NOTE = 1
    BEHAVIOUR = 2
    BREAKING = 3

    @property
    def word(self) -> str:
        """The word that the mapping uses."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The options that make a command send one operation and not another.

    One of `options` has to hold. `spellings` gives other names of an option, and
    `positions` the options whose values may stand without their names, in order.
    """

    options: tuple[Condition, ...]
    spellings: ReadOnly[str, str]
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What one client calls an operation.

    Not `exact` when a condition selects the operation; `within` marks a name that serves
    another purpose and sends the operation on the way. Without a `command` the client has
    none, and the name is a line that sends the request.
    """

    client: str
    name: str
    exact: bool
    note: str = ""
    within: bool = False
    command: bool = True
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An HTTP method and the full path below the management host."""

    method: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of a resource: the ARM type, and the JSON path with `[]` after lists."""

    resource: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What to use on a Flexible set: an operation, or a service such as Resource Graph."""

    operation: str
    endpoint: Endpoint | None
    service: str
    how: str
    preferred: bool
    names: tuple[Name, ...]

    @property
    def title(self) -> str:
        """The operation's id or the name of the service."""
        return self.operation or self.service


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """Something to know before relying on the verdict, and what to do about it."""

    id: str
    severity: Severity
    title: str
    text: str
    action: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A dated statement with the id of its source; no source when it follows from others."""

    id: str
    source: str
    says: str
    strength: str
    as_of: str
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A cited document."""

    id: str
    title: str
    publisher: str
    address: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One operation, concept or property, and what becomes of it on a Flexible set.

    `operation` is empty for concepts and properties; a concept can have `requests` that lead
    to it. `severity` is that of the strongest caveat, or None without caveats.
    """

    kind: str
    id: str
    ref: str
    title: str
    category: str
    summary: str
    url: str
    keywords: tuple[str, ...]
    operation: str
    endpoint: Endpoint | None
    names: tuple[Name, ...]
    property: Property | None
    arguments: tuple[str, ...]
    verdict: Verdict
    headline: str
    basis: str
    disputed: bool
    alternatives: tuple[Alternative, ...]
    caveats: tuple[Caveat, ...]
    severity: Severity | None
    claims: tuple[Claim, ...]
    errors: tuple[str, ...]
    requests: tuple[Endpoint, ...] = ()

    def sent(self) -> str:
        """What code sends that leads here: the operation, or for `requests` the entry's id."""
        return self.operation or (self.id if self.requests else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """The whole mapping, in the order of the references.

    `moved` leads from ids and references that were renamed to those that stand for them.
    """

    format: str
    data_version: str
    date: str
    api_version: str
    entries: tuple[Entry, ...]
    sources: ReadOnly[str, Source]
    moved: ReadOnly[str, str]

    @property
    def stamp(self) -> str:
        """Version and date of the data, as every output carries them."""
        return f"data {self.data_version} of {self.date}, api-version {self.api_version}"

    def entry(self, key: str) -> Entry | None:
        """The entry of that id, reference or operation, upper or lower case, or None."""
        wanted = self.moved.get(key.lower(), key).lower()
        for entry in self.entries:
            if wanted in (entry.id, entry.ref.lower(), entry.operation.lower()):
                return entry
        return None
