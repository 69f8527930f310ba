"""The mapping as frozen values: what pages and exports are made from.

Nothing here reads files or decides anything; `generator.build_model` makes these
values from documents that have passed every rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What becomes of a Uniform call on a Flexible scale set."""

    SAME = "same"
    REPLACED = "replaced"
    COMPOSED = "composed"
    PARTIAL = "partial"
    NONE = "none"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """How much a caveat hurts, worst first."""

    BREAKING = "breaking"
    BEHAVIOUR = "behaviour"
    NOTE = "note"


class Strength(StrEnum):
    """How well a claim is founded, strongest first."""

    OBSERVED = "observed"
    STATED = "stated"
    INFERRED = "inferred"


class Kind(StrEnum):
    """What an entry is about."""

    OPERATION = "operation"
    CONCEPT = "concept"
    PROPERTY = "property"
    MOVED = "moved"


class Client(StrEnum):
    """Through what a call is made or a property is written."""

    REST = "rest"
    AZURE_CLI = "azure-cli"
    POWERSHELL = "powershell"
    PYTHON = "python"
    JAVASCRIPT = "javascript"
    GO = "go"
    DOTNET = "dotnet"
    JAVA = "java"
    ARM = "arm"
    BICEP = "bicep"
    TERRAFORM = "terraform"


class Verification(StrEnum):
    """How a name in a client is known, surest first."""

    PACKAGE = "package"
    READ = "read"
    SAMPLE = "sample"
    RULE = "rule"


class CommandKind(StrEnum):
    """What is known of the requests of a command."""

    SENDS = "sends"
    LOCAL = "local"
    GENERIC = "generic"
    UNREAD = "unread"


class DateKind(StrEnum):
    """How the date of a source was read."""

    PAGE_STAMP = "page-stamp"
    COMMIT = "commit"
    THREAD = "thread"
    RELEASE = "release"


CLOSED_LISTS: dict[str, tuple[str, ...]] = {
    name: tuple(word.value for word in words)
    for name, words in {
        "verdict": Verdict,
        "severity": Severity,
        "strength": Strength,
        "kind": Kind,
        "client": Client,
        "date_kind": DateKind,
        "verification": Verification,
    }.items()
}
"""The words of each closed list; `data/vocabulary.yml` defines every one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of a closed list with its definition."""

    id: str
    title: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A cited document; exactly one of `url` and `purl` is set."""

    id: str
    title: str
    publisher: str
    url: str | None
    purl: str | None
    date: str
    date_kind: str
    date_note: str | None
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A group of entries, in reading order."""

    id: str
    title: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An HTTP method and the full path below the management host."""

    method: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The options that make a command send one operation and not another.

    One of `options` has to hold, in it every option in its state. `spellings` leads from
    other names of an option to its own; the values of `positions` may stand without names.
    """

    options: tuple[tuple[tuple[str, str], ...], ...]
    spellings: tuple[tuple[str, str], ...]
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What one client calls an operation; not `exact` when a condition selects it.

    `within` marks a name that serves another purpose and sends the operation on the way.
    Without a `command` the client has none, and the name is a line that sends the request.
    """

    client: str
    name: str
    exact: bool
    note: str | None = None
    within: bool = False
    deprecated: bool = False
    verified: Verification | None = None
    command: bool = True
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSource:
    """A file in which names were read, at a commit when that is known."""

    repository: str
    path: str
    commit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientNames:
    """How the names of a client are known; read out of a package when there is a `purl`.

    Of all `operations`, `named` have a name of their own, and `without` were looked for and
    have none; the same for those of scale sets. `verified` counts the names.
    """

    client: str
    purl: str | None
    package: str | None
    rule: str | None
    exceptions: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[NameSource, ...]
    operations: int
    named: int
    without: int
    scale_set_operations: int
    scale_set_named: int
    scale_set_without: int
    verified: tuple[tuple[Verification, int], ...]


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
class Unverified:
    """Something that entries name and no collected package can confirm, with the reason."""

    what: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """A parameter that has another name on the alternative."""

    old: str
    new: str
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter that the alternative adds or drops."""

    name: str
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """How the parameters of an alternative differ from the Uniform call's."""

    renamed: tuple[Rename, ...] = ()
    added: tuple[Parameter, ...] = ()
    dropped: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A short call in one client; `language` names its syntax, as code blocks do."""

    client: Client
    language: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What comes once before the samples of a client."""

    client: str
    language: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What to use on a Flexible set: an `operation` with `endpoint`, or a `service`."""

    operation: str | None
    endpoint: Endpoint | None
    service: str | None
    docs: str | None
    how: str
    query: str | None
    preferred: bool
    parameters: Parameters
    names: tuple[Name, ...]
    samples: tuple[Sample, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property: the resource type that has it, and its JSON path from that resource's root."""

    resource: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """What to write for a property in one client; Terraform alone has `arguments`."""

    client: Client
    text: str
    arguments: tuple[str, ...]
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Uniform:
    """The Uniform side: an operation with its endpoint, or how a concept or property works.

    A property has its Terraform `arguments` too, as `resource.argument`, and a concept the
    `requests` that lead to it and belong to no operation of the management package.
    """

    operation: str | None
    endpoint: Endpoint | None
    how: str | None
    docs: str | None
    names: tuple[Name, ...]
    property: Property | None = None
    arguments: tuple[str, ...] = ()
    requests: tuple[Endpoint, ...] = ()
    samples: tuple[Sample, ...] = ()

    def sent(self) -> tuple[Endpoint, ...]:
        """All that is sent: the operation's endpoint, or the requests."""
        return (self.endpoint, *self.requests) if self.endpoint else self.requests


