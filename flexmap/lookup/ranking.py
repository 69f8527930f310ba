"""Ranks entries for a query, as the search of the site does: docs/assets/search/engine.js.

Plain words are ranked by BM25+; to that comes what has a form of its own, and the questions that
entries answer. A test compares what both give.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flexmap.lookup import forms
from flexmap.lookup.asks import asks, by_ask
from flexmap.lookup.bm25 import Bm25
from flexmap.lookup.forms import Found
from flexmap.lookup.known import Known
from flexmap.lookup.names import book, by_name
from flexmap.lookup.records import Record, records
from flexmap.lookup.terms import (
    core,
    is_plain,
    meaning,
    pairs,
    raws,
    stem,
    without_arguments,
    words,
)
from flexmap.lookup.typos import Meant, Mender
from flexmap.mapping import Entry, Mapping, Uncovered
from flexmap.rules import rules
from flexmap.values import dataclass

_DETAILS = re.compile(r"^.*?(?=\s--?\w|\Z)", re.DOTALL | re.ASCII)
_ONE = re.compile(
    r"\b(?:one|single|an?|1) (?:instance|vm|virtual machine|machine|node)\b", re.I | re.A
)
_SET = re.compile(r"\b(?:all|whole|entire|every|several|multiple|scale ?set)\b", re.I | re.A)


_LONGEST = 2_000
"""Characters of a question; the search of the site takes fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The entries, best first, and what the search made of the question.

    `nothing` when no entry mentions it, and then `missing` are its words that the nearest entry
    does not hold, and `topic` says that it is not covered and why. `corrected` are words that were
    read as others.
    """

    entries: tuple[Entry, ...]
    nothing: bool
    missing: tuple[str, ...]
    topic: Uncovered | None
    corrected: tuple[tuple[str, str], ...]


class Ranking:
    """An index over the entries of a mapping."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._records = records(mapping)
        self._places = {item["id"]: at for at, item in enumerate(self._records)}
        self._known = Known([_everything(item) for item in self._records])
        self._mender = Mender(self._known.count, self._known.written, _joined(self._records))
        self._bm25 = Bm25([_fields(item) for item in self._records])
        self._book = book(self._records)
        self._calls = forms.calls(self._records)
        self._quoted = forms.quoted(self._records)
        self._asks = asks(self._records, self._known)
        self._topics = _topics(mapping)

    def search(self, text: str) -> Result:
        """The entries for a text, best first, and what was made of it.

        A long text is looked through for known errors; its beginning is the question.
        """
        query = text[:_LONGEST]
        judged = self._judged(query)
        terms = [term for item in judged for term in item.terms]
        asked = by_ask(self._asks, self._known, query, terms)
        pasted = forms.by_pasted(self._mapping, self._places, text)
        matches = (*self._matches(query, terms), pasted)
        found = self._by_words(query, terms)
        for match in (*matches, asked):
            for place, score in match.items():
                found[place] = found.get(place, 0.0) + score
        order = _ordered(found)
        best = order[0] if order else None
        sure = max((match.get(best, 0.0) for match in matches if best is not None), default=0.0)
        near = asked.get(best, 0.0) if best is not None else 0.0
        topic = self._topic(judged) if _is_open(query, sure, near) else None
        speaks = not _is_foreign(query, sure) and self._known.speaks(judged, best, sure, near)
        far = found[best] / rules("search")["scores"]["far"] if best is not None else 0.0
        return Result(
            entries=tuple(self._mapping.entries[at] for at in order if found[at] > far),
            nothing=not speaks or topic is not None,
            missing=self._known.missing(judged, best),
            topic=topic,
            corrected=tuple((m.word, m.instead) for m in judged if m.unknown and m.close),
        )

    def _judged(self, query: str) -> list[Meant]:
        typed = raws(query)
        ends = bool(query) and not query[-1].isspace()
        return [self._mender.meant(word, typing=ends and word == typed[-1]) for word in typed]

    def _terms(self, query: str, text: str) -> list[str]:
        """The terms that were meant by the words of a part of the query."""
        meant = {item.word: item.terms for item in self._judged(query)}
        parts = ((self._mender.meant(w, typing=False).terms if w not in meant else meant[w])
                 for w in raws(text))  # fmt: skip
        return [term for part in parts for term in part]

    def _matches(self, query: str, terms: Sequence[str]) -> tuple[Found, ...]:
        named = core(self._terms(query, without_arguments(query)))
        return (
            forms.by_reference(self._records, query),
            forms.by_path(self._calls, query),
            by_name(self._book, query, named),
            forms.by_run(self._quoted, terms),
        )

    def _by_words(self, query: str, terms: Sequence[str]) -> Found:
        if not terms:
            return {}
        scores, boosts = rules("search")["scores"], rules("search")["fields"]
        # What is behind an option is a detail of the call; commands are not questions.
        weak = {meaning(term) for term in self._terms(query, _DETAILS.sub("", query, count=1))}
        places = {k: v for k, v in boosts.items() if k != "asks" or is_plain(query)}
        listed = [meaning(term) for term in terms]
        last = {listed[-1], *pairs(terms)[-1:]}
        ranked = self._bm25.search(
            [*listed, *pairs(terms)],
            places,
            lambda term: scores["detail"] if term in weak else 1.0,
            {term: scores["prefix"] for term in last if len(term) > 1},
        )
        scope, found = _scope_of_query(query), {}
        for place, hit in ranked.items():
            met = sum(term in hit.terms for term in listed)
            near = scope and scope == _scope_of_title(self._records[place]["title"])
            found[place] = hit.score * (met / len(listed)) ** 0.5 * (scores["scope"] if near else 1)
        most = max(found.values(), default=1.0)
        return {place: score / most for place, score in found.items()}

    def _topic(self, judged: Sequence[Meant]) -> Uncovered | None:
        typed = {meaning(stem(item.word)) for item in judged}
        return next((topic for terms, topic in self._topics if typed.issuperset(terms)), None)


