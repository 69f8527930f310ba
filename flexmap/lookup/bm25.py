"""Ranks documents for terms as MiniSearch does, by BM25+ over weighted fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import field
from math import log

from flexmap.values import dataclass

_SATURATION, _LENGTH, _FLOOR = 1.2, 0.7, 0.5
_FADING = 0.3

Fields = Dictionary[str, Sequence[str]]
"""The terms of a document by field."""


@dataclass(slots=True, kw_only=True)
class Ranked:
    """The score of a document, and the terms of the query that it holds."""

    score: float = 0.0
    terms: set[str] = field(default_factory=set)


class Bm25:
    """An index over documents, which are known by their places."""

    def __init__(self, documents: Sequence[Fields]) -> None:
        self._size = len(documents)
        self._found: dict[str, dict[str, dict[int, int]]] = {}
        self._length: list[dict[str, int]] = []
        totals: Counter[str] = Counter()
        for place, fields in enumerate(documents):
            counts = {name: Counter(terms) for name, terms in fields.items()}
            self._length.append({name: len(count) for name, count in counts.items()})
            totals.update(self._length[-1])
            for name, count in counts.items():
                for term, often in count.items():
                    places = self._found.setdefault(term, {}).setdefault(name, {})
                    places[place] = often
        self._average = {name: total / self._size for name, total in totals.items()}

    def search(
        self,
        terms: Sequence[str],
        boosts: Dictionary[str, float],
        boost: Callable[[str], float],
        prefixes: Dictionary[str, float],
    ) -> dict[int, Ranked]:
        """The documents that hold a term, or a word that begins with one of `prefixes`.

        `boosts` weigh the fields, `boost` the terms, and `prefixes` words that begin with a term.
        """
        found: dict[int, Ranked] = {}
        for term in terms:
            for other, weight in self._spellings(term, prefixes.get(term, 0.0)):
                self._add(found, term, other, weight * boost(term), boosts)
        for ranked in found.values():
            ranked.score *= len(ranked.terms)
        return found

    def _spellings(self, term: str, prefix: float) -> Iterator[tuple[str, float]]:
        if term in self._found:
            yield term, 1.0
        for other in self._found if prefix else ():
            if other != term and other.startswith(term):
                longer = len(other) - len(term)
                yield other, prefix * len(other) / (len(other) + _FADING * longer)

    def _add(
        self,
        found: dict[int, Ranked],
        term: str,
        other: str,
        weight: float,
        boosts: Dictionary[str, float],
    ) -> None:
        for name, boost in boosts.items():
            places = self._found[other].get(name, {})
            rarity = log(1 + (self._size - len(places) + 0.5) / (len(places) + 0.5))
            for place, often in places.items():
                ranked = found.setdefault(place, Ranked())
                ranked.score += weight * boost * rarity * self._weight(name, place, often)
                ranked.terms.add(term)

    def _weight(self, name: str, place: int, often: int) -> float:
        """How much a term says that is so often in a field of that length."""
        length = 1 - _LENGTH + _LENGTH * self._length[place][name] / self._average[name]
        return _FLOOR + often * (_SATURATION + 1) / (often + _SATURATION * length)
