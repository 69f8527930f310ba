"""How good the mapping is, counted: by verdict, by strength, by client, against the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flexmap.mapping import Client, Entry, Kind, Name, Term, Verification
from flexmap.mapping.vocabulary import PROPERTY_CLIENTS
from generator.pages.chart import Chart, chart
from generator.pages.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCounts:
    """One word with how many entries of each kind have it; `each` follows the kinds' order."""

    term: Term
    each: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCounts:
    """How many entries have a name in a client, of how many that could have one.

    `known` counts the names by how they are known, in the order of the vocabulary;
    `unverified` are the rest, which *How we know* lists with reasons.
    """

    client: Term
    named: int
    of: int
    names: int
    known: tuple[int, ...]
    unverified: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """All that the coverage page shows. `unsupported` have no claim behind their verdict."""

    kinds: tuple[Term, ...]
    verdicts: tuple[KindCounts, ...]
    strengths: tuple[KindCounts, ...]
    unsupported: tuple[Entry, ...]
    picture: Chart
    disputed: tuple[Entry, ...]
    unknown: tuple[Entry, ...]
    clients: tuple[ClientCounts, ...]
    operations: int
    claims: int
    sources: int
    rows: int
    carried_rows: int
    carriers: tuple[Entry, ...]
    lacking: tuple[Entry, ...]


def coverage_view(site: Site) -> CoverageView:
    """The counts of a mapping; nothing in them is written by hand."""
    entries = site.mapping.entries
    operations = tuple(entry for entry in entries if entry.kind is Kind.OPERATION)
    kinds = tuple(term for term in site.mapping.vocabulary["kind"] if term.id != Kind.MOVED)
    verdicts = tuple(
        _counts(term, [e for e in entries if e.flexible.verdict == term.id], kinds)
        for term in site.mapping.vocabulary["verdict"]
    )
    return CoverageView(
        kinds=kinds,
        verdicts=verdicts,
        strengths=tuple(
            _counts(term, [e for e in entries if e.flexible.strength == term.id], kinds)
            for term in site.mapping.vocabulary["strength"]
        ),
        unsupported=tuple(entry for entry in entries if entry.flexible.strength is None),
        picture=chart([(item.term, item.each[0]) for item in verdicts]),
        disputed=tuple(entry for entry in entries if entry.flexible.disputed),
        unknown=tuple(entry for entry in entries if entry.flexible.verdict == "unknown"),
        clients=_clients(site),
        operations=len(operations),
        claims=sum(len(entry.claims) for entry in entries),
        sources=len(site.mapping.sources),
        rows=len(site.rows),
        carried_rows=len(site.carriers),
        carriers=tuple(entry for entry in entries if entry.seed_rows),
        lacking=tuple(entry for entry in operations if not entry.seed_rows),
    )


def _counts(term: Term, entries: Iterable[Entry], kinds: Iterable[Term]) -> KindCounts:
    found = [entry.kind for entry in entries]
    return KindCounts(
        term=term, each=tuple(found.count(Kind(kind.id)) for kind in kinds), total=len(found)
    )


def _clients(site: Site) -> tuple[ClientCounts, ...]:
    return tuple(_client(term, site) for term in site.mapping.vocabulary["client"])


def _client(term: Term, site: Site) -> ClientCounts:
    """Clients of properties are counted over properties, the others over operations."""
    kind = Kind.PROPERTY if term.id in PROPERTY_CLIENTS else Kind.OPERATION
    entries = [entry for entry in site.mapping.entries if entry.kind is kind]
    names = [(entry, name) for entry in entries for name in _names(entry, term)]
    excepted = {item.name for item in site.mapping.unverified}
    found = [_known_from(entry, name, excepted) for entry, name in names]
    words = [Verification(word.id) for word in site.mapping.vocabulary["verification"]]
    return ClientCounts(
        client=term,
        named=len({entry.id for entry, _ in names}),
        of=len(entries),
        names=len(names),
        known=tuple(found.count(word) for word in words),
        unverified=found.count(None),
    )


def _names(entry: Entry, client: Term) -> list[Name]:
    """The names of an entry in a client; a line that represents a missing command is none."""
    return [name for name in entry.uniform.names if name.client == client.id and name.command]


def _known_from(entry: Entry, name: Name, excepted: set[str]) -> str | None:
    """How a name is known. Endpoints and properties are checked against the packages by the
    rules, so they are known from there unless they are excepted."""
    if name.verified:
        return name.verified
    target = entry.uniform.property
    stated = {name.name, entry.uniform.operation}
    if target and name.client != Client.TERRAFORM:
        stated = {f"{target.resource} {target.path}"}
    return None if stated & excepted else Verification.PACKAGE
