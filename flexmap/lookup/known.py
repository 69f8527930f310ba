"""Which words the entries know, how much each says, and whether an entry mentions a question.

docs/assets/search/known.js does the same in the search of the site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from flexmap.lookup.terms import meaning, raws, stem
from flexmap.lookup.typos import Meant
from flexmap.rules import rules

_ID = re.compile(r"[0-9]+|(?=.*[0-9]).{6,}")
"""Numbers and parts of ids, which say nothing of what is asked."""


class Known:
    """The words of documents: `count` by term, `written` unchanged there."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        self.count: Counter[str] = Counter()
        self.written: dict[str, list[str]] = {}
        self._held: list[frozenset[str]] = []
        for text in texts:
            there: dict[str, None] = {}
            for word in dict.fromkeys(raws(text)):
                there[stem(word)] = None
                forms = self.written.setdefault(stem(word), [])
                if word not in forms:
                    forms.append(word)
            self._held.append(frozenset(map(meaning, there)))
            self.count.update(there.keys())
        self._often = Counter(term for terms in self._held for term in terms)

    def weight(self, term: str) -> float:
        """A rare word says more; one that is in no entry says most."""
        return log(1 + self._size / (self._often[meaning(term)] + 0.5))

    def total(self, terms: Iterable[str]) -> float:
        """The weight of several terms."""
        return sum(map(self.weight, terms))

    def speaks(self, judged: Sequence[Meant], best: int | None, sure: float, asked: float) -> bool:
        """Whether the best result answers the question.

        What counts are the shares of the weight of its words that are known at all and that the
        result holds, and what whole names (`sure`) and questions of entries (`asked`) say of it. A
        word that was corrected is none that anyone knows.
        """
        scores = rules("search")["scores"]
        there = self._there(best)
        whole = known = held = 0.0
        for item in judged:
            for term in () if item.unknown and _ID.fullmatch(item.word) else item.terms:
                worth = self.weight("" if item.unknown else term)
                whole += worth
                known += worth if item.close or not item.unknown else 0
                is_there = meaning(term) in there
                held += worth if is_there and (item.close or not item.unknown) else 0
        if not whole or sure >= scores["sure"]:
            return True
        if known / whole < scores["unknown"]:
            return False
        return bool(held / whole >= scores["held"] or asked >= scores["asked"])

    def missing(self, judged: Iterable[Meant], best: int | None) -> tuple[str, ...]:
        """The words that the best result does not hold, as they were typed."""
        there = self._there(best)
        return tuple(
            item.word
            for item in judged
            if (item.unknown and not item.close)
            or not any(meaning(term) in there for term in item.terms)
        )

    def _there(self, best: int | None) -> frozenset[str]:
        return self._held[best] if best is not None else frozenset()
