"""Finds entries by an error as people paste it: with colours, times, ids and names of their own.

The rules and scores are in `flexmap/rules/errors.json`; docs/assets/search/errors.js does the
same in the search of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from flexmap.mapping.model import Entry, Mapping
from flexmap.rules import rules
from flexmap.values import dataclass

_SHORT = 3
"""Letters of words that say nothing in a title."""

Pairs = frozenset[tuple[str, str]]


def normal(text: str) -> list[str]:
    """The words of an error, in lower case, without what differs from one time to the next."""
    for pattern, instead in _patterns("before"):
        text = pattern.sub(instead, text)
    text = text.lower()
    for pattern, instead in _patterns("steps"):
        text = pattern.sub(instead, text)
    return re.findall(rules("errors")["word"], text, re.ASCII)


@cache
def _patterns(key: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    listed = rules("errors")[key]
    return tuple((re.compile(pattern, re.ASCII), instead) for pattern, instead in listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An error as entries quote it, and these entries, first the one that it is about."""

    codes: tuple[str, ...]
    text: str
    entries: tuple[Entry, ...]


def known_errors(mapping: Mapping) -> list[Known]:
    """Every error once, in the order of the entries."""
    holders: dict[str, list[Entry]] = {}
    codes: dict[str, list[str]] = {}
    for entry in mapping.entries:
        for error in entry.errors:
            holders.setdefault(error.text, []).append(entry)
            known = codes.setdefault(error.text, [])
            # "usage error" is not a code: it is in front of the text. A text of one word is one.
            given = (code for code in (error.code, error.text) if code and " " not in code)
            known += [code for code in given if code not in known]
    return [
        Known(
            codes=tuple(codes[text]),
            text=text,
            entries=tuple(_by_subject(normal(text), entries)),
        )
        for text, entries in holders.items()
    ]


def _by_subject(words: Sequence[str], entries: Sequence[Entry]) -> list[Entry]:
    """The entries, first those whose property or request the words name, then by title.

    What is not a call comes before calls, which quote errors of all that can be given to them, and
    an entry that quotes few errors before one that quotes many.
    """

    def rank(entry: Entry) -> tuple[int, bool, int, int, str]:
        named = sum(_names(words, subject) for subject in _subjects(entry))
        titled = sum(_is_in(word, words) for word in normal(entry.title))
        return (-named, bool(entry.operation), -titled, len(entry.errors), entry.ref)

    return sorted({entry.id: entry for entry in entries}.values(), key=rank)


def _is_in(title: str, words: Sequence[str]) -> bool:
    """Whether a word of a title is among the words, in the singular or the plural."""
    return len(title) > _SHORT and any(w in (title, f"{title}s", title[:-1]) for w in words)


def _subjects(entry: Entry) -> Iterator[str]:
    """What an entry is about, in the words of the service: its property, or the request.

    A path that ends in the name of a resource says nothing: every error names the resource.
    """
    target, endpoint = entry.uniform.property, entry.uniform.endpoint
    if target:
        yield target.path.rpartition(".")[2].removesuffix("[]").lower()
    elif endpoint and not endpoint.path.endswith("}"):
        yield endpoint.path.rpartition("/")[2].lower()
        yield endpoint.method.lower()


def _names(words: Sequence[str], subject: str) -> bool:
    """Whether neighbouring words make the name, as `user` and `data` make `userData`."""
    for start in range(len(words)):
        joined = ""
        for word in words[start:]:
            joined += word
            if joined == subject:
                return True
            if not subject.startswith(joined):
                break
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry that an error leads to; `by_text` when more than its code was found."""

    entry: Entry
    score: float
    by_text: bool


def find_errors(mapping: Mapping, pasted: str) -> list[Hit]:
    """The entries of the errors in what was pasted, the best first.

    The score is the share of the known text that is there. A code counts wherever it is.
    """
    words = normal(pasted)
    found = [(score, known) for known in known_errors(mapping) if (score := _score(known, words))]
    best = max((score.total for score, _ in found), default=0)
    found.sort(key=lambda item: (-item[0].total, -item[0].met))  # stable: equal ones as they come
    hits: dict[str, Hit] = {}
    for score, known in found:
        for entry in known.entries if score.total >= _scores()["near"] * best else ():
            hits.setdefault(entry.id, Hit(entry=entry, score=score.total, by_text=score.met > 0))
    return list(hits.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Score:
    """How well an error fits; `met` counts the pairs of neighbouring words that were found."""

    total: float
    met: int = 0


def _score(known: Known, words: Sequence[str]) -> _Score | None:
    scores = _scores()
    wanted, there = _pairs(normal(known.text)), _pairs(words)
    met = len(wanted & there)
    share = met / len(wanted) if wanted else 0.0
    if share < scores["enough"] and len(there) >= scores["fewest"] and there <= wanted:
        share = scores["enough"]  # a piece of the text, and nothing else
    has_code = any("".join(normal(code)) in words for code in known.codes)
    if share >= scores["enough"]:
        return _Score(total=share + (scores["bonus"] if has_code else 0), met=met)
    return _Score(total=scores["code"]) if has_code else None


def _scores() -> dict[str, float]:
    found: dict[str, float] = rules("errors")["scores"]
    return found


def _pairs(words: Sequence[str]) -> Pairs:
    """Neighbouring words; a word that is alone is a pair with nothing."""
    if len(words) == 1:
        return frozenset({(words[0], "")})
    return frozenset(pairwise(words))
