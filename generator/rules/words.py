"""Rules about the words of the house: texts use them, and the table finds what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from flexmap.mapping.codec import decode
from generator.reading.documents import Documents
from generator.reading.problems import Problem
from generator.rules.registry import rule
from generator.text.words import PlainWord, Words, quoted


@rule("words-are-plain")
def words_are_plain(documents: Documents) -> Iterator[Problem]:
    """A reference is read in a hurry, so its sentences use the usual words of data/words.yml."""
    words = _words(documents)
    if words is None:
        return
    for document, item in documents.texts:
        if document.schema == "words" or not item.spans or item.path[0] == "asks":
            continue
        for found in words.in_text(quoted(item.text)):
            message = f"{found.words!r} is not plain English here"
            hint = f"write: {found.use}; or put a quotation in double quotes"
            yield document.problem(item.path, "words-are-plain", message, hint)


@rule("words-find-themselves")
def words_find_themselves(documents: Documents) -> Iterator[Problem]:
    """A row of the table that finds none of its own phrases would never find anything."""
    document = documents.singles.get("words")
    if document is None:
        return
    for index, row in enumerate(_rows(documents)):
        try:
            words = Words([row])
        except re.error as error:
            message = f"the pattern is not a regular expression: {error}"
            yield document.problem((index, "pattern"), "words-find-themselves", message)
            continue
        if not any(any(words.in_text(phrase)) for phrase in row.avoid):
            message, hint = "the pattern finds none of the phrases", "correct one of the two"
            yield document.problem((index, "pattern"), "words-find-themselves", message, hint)


@rule("word-example-is-plain")
def word_example_is_plain(documents: Documents) -> Iterator[Problem]:
    """An example shows the difference only when the check finds the first and not the second."""
    document, words = documents.singles.get("words"), _words(documents)
    if document is None or words is None:
        return
    for index, row in enumerate(_rows(documents)):
        if row.example is None:
            continue
        for key, text, wanted in (
            ("before", row.example.before, True),
            ("after", row.example.after, False),
        ):
            if any(words.in_text(quoted(text))) is not wanted:
                message = "a phrase to avoid " + ("is not in it" if wanted else "is in it")
                path = (index, "example", key)
                yield document.problem(path, "word-example-is-plain", message)


@lru_cache(maxsize=1)  # the rules ask for the same documents one after the other
def _words(documents: Documents) -> Words | None:
    """The table, or None without one, or when a pattern is wrong, which another rule says."""
    try:
        return Words(_rows(documents))
    except re.error:
        return None


def _rows(documents: Documents) -> tuple[PlainWord, ...]:
    return decode(tuple[PlainWord, ...], documents.single("words") or ())
