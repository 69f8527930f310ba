"""Finds entries by names in a query: every run of its words that something is called.

docs/assets/search/lookups.js does the same in the search of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flexmap.lookup.forms import DATED, Found, better
from flexmap.lookup.records import Record
from flexmap.lookup.terms import core, is_plain, without_arguments, words
from flexmap.rules import rules
from flexmap.values import dataclass

_LONGEST = 16
"""Words of a name."""

_VERSION = "apiversion"
"""What `@2024-07-01` behind a type names."""

_OWN = ("id", "title")
"""The fields of what one entry alone is called."""

_KEY = re.compile(r"([A-Za-z_][\w.]*)[\"']?\s*(?:[:=](?![:=/])|\{)", re.ASCII)
_COMMAND = re.compile(r"^az |-az|--")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name of an entry: the options that it needs, and how sure it makes."""

    place: int
    name: str
    options: tuple[str, ...]
    own: bool
    loose: bool
    sure: float


Book = dict[str, list[Named]]
"""The names by their terms without spaces."""


def book(records: Sequence[Record]) -> Book:
    """The names of all entries."""
    made: Book = {}
    for place, item in enumerate(records):
        for field in rules("search")["sure"]:
            for key, named in _of_field(place, item, field):
                made.setdefault(key, []).append(named)
    return made


def _of_field(place: int, item: Record, field: str) -> Iterator[tuple[str, Named]]:
    sure = rules("search")["sure"][field]
    for name, options in _names(item, field):
        for end in _ends(name) if field == "properties" else [name]:
            named = Named(
                place=place,
                name=name,
                options=options,
                own=field in _OWN,
                loose=_is_loose(field, end),
                sure=_sure(sure, name, end),
            )
            yield "".join(core(words(without_arguments(end)))), named


def by_name(known: Book, query: str, terms: Sequence[str]) -> Found:
    """The entries of the names in a query, whose terms are given without what clients add."""
    found: Found = {}
    for key in _keys(query):
        parts = words(key)
        for named in known.get("".join(core(parts)), ()):
            if len(parts) > 1 or not named.loose:
                better(found, named.place, named.sure * (0.7 + 0.1 * len(parts)))
    for named in known.get(_VERSION, ()) if DATED.search(query) else ():
        better(found, named.place, 2.5 * named.sure)
    asked = _Asked(query)
    for start in range(len(terms)):
        for end in range(start + 1, min(len(terms), start + _LONGEST) + 1):
            share = (end - start) / len(terms)
            if end - start < 2 and share < 1:
                continue
            for named in known.get("".join(terms[start:end]), ()):
                better(found, named.place, asked.score(named, end - start, share))
    return found


class _Asked:
    """A query, as names are compared with it."""

    def __init__(self, query: str) -> None:
        self._whole = query.strip().lower()
        self._words = re.split(r"[\s\"']+", query.lower())
        self._plain = is_plain(query)

    def score(self, named: Named, length: int, share: float) -> float:
        """How sure a name of so many terms makes, which are that share of the query."""
        lacks = any(option.lower() not in self._words for option in named.options)
        fits = 0.6 if lacks else 1 + 0.4 * len(named.options)
        name = named.name.lower()
        written = 0.0
        if name == self._whole:
            written = 2.0 if named.own else 0.5
        elif name in self._whole:
            written = 0.2
        # In a sentence, or as the words for a thing, a part of the query says little.
        whole = share**2 if self._plain or named.loose else 1.0
        return named.sure * fits * whole * (0.5 + 0.25 * share + 0.1 * length + written)


def _names(item: Record, field: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    value = item.get(field, [])
    for listed in [value] if isinstance(value, str) else value:
        name, *options = [listed] if isinstance(listed, str) else listed
        yield name, tuple(options)


def _ends(name: str) -> list[str]:
    """A property's path is known by its end: `osDisk.deleteOption`."""
    parts = name.replace("[]", "").split(".")
    return [".".join(parts[at:]) for at in range(len(parts))]


def _is_loose(field: str, name: str) -> bool:
    if field in ("title", "keywords"):
        return not _COMMAND.search(name)
    return field == "properties" and "." not in name


def _sure(sure: float, name: str, end: str) -> float:
    """A keyword with an option is as good as a name; the end of a path is a little less."""
    return (0.9 if " --" in name else sure) * (1 if end == name else 0.9)


def _keys(query: str) -> list[str]:
    """What is before a colon, an equals sign or a brace, with what it is in.

    `upgradePolicy: { mode:` is `upgradePolicy.mode`, too.
    """
    single = _KEY.findall(query)
    return [*single, *(f"{one}.{two}" for one, two in pairwise(single))]
