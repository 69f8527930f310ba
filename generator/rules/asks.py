"""Rules about the questions that entries answer: each leads to one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flexmap.rules import rules
from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem
from generator.rules.registry import rule


@rule("asks-are-unique")
def asks_are_unique(documents: Documents) -> Iterator[Problem]:
    """A question with the same words in two entries leads to neither of them."""
    first: dict[frozenset[str], Document] = {}
    for document in documents.content():
        for place, ask in enumerate(document.value.get("asks", ())):
            words = _words(ask)
            message = hint = ""
            if not words:
                message = f"{ask!r} has only words that join others"
                hint = "name the thing or the action that is asked for"
            elif words in first:
                message = f"{ask!r} has the words of a question of {first[words].path}"
                hint = "say what only this entry answers, or leave it out"
            if message:
                yield document.problem(("asks", place), "asks-are-unique", message, hint)
            first.setdefault(words, document)


def _words(ask: str) -> frozenset[str]:
    """The words of a question that say something."""
    return frozenset(re.findall(r"[a-z0-9]+", ask.lower())) - frozenset(rules("search")["empty"])
