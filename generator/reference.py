"""What only the site shows: the published mapping with what pages need next to it."""

# There is no `from __future__ import annotations` here: the decoder reads the fields' types.
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass
from enum import StrEnum

from flexmap.mapping import Endpoint, Mapping
from generator.text.words import PlainWord


class CommandKind(StrEnum):
    """What is known of the requests of a command."""

    SENDS = "sends"
    LOCAL = "local"
    GENERIC = "generic"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command of a client and what it sends, as far as its code was read.

    `operations` are ids; `requests` are those whose operation no collected package names.
    """

    client: str
    name: str
    kind: CommandKind
    operations: tuple[str, ...] = ()
    requests: tuple[Endpoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSource:
    """A file in which names were read, at a commit when that is known."""

    repository: str
    path: str
    commit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingNotes:
    """How names were found that no package was read for: by a rule, in files, with exceptions."""

    rule: str | None = None
    exceptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[NameSource, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One row of the article, in our words."""

    row: int
    uniform: str
    flexible: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSection:
    """One section of the article with its rows, in the article's order."""

    section: str
    rows: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulumi:
    """The release of azure-native that was read: the api-version behind it, and the resources."""

    version: str
    api_version: str
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Mapping):
    """The mapping and what the site shows next to it; `naming` holds notes by client."""

    article: tuple[ArticleSection, ...]
    commands: tuple[Command, ...]
    naming: ReadOnly[str, NamingNotes]
    words: tuple[PlainWord, ...] = ()
    pulumi: Pulumi | None = None