@dataclass(frozen=True, slots=True, kw_only=True)
class Flexible:
    """The Flexible side; `only` when there is no such thing on a Uniform set.

    `disputed` and `strength` are computed from the claims. `how` and `write` belong to
    properties. `samples` make the Uniform call on a Flexible set, where that works.
    """

    verdict: Verdict
    headline: str
    basis: str
    alternatives: tuple[Alternative, ...]
    disputed: bool
    strength: Strength | None
    how: str | None = None
    write: tuple[Write, ...] = ()
    only: bool = False
    samples: tuple[Sample, ...] = ()


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
    """A dated statement; `source` is absent only when it is inferred from others."""

    id: str
    source: str | None
    says: str
    supports: Verdict | None
    strength: Strength
    as_of: str
    inferred_from: tuple[str, ...]
    withdrawn: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorText:
    """The exact text of an error as somebody saw it."""

    code: str | None
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One operation, concept or property and what becomes of it."""

    kind: Kind
    id: str
    ref: str
    title: str
    category: str
    summary: str
    keywords: tuple[str, ...]
    uniform: Uniform
    flexible: Flexible
    caveats: tuple[Caveat, ...]
    claims: tuple[Claim, ...]
    errors: tuple[ErrorText, ...]
    seed_rows: tuple[int, ...]
    related: tuple[str, ...]
    since: str
    strongest_severity: Severity | None

    @property
    def url(self) -> str:
        """The page's address, relative to the site's root."""
        return f"entries/{self.id}/"

    @property
    def json_url(self) -> str:
        """The address of the entry's JSON file, relative to the site's root."""
        return f"entries/{self.id}.json"

    def claim(self, claim_id: str) -> Claim:
        """The claim of that id; the rules have made sure that it exists."""
        return next(claim for claim in self.claims if claim.id == claim_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An id that was renamed or merged, and the entry that stands for it now."""

    id: str
    ref: str | None
    to: str
    why: str
    since: str

    @property
    def url(self) -> str:
        """The redirecting page's address, relative to the site's root."""
        return f"entries/{self.id}/"

    @property
    def json_url(self) -> str:
        """The address of the record's JSON file, relative to the site's root."""
        return f"entries/{self.id}.json"


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
class Release:
    """Which state of the data this is."""

    format: str
    data_version: str
    date: str
    api_version: str
    checked_against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Everything, sorted: entries by ref, moved records by id, sources by id."""

    release: Release
    vocabulary: dict[str, tuple[Term, ...]]
    sources: dict[str, Source]
    categories: tuple[Category, ...]
    article: tuple[ArticleSection, ...]
    entries: tuple[Entry, ...]
    moved: tuple[Moved, ...]
    by_id: dict[str, Entry]
    by_category: dict[str, tuple[Entry, ...]]
    clients: tuple[ClientNames, ...] = ()
    unverified: tuple[Unverified, ...] = ()
    commands: tuple[Command, ...] = ()
    setups: tuple[Setup, ...] = ()

    def term(self, vocabulary: str, term_id: str) -> Term:
        """The word of a closed list."""
        return next(term for term in self.vocabulary[vocabulary] if term.id == term_id)
