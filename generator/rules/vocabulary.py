"""Rules about closed lists: every word is defined, and every definition is of a word."""

from __future__ import annotations

from collections.abc import Iterator

from flexmap.mapping import CLOSED_LISTS
from generator.reading.documents import Documents
from generator.reading.problems import Problem, did_you_mean
from generator.rules.registry import rule


@rule("vocabulary-is-complete")
def vocabulary_is_complete(documents: Documents) -> Iterator[Problem]:
    """A reader can look up every word that an entry may use."""
    vocabulary = documents.singles.get("vocabulary")
    if vocabulary is None:
        return
    for name, words in CLOSED_LISTS.items():
        defined = [term["id"] for term in vocabulary.value[name]]
        for word in words:
            if word not in defined:
                message = f"{word!r} is not defined in {name}"
                hint = "add its id, title and definition"
                yield vocabulary.problem((name,), "vocabulary-is-complete", message, hint)


@rule("vocabulary-is-known")
def vocabulary_is_known(documents: Documents) -> Iterator[Problem]:
    """A definition of a word that nothing understands would mislead."""
    vocabulary = documents.singles.get("vocabulary")
    if vocabulary is None:
        return
    for name, words in CLOSED_LISTS.items():
        seen: set[str] = set()
        for index, term in enumerate(vocabulary.value[name]):
            path = (name, index, "id")
            if term["id"] not in words:
                message = f"{term['id']!r} is not a word of {name}"
                hint = did_you_mean(term["id"], words)
                yield vocabulary.problem(path, "vocabulary-is-known", message, hint)
            elif term["id"] in seen:
                message = f"{term['id']!r} is defined twice"
                yield vocabulary.problem(path, "vocabulary-is-known", message, "keep one")
            seen.add(term["id"])
