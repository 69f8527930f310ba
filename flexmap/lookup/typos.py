"""What was meant by a word that no one knows.

It is the known words that the word is made of, a name with a slip in it, or the known word that is
closest. docs/assets/search/typos.js does the same in the search of the site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Dictionary
from math import inf

from flexmap.lookup.terms import meaning, stem, words
from flexmap.values import dataclass

_PIECES = 5
"""A word that was run together has no more words."""

_NAME = 10
"""Letters from which a word may be a whole name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a word means: its terms, and what was done to find them.

    `unknown` when no one knows the word as it was typed; `instead` is then the word that was taken
    instead, and `close` says that it differs by a slip only.
    """

    word: str
    terms: tuple[str, ...]
    unknown: bool = False
    close: bool = False
    instead: str = ""


class Mender:
    """Knows terms by how many documents hold them, and names without spaces."""

    def __init__(
        self,
        count: Dictionary[str, int],
        written: Dictionary[str, list[str]],
        joined: Dictionary[str, str],
    ) -> None:
        self._count, self._written, self._joined = count, written, joined
        self._spelt = {word for forms in written.values() for word in forms}

    def meant(self, word: str, *, typing: bool) -> Meant:
        """What the word means; one that is still being typed may be the start of another."""
        term = stem(word)
        if term in self._count or meaning(term) in self._count:
            return Meant(word=word, terms=(term,))
        if len(term) < 3 or re.search("[0-9]", term):
            return Meant(word=word, terms=(term,), unknown=True)
        if typing and any(other.startswith(term) for other in self._count):
            return Meant(word=word, terms=(term,))
        return self._split(word) or self._name(word) or self._closest(word, term)

    def _split(self, word: str) -> Meant | None:
        for most in range(2, _PIECES + 1):
            found = self._parts(word, most)
            if found:
                return Meant(word=word, terms=tuple(stem(part) for part in found))
        return None

    def _parts(self, word: str, most: int) -> list[str]:
        """The fewest known words that a word is made of; none when there are more than that."""
        if word in self._spelt:
            return [word]
        for at in range(3, len(word) - 2) if most > 1 else ():
            rest = self._parts(word[at:], most - 1) if word[:at] in self._spelt else []
            if rest:
                return [word[:at], *rest]
        return []

    def _name(self, word: str) -> Meant | None:
        best, least = "", 3.0
        for other in self._joined if len(word) >= _NAME else ():
            away = distance(word, other, least - 1)
            if away < least:
                best, least = other, away
        if not best:
            return None
        name = self._joined[best]
        terms = tuple(words(name))
        return Meant(word=word, terms=terms, unknown=least > 0, close=True, instead=name)

    def _closest(self, word: str, term: str) -> Meant:
        most = 2 if len(term) > 5 else 1
        best, least, often = "", most + 1.0, 0
        for other, count in self._count.items():
            away = distance(term, other, min(most, least)) + (0 if other[0] == term[0] else 0.5)
            if away < least or (away == least and count > often):
                best, least, often = other, away, count
        # A word that only looks like another is another word: "killing" is no "bill".
        if not best or not _is_close(term, best, least):
            return Meant(word=word, terms=(term,), unknown=True)
        instead = self._written[best][0]
        return Meant(word=word, terms=(best,), unknown=True, close=True, instead=instead)


def _is_close(term: str, other: str, away: float) -> bool:
    """A slip keeps the first letter, and a short word has one at most."""
    return term[0] == other[0] and len(term) > (3 if away <= 1 else 8)


def distance(one: str, two: str, most: float) -> float:
    """Letters to add, drop, change or swap, or infinity beyond `most`."""
    if abs(len(one) - len(two)) > most:
        return inf
    before: list[float] = []
    last: list[float] = [float(at) for at in range(len(two) + 1)]
    for row in range(1, len(one) + 1):
        line = [float(row)]
        for at in range(1, len(two) + 1):
            same = one[row - 1] == two[at - 1]
            cost = min(last[at] + 1, line[at - 1] + 1, last[at - 1] + (not same))
            if row > 1 and at > 1 and one[row - 1] == two[at - 2] and one[row - 2] == two[at - 1]:
                cost = min(cost, before[at - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return inf
        before, last = last, line
    return last[-1]
