"""Finds entries by what has a form of its own: a reference, a path, the text of an error.

Each function takes a query and gives entries by their places, with a score: 1 is about what the
best match of plain words gets. docs/assets/search/lookups.js does the same in the search of the
site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf

from flexmap.lookup.records import Record
from flexmap.lookup.terms import words
from flexmap.mapping import Mapping
from flexmap.mapping.errors import find_errors
from flexmap.values import dataclass

Found = dict[int, float]
"""Scores by the places of entries."""

_REF = re.compile(r"\bvf[\s-]?0*([0-9]{1,4})\b", re.IGNORECASE | re.ASCII)
_METHODS = re.compile(r"\b(get|put|post|patch|delete)\b", re.IGNORECASE | re.ASCII)
DATED = re.compile(r"virtualmachine\w*@[0-9]{4}-[0-9][0-9]-[0-9][0-9]", re.I | re.A)
"""The version of an API behind the type of a resource, which is not a path."""

# Elsewhere a slash joins words: "list/show".
_OURS = re.compile(
    r"/subscriptions/|\bvirtualmachine|\bmicrosoft\.compute/[a-z]+/", re.IGNORECASE | re.ASCII
)


def better(found: Found, place: int, score: float) -> None:
    """Keeps the higher of two scores."""
    if score > found.get(place, 0.0):
        found[place] = score


def by_reference(records: Sequence[Record], query: str) -> Found:
    """The entries of references: VF021, vf 21."""
    numbers = {int(number) for number in _REF.findall(query)}
    return {at: 5.0 for at, item in enumerate(records) if int(item["ref"][2:]) in numbers}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request that leads to an entry."""

    place: int
    method: str
    pattern: tuple[str, ...]
    weight: float


def calls(records: Sequence[Record]) -> tuple[Call, ...]:
    """The requests of all entries, and those that replace them."""
    return tuple(
        Call(place=place, method=method, pattern=_segments(path), weight=weight)
        for place, item in enumerate(records)
        for key, weight in (("calls", 1.0), ("otherCalls", 0.6))
        for method, _, path in (call.partition(" ") for call in item.get(key, ()))
    )


def by_path(known: Sequence[Call], query: str) -> Found:
    """The entries of a path, with a method in front or without; nothing for other queries."""
    chunk = next((part for part in query.split() if "/" in part), "")
    rest = query.replace(chunk, " ", 1) if chunk else ""
    named = _METHODS.search(rest)
    asked = named[1].upper() if named else ""
    alone = not _METHODS.sub("", rest, count=1).strip() and (asked or chunk.startswith("/"))
    if not chunk or DATED.search(chunk) or not (alone or _OURS.search(chunk)):
        return {}
    path = _segments(re.sub("[\"'`,;]", "", chunk))
    found: Found = {}
    for call in known:
        agreed = _agree(call.pattern, path)
        if asked:
            fits = 0.4 if asked == call.method else -0.4
        else:
            fits = 0.1 if call.method == "GET" else 0.0
        if agreed > 0:
            better(found, call.place, (agreed + fits) * call.weight)
    best = max(found.values(), default=1.0)
    return {place: 3 * (score / best) ** 4 for place, score in found.items()}


def _segments(path: str) -> tuple[str, ...]:
    made = re.sub(r"^\w+://[^/]*", "", path.lower())
    made = re.sub(r"[?#].*", "", made)
    return tuple(part for part in made.split("/") if part not in ("", "...", "\u2026"))


def _agree(pattern: Sequence[str], path: Sequence[str]) -> float:
    """How many fixed segments agree, from the end on; names of things may be left out."""
    if not path or not pattern:
        return 0
    if pattern[-1].startswith("{"):
        return max(_agree(pattern[:-1], path[:-1]), _agree(pattern[:-1], path) - 0.5)
    if pattern[-1] != path[-1]:
        return -inf
    return 1 + max(0, _agree(pattern[:-1], path[:-1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A text of an error or its code, as an entry quotes it."""

    place: int
    terms: tuple[str, ...]
    fewest: int


def quoted(records: Sequence[Record]) -> tuple[Quoted, ...]:
    """The errors of all entries."""
    return tuple(_quoted(place, text) for place, text in _errors(records))


def _errors(records: Sequence[Record]) -> Iterator[tuple[int, str]]:
    for place, item in enumerate(records):
        yield from ((place, text) for text in item.get("errors", ()))


def _quoted(place: int, text: str) -> Quoted:
    terms = tuple(words(text))
    # A code has no spaces: it has to be the whole query, or the query its whole.
    return Quoted(place=place, terms=terms, fewest=4 if " " in text else len(terms))


def by_run(known: Sequence[Quoted], terms: Sequence[str]) -> Found:
    """The entries of errors that have a long run of words in common with the query."""
    found: Found = {}
    for error in known:
        common = _run(terms, error.terms)
        if common > 3 or (common == len(terms) and common >= error.fewest):
            better(found, error.place, 1.5 * (common / len(terms)) ** 2 if terms else 0)
    return found


def _run(one: Sequence[str], two: Sequence[str]) -> int:
    longest, before = 0, [0] * (len(two) + 1)
    for word in one:
        line = [0]
        line += [before[at] + 1 if other == word else 0 for at, other in enumerate(two)]
        longest, before = max(longest, *line), line
    return longest


def by_pasted(mapping: Mapping, places: dict[str, int], query: str) -> Found:
    """The entries of errors as people paste them; what one is about is first."""
    hits = find_errors(mapping, query)
    return {places[hit.entry.id]: 4 * hit.score * 0.6**at for at, hit in enumerate(hits)}
