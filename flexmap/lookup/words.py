"""Finds entries by words: those that hold most of them first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flexmap.mapping import Entry, Mapping

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


def search(mapping: Mapping, words: Sequence[str]) -> list[Entry]:
    """The entries that hold every word, the best first; equal ones by reference."""
    wanted = [part for word in words for part in _SPLIT.split(word.lower()) if part]
    if not wanted:
        return []
    scored = [(_score(entry, wanted), entry) for entry in mapping.entries]
    kept = [(score, entry) for score, entry in scored if score]
    return [entry for _, entry in sorted(kept, key=lambda pair: (-pair[0], pair[1].ref))]


def _score(entry: Entry, wanted: Sequence[str]) -> int:
    texts = {name: " ".join(texts).lower() for name, texts in _texts(entry)}
    total = 0
    for word in wanted:
        best = max((weight for name, weight in _FIELDS if word in texts[name]), default=0)
        if not best:
            return 0
        total += best
    return total


def _texts(entry: Entry) -> Iterator[tuple[str, list[str]]]:
    yield "id", [entry.id, entry.ref, entry.operation]
    yield "names", [name.name for name in entry.uniform.names]
    yield "keywords", list(entry.keywords)
    yield "title", [entry.title]
    yield "errors", [error.text for error in entry.errors]
    yield "summary", [entry.summary]
    yield "headline", [entry.headline]
    yield (
        "text",
        [text for caveat in entry.caveats for text in (caveat.title, caveat.text, caveat.action)],
    )
