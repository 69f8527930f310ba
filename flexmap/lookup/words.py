"""Finds entries by words: those that hold most of them first."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from flexmap.mapping import Entry, Mapping
from flexmap.mapping.errors import find_errors
from flexmap.values import dataclass

_SPLIT = re.compile(r"[^a-z0-9]+")
_FIELDS = (
    ("id", 8),
    ("names", 6),
    ("keywords", 5),
    ("title", 4),
    ("errors", 4),
    ("summary", 2),
    ("headline", 2),
    ("text", 1),
)
_WHOLE = 3
"""Characters up to which a word has to stand for itself: `vm` is in every `vmss`."""

_JOINING = """
a an and are as at be by can do does for from have how i if in is it its me my not of on or should
that the them then there this to was we what when where which who why will with you your
"""
"""Words that only join others; they count when nothing else was asked for."""

_FEW = 5
"""An error code that leads to no more entries says as much as a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The entries, best first, and the words that no entry holds."""

    entries: tuple[Entry, ...]
    unknown: tuple[str, ...]


def search(mapping: Mapping, words: Sequence[str]) -> Result:
    """The entries that hold the most of the words, in the places that say most.

    A pasted error leads to its entries first. An entry is left out when it holds half of the
    words of the best one, or fewer.
    """
    typed = [part for word in words for part in _SPLIT.split(word.lower()) if part]
    empty = _JOINING.split()
    wanted = list(dict.fromkeys([word for word in typed if word not in empty] or typed))
    hits = find_errors(mapping, " ".join(words))
    pasted = [hit.entry for hit in hits if hit.by_text or len(hits) <= _FEW]
    scored = [(*_score(entry, wanted), entry) for entry in mapping.entries]
    most = max((len(held) for held, _, _ in scored), default=0)
    kept = [item for item in scored if len(item[0]) > most / 2]
    kept.sort(key=lambda item: (-len(item[0]), -item[1], item[2].ref))
    found = [*pasted, *(entry for _, _, entry in kept)]
    known = {word for held, _, _ in scored for word in held}
    return Result(
        entries=tuple({entry.id: entry for entry in found}.values()),
        unknown=tuple(word for word in wanted if word not in known),
    )


def _score(entry: Entry, wanted: Iterable[str]) -> tuple[list[str], int]:
    """The words that the entry holds, and how much their places say."""
    texts = {name: " ".join(texts).lower() for name, texts in _texts(entry)}
    alone = {name: _words(text) for name, text in texts.items()}
    held, total = [], 0
    for word in wanted:
        where: dict[str, Container[str]] = {**(alone if len(word) <= _WHOLE else texts)}
        best = max((weight for name, weight in _FIELDS if word in where[name]), default=0)
        if best:
            held.append(word)
            total += best
    return held, total


def _words(text: str) -> set[str]:
    """The words of a text, those in the plural without their s, too."""
    words = set(_SPLIT.split(text))
    return words | {word.removesuffix("s") for word in words}


def _texts(entry: Entry) -> Iterator[tuple[str, list[str]]]:
    target = entry.uniform.property
    yield "id", [entry.id, entry.ref, entry.operation, target.path if target else ""]
    yield "names", [name.name for name in entry.uniform.names]
    yield "keywords", list(entry.keywords)
    yield "title", [entry.title]
    yield "errors", [part for error in entry.errors for part in (error.code or "", error.text)]
    yield "summary", [entry.summary]
    yield "headline", [entry.headline]
    yield (
        "text",
        [text for caveat in entry.caveats for text in (caveat.title, caveat.text, caveat.action)],
    )
