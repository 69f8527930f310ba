"""The published mapping as frozen values: a field a key, in the order of `mapping.json`.

What a key means is told in `mapping.schema.json`, which is next to the data. A list is
a tuple, and an absent key is None, or what the field's default says.
"""

# There is no `from __future__ import annotations` here: the decoder reads the fields' types.
from collections.abc import Mapping as ReadOnly
from dataclasses import field
from typing import Literal

from flexmap.mapping.codec import keyed
from flexmap.mapping.later import Deferred
from flexmap.mapping.vocabulary import (
    Client,
    DateKind,
    Kind,
    Outcome,
    Severity,
    Strength,
    Verdict,
    Verification,
)
from flexmap.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of a closed list with its definition."""

    id: str
    title: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A cited document, at a `url` or a `purl`."""

    title: str
    publisher: str
    url: str | None = None
    purl: str | None = None
    date: str
    date_kind: DateKind | str
    date_note: str | None = None
    licence: str

    @property
    def address(self) -> str:
        """Where the document is, or the package that it comes in."""
        return self.url or self.purl or ""


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


Condition = ReadOnly[str, str]
"""Options, each with the state that it has to be in, all at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The options that make a command send one operation and not another.

    One of `options` has to hold, in it every option in its state. `spellings` leads from
    other names of an option to its own; the values of `positions` may be without names.
    """

    options: tuple[Condition, ...]
    spellings: ReadOnly[str, str] = field(default_factory=dict)
    positions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What one client calls an operation; not `exact` when a condition selects it.

    `within` marks a name that serves another purpose and also sends the operation.
    Without a `command` the client has none, and the name is a line that sends the request.
    """

    client: Client | str
    name: str
    exact: bool
    note: str | None = None
    within: bool = False
    deprecated: bool = False
    command: bool = True
    verified: Verification | str | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientNames:
    """How the names of a client are known; read from a package when there is a `purl`.

    Of all `operations`, `named` have a name of their own, and `without` were looked for and
    have none; the same for those of scale sets. `verified` counts the names.
    """

    client: Client | str
    purl: str | None = None
    package: str | None = None
    operations: int
    named: int
    without: int
    scale_set_operations: int
    scale_set_named: int
    scale_set_without: int
    verified: ReadOnly[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unverified:
    """Something that entries name and no collected package can confirm, with the reason."""

    what: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """A parameter that has another name on the alternative."""

    from_: str
    to: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter that the alternative adds or drops."""

    name: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """How the parameters of an alternative differ from the Uniform call's."""

    renamed: tuple[Rename, ...]
    added: tuple[Parameter, ...]
    dropped: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A short call in one client, or what comes once before such calls.

    `language` names the syntax, as code blocks do.
    """

    client: Client | str
    language: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What to use on a Flexible set: an `operation` with its `endpoint`, or a `service`."""

    operation: str | None = None
    endpoint: Endpoint | None = None
    service: str | None = None
    docs: str | None = None
    how: str
    query: str | None = None
    preferred: bool
    parameters: Parameters
    names: tuple[Name, ...]
    samples: tuple[Sample, ...]

    @property
    def title(self) -> str:
        """The operation's id or the name of the service."""
        return self.operation or self.service or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property: the resource type that has it, and its JSON path from that resource's root."""

    resource: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """What to write for a property in one client; Terraform alone has `arguments`."""

    client: Client | str
    text: str
    arguments: tuple[str, ...]
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Uniform(Deferred):
    """The Uniform side: an operation with its endpoint, or how a concept or property works.

    A property has its Terraform `arguments` too, as `resource.argument`, and a concept the
    `requests` that lead to it and belong to no operation of the management package.
    """

    operation: str | None = None
    endpoint: Endpoint | None = None
    property: Property | None = None
    arguments: tuple[str, ...] | None = None
    requests: tuple[Endpoint, ...] | None = None
    how: str | None = None
    docs: str | None = None
    names: tuple[Name, ...]
    samples: tuple[Sample, ...]

    # Not a property: the field of that name hides the decorator here.
    def endpoints(self) -> tuple[Endpoint, ...]:
        """All that is sent: the operation's endpoint, or the requests."""
        return (self.endpoint,) if self.endpoint else self.requests or ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientOutcome:
    """What happens to unchanged code of one client, or only to calls of one `name` of it."""

    client: Client | str
    name: str | None = None
    outcome: Outcome
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """What happens to code that is left as it is, where no caveat's condition holds.

    `clients` are those whose outcome is another one. An `unknown` outcome may have no claims.
    """

    outcome: Outcome
    claims: tuple[str, ...] = ()
    clients: tuple[ClientOutcome, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flexible(Deferred):
    """The Flexible side; `only` when there is no such thing on a Uniform set.

    `basis` says which sources the verdict follows and why. `claims_for` and `claims_against`
    are the ids of the claims on each side; they, `disputed` and `strength` are computed from
    the claims. `how` and `write` belong to properties. `samples` make the Uniform call on a
    Flexible set, where that works.
    """

    verdict: Verdict
    only: bool
    headline: str
    how: str | None = None
    basis: str
    claims_for: tuple[str, ...] = ()
    claims_against: tuple[str, ...] = ()
    write: tuple[Write, ...] = ()
    disputed: bool
    strength: Strength | None = None
    unchanged: Unchanged | None = None
    samples: tuple[Sample, ...]
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTest:
    """What the value of an argument has to be; without a key that is set, nothing is asked."""

    is_: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()
    number: bool = False
    present: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentTest(ValueTest):
    """A test of one argument: the wire name of a parameter, or the path of a property."""

    argument: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The api-versions that are older than `before`."""

    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance(ValueTest):
    """What a place in code has to be like; every key that is there holds.

    `mode` is uniform, flexible or undeclared, `pattern` the id of one of the mapping's patterns.
    """

    client: Client | str | None = None
    name: str | None = None
    argument: str | None = None
    also: tuple[ArgumentTest, ...] = ()
    mode: str | None = None
    api_version: Versions | None = None
    pattern: str | None = None

    @property
    def tests(self) -> tuple[ArgumentTest, ...]:
        """Every test of an argument."""
        if self.argument is None:
            return self.also
        own = ArgumentTest(
            argument=self.argument,
            is_=self.is_,
            not_=self.not_,
            number=self.number,
            present=self.present,
            missing=self.missing,
        )
        return (own, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Something in code that is not an argument of a call, and what a program looks for."""

    id: str
    title: str
    matches: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """A command for one instance of a set, and how it is called for a VM.

    `set` and `instance` are its options for the set, which is left out, and for the instance,
    whose value the option `name` takes. `kept` are options that stay as they are, with their
    short forms; one that is neither kept nor `renamed` has no counterpart. `spellings` lead
    from other names of an option to the one that is used here.
    """

    client: Client | str
    call: str
    set: str
    instance: str
    to: str
    name: str
    renamed: ReadOnly[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    spellings: ReadOnly[str, str] = field(default_factory=dict)
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyConversion:
    """A property of a template for a Uniform set, and what a Flexible one has instead.

    `set` is the value it gets, `default` the one where none of the `allowed` is written. It counts
    only where the path `with` is written too. With `drop` the property is left out.
    """

    path: str
    entry: str
    set: str | None = None
    default: str | None = None
    allowed: tuple[str, ...] = ()
    with_: str | None = None
    drop: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentConversion:
    """The same for an argument of Terraform; `to` is its path on the other resource."""

    argument: str
    entry: str
    to: str | None = None
    set: str | None = None
    default: str | None = None
    allowed: tuple[str, ...] = ()
    with_: str | None = None
    drop: bool = False
    resources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TerraformConversion:
    """The resources for Uniform sets, the one for Flexible sets, and how arguments change."""

    resources: tuple[str, ...]
    to: str
    entry: str
    arguments: tuple[ArgumentConversion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversions:
    """How the template of a Uniform set becomes one of a Flexible set."""

    arm: tuple[PropertyConversion, ...]
    terraform: TerraformConversion


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """Something to know before relying on the verdict, and what to do about it.

    It applies where one item of `when` holds, or everywhere for the reason in `always`. With
    neither, no program can tell, and it is read on the page only.
    """

    id: str
    severity: Severity
    title: str
    text: str
    action: str
    claims: tuple[str, ...]
    when: tuple[Circumstance, ...] = ()
    always: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A dated statement; `source` is absent only when it is inferred `from_` others.

    `observations` are the ids of the recorded answers that show it.
    """

    id: str
    source: str | None = None
    says: str
    supports: Verdict | None = None
    strength: Strength
    as_of: str
    from_: tuple[str, ...]
    observations: tuple[str, ...] = ()
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorText:
    """The exact text of an error as someone saw it."""

    code: str | None = None
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWay:
    """A step of a plan in one client: what to run, or what to write."""

    client: Client | str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """What is done, how to see that it is done, and how to go `back` from there.

    It rests on `claims` of its entry and on what it names in `see`: ids of entries, and of
    caveats as `entry#caveat`. After a step with `no_return` there is no way back.
    """

    id: str
    title: str
    text: str
    check: str
    back: str
    no_return: bool = False
    ways: tuple[PlanWay, ...] = ()
    claims: tuple[str, ...] = ()
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Something that a set has: it blocks the move, is rewritten, or stays, as `becomes` says."""

    title: str
    becomes: Literal["blocks", "rewritten", "stays"]
    text: str
    claims: tuple[str, ...] = ()
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A move as steps in their order, and what decides about it."""

    steps: tuple[PlanStep, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Deferred):
    """One operation, concept or property, and what happens to it on a Flexible set.

    `url` and `json_url` are addresses below the site's root.
    """

    kind: Kind | str
    id: str
    ref: str
    url: str
    json_url: str
    title: str
    category: str
    summary: str
    keywords: tuple[str, ...]
    asks: tuple[str, ...] = ()
    uniform: Uniform
    flexible: Flexible
    caveats: tuple[Caveat, ...]
    strongest_severity: Severity | None = None
    claims: tuple[Claim, ...]
    errors: tuple[ErrorText, ...]
    plan: Plan | None = None
    seed_rows: tuple[int, ...]
    related: tuple[str, ...]
    since: str

    @property
    def operation(self) -> str:
        """The operation on a Uniform set; empty for concepts and properties."""
        return self.uniform.operation or ""

    @property
    def verdict(self) -> Verdict:
        """What happens to it on a Flexible set."""
        return self.flexible.verdict

    @property
    def headline(self) -> str:
        """The answer in one sentence."""
        return self.flexible.headline

    @property
    def worst_caveat(self) -> Caveat | None:
        """The first of the caveats that hurt most, or None without caveats."""
        return max(self.caveats, key=lambda caveat: caveat.severity, default=None)

    def sent(self) -> str:
        """What code sends that leads here: the operation, or for requests the entry's id."""
        return self.operation or (self.id if self.uniform.requests else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An id that was renamed or merged, and the entry that represents it now."""

    kind: Literal[Kind.MOVED]
    id: str
    ref: str | None = None
    url: str
    json_url: str
    to: str
    why: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What an option or argument fills: a parameter of the request or a path of a property.

    What is given is sent as it is, unless there is a `value` that is sent instead, or
    `values` say what is sent for what: "" is an option without a value, "*" anything else.
    A `mode` tells that it is sent for a set of this mode only. `versions` are those of the
    Terraform provider that have the argument, where another one that was read lacks it.
    """

    option: str
    wire: str
    value: str | None = None
    values: ReadOnly[str, str] = field(default_factory=dict)
    mode: str | None = None
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCall:
    """Commands, cmdlets or resource types of a client, and what their options fill."""

    client: Client | str
    names: tuple[str, ...]
    fills: tuple[Fill, ...]
    positions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A public recording of a test run against the real service.

    It is at a `path` in a `repository` at a `commit`, or in the package of a `purl`. `date` is
    the day of the run, or no earlier than it when it is that of a commit, as `dated_by` says.
    """

    repository: str | None = None
    purl: str | None = None
    path: str
    commit: str | None = None
    date: str
    dated_by: str
    counted: str | None = None

    @property
    def address(self) -> str:
        """Where the recording is, or the package that it comes in."""
        if self.repository:
            return f"https://github.com/{self.repository}/blob/{self.commit}/{self.path}"
        return self.purl or ""

    @property
    def title(self) -> str:
        """The repository or the package, as a line of text names it."""
        return self.repository or self.purl or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedError:
    """An error that the service answered, with … for what named anyone."""

    code: str
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One recorded answer; `recording` is a key of the mapping's recordings, `at` the place in it.

    A call that a `deployment` made has neither `api_version` nor `status`. Without those and
    without an end in `final` no one answered.
    """

    id: str
    recording: str
    at: int
    operation: str
    mode: str
    shown_by: str
    deployment: bool = False
    api_version: str | None = None
    status: int | None = None
    final: str | None = None
    error: ObservedError | None = None
    keys: tuple[str, ...] = ()
    nulls: tuple[str, ...] = ()
    note: str | None = None

    @property
    def answered(self) -> bool:
        """Whether the service answered."""
        return self.status is not None or self.final in ("succeeded", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are, in all and by what readers ask for."""

    entries: int
    moved: int
    sources: int
    claims: int
    disputed: int
    by_kind: ReadOnly[str, int]
    by_verdict: ReadOnly[str, int]
    by_strength: ReadOnly[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """A topic that no entry covers, the phrases that tell it, and the reason."""

    id: str
    title: str
    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping(Deferred):
    """Everything: entries in the order of their references, then moved records by id.

    `records` are both, as the document has them under `entries`. `names` gives the ids of
    entries by what clients call something.
    """

    format: str
    data_version: str
    date: str
    api_version: str
    checked_against: tuple[str, ...]
    licence: str
    counts: Counts
    clients: tuple[ClientNames, ...]
    unverified: tuple[Unverified, ...]
    setups: tuple[Sample, ...]
    vocabulary: ReadOnly[str, tuple[Term, ...]]
    patterns: tuple[Pattern, ...] = ()
    uncovered: tuple[Uncovered, ...] = ()
    sources: ReadOnly[str, Source]
    categories: tuple[Category, ...]
    calls: tuple[ClientCall, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    conversions: Conversions | None = None
    recordings: ReadOnly[str, Recording] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    names: ReadOnly[str, tuple[str, ...]] = field(default_factory=dict)
    records: tuple[Entry | Moved, ...] = keyed("entries")
    entries: tuple[Entry, ...] = keyed(None, init=False, repr=False, compare=False)
    moved: tuple[Moved, ...] = keyed(None, init=False, repr=False, compare=False)
    by_id: ReadOnly[str, Entry] = keyed(None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        entries = tuple(item for item in self.records if isinstance(item, Entry))
        moved = tuple(item for item in self.records if isinstance(item, Moved))
        object.__setattr__(self, "entries", entries)
        object.__setattr__(self, "moved", moved)
        object.__setattr__(self, "by_id", {entry.id: entry for entry in entries})

    @property
    def data(self) -> dict[str, str]:
        """Version and date of the data and its api-version, as JSON outputs carry them."""
        return {
            "version": self.data_version,
            "date": self.date,
            "api_version": self.api_version,
        }

    @property
    def stamp(self) -> str:
        """Version and date of the data, as every output carries them."""
        return f"data {self.data_version} of {self.date}, api-version {self.api_version}"

    def entry(self, key: str) -> Entry | None:
        """The entry of that id, reference or operation, upper or lower case, or None."""
        wanted = key.lower()
        for moved in self.moved:
            if wanted in (moved.id, (moved.ref or moved.id).lower()):
                wanted = moved.to
        for entry in self.entries:
            if wanted in (entry.id, entry.ref.lower()):
                return entry
        return next((e for e in self.entries if wanted == e.operation.lower() != ""), None)

    def of_category(self, category: str) -> tuple[Entry, ...]:
        """The entries of a category."""
        return tuple(entry for entry in self.entries if entry.category == category)

    def term(self, vocabulary: str, word: str) -> Term:
        """The definition of a word of a closed list."""
        return next(term for term in self.vocabulary[vocabulary] if term.id == word)
