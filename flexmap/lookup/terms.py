"""Takes text apart into terms, the same way for what the search knows and for what is asked.

The rules are in `flexmap/rules/search.json`; docs/assets/search/words.js does the same in the
search of the site.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from flexmap.rules import rules

_LETTERS_AND_S = re.compile(r"([A-Z]{2,})s(?![a-z])")
_HUMPS = re.compile(r"([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])")
_BETWEEN = re.compile(r"(?:[^\w*]|_)+")
_PLAIN = re.compile(r"(?:[^\W\d_]+(?:['\u2019-][^\W\d_]+)?|[0-9]+)[?,.;:!]?")
_HUMP = re.compile(r"[a-z][A-Z]")
_COMMAND = re.compile(r"az|[A-Za-z]+-Az[A-Za-z]*")
_ARGUMENTS = re.compile(r"\((?:[^()]|\([^()]*\))*\)?")
_LONG = 7
"""Words of a question that may name something of code."""


def raws(text: str) -> list[str]:
    """The words of a text as they are written, in order, without those that only join others."""
    made = _separate(text)
    for pattern, instead in _spellings():
        made = pattern.sub(instead, made)
    return [word for word in made.split(" ") if word and word not in _set("empty")]


def words(text: str) -> list[str]:
    """The terms of a text, in order."""
    return [stem(word) for word in raws(text)]


@cache
def stem(word: str) -> str:
    """`deallocates`, `deallocated` and `deallocating` are one term."""
    made = word
    if len(made) > 3 and re.search(r"[^sui]s\Z", made):
        made = made[:-1]
    if len(made) > 5:
        made = re.sub(r"(?:ed|ing)\Z", "", made)
    if made != word:
        made = re.sub(r"([^aeiouls])\1\Z", r"\1", made)
    if len(made) > 3:
        made = re.sub(r"y\Z", "i", re.sub(r"e\Z", "", made))
    return made


def meaning(term: str) -> str:
    """The word that entries have for what is asked for."""
    found: str = rules("search")["synonyms"].get(term, term)
    return found


def pairs(terms: Sequence[str]) -> list[str]:
    """Neighbours as one term too: `runcommand` and "run command" meet there."""
    return [one + two for one, two in pairwise(terms)]


def core(terms: Sequence[str]) -> list[str]:
    """What is left of the name of an operation without what a client puts around it."""
    return [term for term in terms if term not in _set("around")]


def without_arguments(text: str) -> str:
    """The arguments of a call say nothing about which call it is."""
    return _ARGUMENTS.sub(" ", text)


def is_plain(query: str) -> bool:
    """A sentence, or the words for a thing: no command, no name of code, no path, no error.

    A long question may name one.
    """
    parts = query.split()
    plain = sum(bool(_PLAIN.fullmatch(part)) and not _HUMP.search(part) for part in parts)
    if len(parts) > _LONG:
        return plain >= 0.75 * len(parts)
    return plain == len(parts) and not (parts and _COMMAND.fullmatch(parts[0]))


def _separate(text: str) -> str:
    """`listOSUpgrades` has three words, and the s of `VMs` is not a word of its own."""
    made = unicodedata.normalize("NFKC", text)
    made = _LETTERS_AND_S.sub(lambda found: f"{found[1][0]}{found[1][1:].lower()}s", made)
    made = _HUMPS.sub(lambda found: f"{found[1] or found[2]} ", made)
    return _BETWEEN.sub(" ", made.lower())


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    listed = rules("search")["spellings"]
    return tuple((re.compile(pattern, re.ASCII), instead) for pattern, instead in listed)


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(rules("search")[name])
