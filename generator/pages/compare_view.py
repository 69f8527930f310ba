"""The comparison of every entry: its rows, what can be filtered, and the names per client."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flexmap.mapping import Caveat, Endpoint, Entry, Kind, Term, Verdict
from flexmap.mapping.vocabulary import CALL_CLIENTS
from generator.pages.outcome_view import OutcomeCount, hurts_in_some_uses, outcome_counts
from generator.pages.site import Site
from generator.pages.table_view import short_property

COLUMNS = (
    ("operation", "Operation"),
    ("uniform", "Uniform call"),
    ("flexible", "Flexible alternative"),
    ("verdict", "Verdict"),
    ("caveat", "Worst caveat"),
)
"""The columns with the word by which the address names the order by each of them."""

ABSENT = "none"
"""The option of a facet for entries that have no value there, such as no caveat."""

_WAY = re.compile(r"^.*/virtualMachineScaleSets/\{\w+\}(?=/)|^.*/Microsoft\.Compute(?=/)")
_GROUP = re.compile(r"^[^_]+_")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """A call in a cell.

    `group` and `verb` are the two parts of an operation id; `verb` alone is a service, for
    which no `method` and `path` are named. A path leaves out the way to the scale set, or
    to the resource group.
    """

    group: str
    verb: str
    method: str
    path: str
    is_service: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRow:
    """An entry in the comparison.

    `property_path` is the end of a property's path, or empty, and `requests` those that lead
    to a concept. Where `alternatives` are
    empty, `alternative` says so, and leads to the entry's page at `alternative_anchor` if
    there is more to read.
    """

    entry: Entry
    title: str
    kind: Term
    is_call: bool
    uniform: CallView | None
    property_path: str
    requests: tuple[str, ...]
    alternatives: tuple[CallView, ...]
    alternative: str
    alternative_anchor: str
    verdict: Term
    worst: Caveat | None
    severity: Term | None
    in_some: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a facet with the number of entries that have it."""

    term: Term
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """Something to filter by; `id` is the name of its parameter in the address."""

    id: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """All that the comparison shows."""

    rows: tuple[CompareRow, ...]
    verdicts: Facet
    facets: tuple[Facet, ...]
    disputed: int
    outcomes: tuple[OutcomeCount, ...]
    clients: tuple[Term, ...]
    columns: tuple[tuple[str, str], ...]


def compare_view(site: Site) -> CompareView:
    """The comparison of every entry of the mapping, in the order of the references."""
    entries = site.mapping.entries
    words = site.mapping.vocabulary
    rows = tuple(_row(entry, site) for entry in entries)
    return CompareView(
        rows=rows,
        verdicts=_facet("verdict", words["verdict"], [e.flexible.verdict for e in entries]),
        facets=(
            _facet("category", _categories(site), [e.category for e in entries]),
            _facet(
                "severity",
                words["severity"],
                [row.severity.id if row.severity else None for row in rows],
            ),
            _facet("kind", words["kind"], [e.kind for e in entries]),
            _facet("strength", words["strength"], [e.flexible.strength for e in entries]),
        ),
        disputed=sum(entry.flexible.disputed for entry in entries),
        outcomes=outcome_counts(entries, site),
        clients=tuple(site.term("client", client) for client in CALL_CLIENTS),
        columns=COLUMNS,
    )


def _categories(site: Site) -> list[Term]:
    return [
        Term(id=item.id, title=item.title, definition=item.description)
        for item in site.mapping.categories
    ]


def _facet(facet_id: str, terms: Sequence[Term], values: Iterable[str | None]) -> Facet:
    """The facet with the values that occur, in the order of their list, the absent one last."""
    counts = Counter(value or ABSENT for value in values)
    known = {term.id: term for term in terms}
    known.setdefault(ABSENT, Term(id=ABSENT, title="None known", definition=""))
    options = (Option(term=term, count=counts[term.id]) for term in known.values())
    return Facet(
        id=facet_id,
        title=facet_id.capitalize(),
        options=tuple(option for option in options if option.count),
    )


def _row(entry: Entry, site: Site) -> CompareRow:
    worst = entry.worst_caveat
    words, anchor = _without_alternative(entry)
    alternatives = sorted(entry.flexible.alternatives, key=lambda item: not item.preferred)
    same = entry.flexible.verdict is Verdict.SAME
    return CompareRow(
        entry=entry,
        title=entry.title,
        kind=site.term("kind", entry.kind),
        is_call=entry.kind is Kind.OPERATION,
        uniform=_uniform(entry),
        property_path=short_property(entry.uniform.property),
        requests=tuple(map(shown_request, entry.uniform.requests or ())),
        alternatives=tuple(
            _call(item.operation or item.service or "", item.endpoint)
            for item in (() if same else alternatives)
        ),
        alternative=words,
        alternative_anchor=anchor,
        verdict=site.term("verdict", entry.flexible.verdict),
        worst=worst,
        severity=site.term("severity", worst.severity) if worst else None,
        in_some=hurts_in_some_uses(entry),
    )


def shown_request(request: Endpoint) -> str:
    """A request that has no operation, as the table shows it."""
    return f"{request.method} {_WAY.sub('…', request.path)}"


def _uniform(entry: Entry) -> CallView | None:
    uniform = entry.uniform
    return _call(uniform.operation, uniform.endpoint) if uniform.operation else None


def _call(words: str, endpoint: Endpoint | None) -> CallView:
    group = _GROUP.match(words)
    start = group.end() if group and endpoint else 0
    return CallView(
        group=words[:start],
        verb=words[start:],
        method=endpoint.method if endpoint else "",
        path=_WAY.sub("…", endpoint.path) if endpoint else "",
        is_service=endpoint is None,
    )


def _without_alternative(entry: Entry) -> tuple[str, str]:
    """What the cell of the alternative says in words, and the anchor where there is more."""
    if entry.kind is Kind.PROPERTY:
        same = entry.flexible.verdict is Verdict.SAME
        return "The same property" if same else "What to write", "what_to_write"
    words = {
        Verdict.SAME: "The same call" if entry.kind is Kind.OPERATION else "The same",
        Verdict.NONE: "None",
        Verdict.UNKNOWN: "Not known",
    }
    known = words.get(entry.flexible.verdict, "")
    return (known, "") if known else ("See the entry", entry.ref)