def _is_open(query: str, sure: float, asked: float) -> bool:
    """Whether nothing was found that leaves no doubt: a name in code leaves less."""
    scores = rules("search")["scores"]
    enough = scores["sure" if is_plain(query) else "named"]
    return bool(sure < enough and asked < scores["onTopic"])


def _is_foreign(query: str, sure: float) -> bool:
    """Whether a query has the form of a name of another service, and no entry has that name."""
    known = sure >= rules("search")["scores"]["named"]
    return not known and any(re.search(p, query.strip()) for p in rules("search")["foreign"])


def _ordered(found: Found) -> list[int]:
    """The places, the better one first; of two that are as good, the one that is first."""
    return sorted(found, key=lambda place: (-_rounded(found[place]), place))


def _rounded(score: float) -> int:
    return int(score * 1e9 + 0.5)


def _texts(item: Record, field: str) -> list[str]:
    """The texts of a field; names that need options have these behind them."""
    value = item.get(field, [])
    listed = [value] if isinstance(value, str) else value
    return [text for part in listed for text in ([part] if isinstance(part, str) else part)]


def _everything(item: Record) -> str:
    return "\n".join("\n".join(_texts(item, field)) for field in rules("search")["fields"])


def _fields(item: Record) -> dict[str, list[str]]:
    optional = [name for name, *_ in item.get("options", ())]
    whole = item | {"names": [*item.get("names", ()), *optional]}
    return {field: _tokens(_texts(whole, field)) for field in rules("search")["fields"]}


def _tokens(texts: Sequence[str]) -> list[str]:
    terms = [words(line) for text in texts for line in text.split("\n")]
    return [token for line in terms for token in (*map(meaning, line), *pairs(line))]


def _joined(listed: Sequence[Record]) -> dict[str, str]:
    """The names without spaces, by which one that was typed as a word is known."""
    named = [
        name.split(".")[-1]
        for item in listed
        for field in ("names", "properties", "keywords")
        for name in item.get(field, ())
    ]
    return {"".join(raws(name)): name for name in named}


def _topics(mapping: Mapping) -> list[tuple[frozenset[str], Uncovered]]:
    """What no entry covers by its phrases, the longest first."""
    listed = [
        ([meaning(term) for term in words(phrase)], topic)
        for topic in mapping.uncovered
        for phrase in topic.words
    ]
    listed.sort(key=lambda item: -len(item[0]))
    return [(frozenset(terms), topic) for terms, topic in listed]


def _scope_of_title(title: str) -> str:
    """Most calls exist for the whole set and for one instance; titles say which."""
    if re.search(r"\bone instance\b", title, re.I | re.A):
        return "one"
    return "set" if re.search(r"\bset\b", title, re.I | re.A) else ""


def _scope_of_query(query: str) -> str:
    if _ONE.search(query):
        return "one"
    return "set" if _SET.search(query) else ""
