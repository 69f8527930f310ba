"""Rules about the list of exceptions: what no collected package can confirm."""

from __future__ import annotations

from collections.abc import Iterator, Set

from generator.reading.documents import Documents
from generator.reading.problems import Problem
from generator.rules.registry import rule


@rule("exception-is-listed-once")
def exception_is_listed_once(documents: Documents) -> Iterator[Problem]:
    """One fact has one reason for not being verified."""
    document = documents.singles.get("unverified")
    seen: set[tuple[str, str]] = set()
    for index, item in enumerate(document.value if document else ()):
        assert document
        key = (item["what"], item["name"])
        if key in seen:
            message = f"the {key[0]} {key[1]!r} is listed twice"
            path = (index, "name")
            yield document.problem(path, "exception-is-listed-once", message, "keep one")
        seen.add(key)


def exceptions(documents: Documents, what: str) -> frozenset[str]:
    """The names of that kind which nothing has to confirm."""
    items = documents.single("unverified") or ()
    return frozenset(item["name"] for item in items if item["what"] == what)


def needless(
    documents: Documents, code: str, what: str, unconfirmed: Set[str]
) -> Iterator[Problem]:
    """A problem for each exception of that kind that is not among the unconfirmed names."""
    document = documents.singles.get("unverified")
    for index, item in enumerate(document.value if document else ()):
        assert document
        if item["what"] == what and item["name"] not in unconfirmed:
            message = f"the {what} {item['name']!r} needs no exception"
            hint = "a package knows it, or no entry names it: remove the item"
            yield document.problem((index, "name"), code, message, hint)
