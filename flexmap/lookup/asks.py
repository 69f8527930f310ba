"""Finds entries by the questions that they answer.

The one that has most words in common with the query decides for its entry.
docs/assets/search/asks.js does the same in the search of the site.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from flexmap.lookup.forms import Found, better
from flexmap.lookup.known import Known
from flexmap.lookup.records import Record
from flexmap.lookup.terms import is_plain, meaning, words
from flexmap.rules import rules
from flexmap.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question that an entry answers."""

    place: int
    terms: frozenset[str]
    total: float


def asks(records: Sequence[Record], known: Known) -> tuple[Ask, ...]:
    """The questions of all entries."""
    return tuple(
        _ask(place, text, known)
        for place, item in enumerate(records)
        for text in item.get("asks", ())
    )


def _ask(place: int, text: str, known: Known) -> Ask:
    terms = frozenset(map(meaning, words(text)))
    return Ask(place=place, terms=terms, total=known.total(terms))


def by_ask(listed: Sequence[Ask], known: Known, query: str, terms: Sequence[str]) -> Found:
    """The entries whose questions are like the query; none for commands and names."""
    found: Found = {}
    if not is_plain(query):
        return found
    wanted = frozenset(map(meaning, terms))
    worth = rules("search")["scores"]["ask"] * min(1, len(terms) / 4)
    whole = known.total(wanted)
    for ask in listed:
        common = known.total(ask.terms & wanted)
        if common:
            better(found, ask.place, worth * common / sqrt(whole * ask.total))
    return found
