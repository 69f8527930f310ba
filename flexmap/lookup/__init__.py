"""Finds entries by whatever the user has: a name, a line of code, a path, an error, words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flexmap.lookup.answer import Answer
from flexmap.mapping import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flexmap.lookup.ranking import Result

__all__ = ["Answer", "lookup", "search"]

_PROMPT = re.compile(r"(?:PS [^>]{0,200}>|[$>#%])\s+")


def lookup(mapping: Mapping, key: str) -> Answer:
    """What an id, a reference, a name in a client, a line of code, a path or an error leads to.

    An unknown key gives an answer without entries.
    """
    line = without_prompt(key)
    entry = mapping.entry(line.partition("#")[0])
    if entry:
        return Answer(entries=(entry,))
    from flexmap.lookup.lines import of_line  # here: only a line of code needs the review

    return of_line(mapping, line)


def without_prompt(text: str) -> str:
    """The line without the prompt of a terminal that was copied with it."""
    return _PROMPT.sub("", text.strip(), count=1) if _PROMPT.match(text.strip()) else text.strip()


def search(mapping: Mapping, words: Sequence[str]) -> Result:
    """The entries for words, a question or a pasted error, and what was made of the words."""
    from flexmap.lookup.ranking import Ranking  # here, since `show` needs no words

    return Ranking(mapping).search(" ".join(words))
