"""What an assistant is told: the same records as `--format json` gives, with the data's version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flexmap.failure import Failure
from flexmap.lookup import lookup, search, shown
from flexmap.mapping import Entry, Mapping
from flexmap.mapping.citation import STYLES, cite
from flexmap.report import REPORTERS, Listing
from flexmap.review.run import Settings, review_input
from flexmap.sources.languages import by_first_line, by_name, fence, languages

LARGEST = 1_000_000
"""Characters of a text that is reviewed."""

_LISTED = 10


class Answers:
    """Answers out of one mapping; `site` is the address in front of the entries' own."""

    def __init__(self, mapping: Mapping, settings: Settings, site: str = "") -> None:
        self.mapping, self._settings, self._site = mapping, settings, site

    def look_up(self, key: str) -> dict[str, Any]:
        """The entries that a name, a line of code, a path or an error leads to.

        Raises `Failure` when nothing is called that.
        """
        answer = lookup(self.mapping, key)
        if not answer.entries:
            raise Failure(f"nothing is called {key!r}; search for words instead")
        return self._with_data({"entries": shown.records(self.mapping, answer, self._site)})

    def search(self, words: str) -> dict[str, Any]:
        """The entries for a question, the best first, and what to know about the search."""
        found = search(self.mapping, words.split())
        return self._with_data(
            {
                "nothing_fits": found.nothing,
                "remarks": list(shown.remarks(found)),
                "entries": [
                    shown.record(self.mapping, entry, self._site)
                    for entry in found.entries[:_LISTED]
                ],
            }
        )

    def review(self, text: str, language: str = "", name: str = "") -> dict[str, Any]:
        """The findings in a text, in a language or in a file of that name.

        Raises `Failure` when the language cannot be told, or the text is too long.
        """
        if len(text) > LARGEST:
            raise Failure(f"the text is longer than {LARGEST:,} characters; send it in parts")
        content = text.encode("utf-8", "surrogatepass")
        known = self._language(language, name, content)
        done = review_input(self.mapping, content, known, self._settings)
        listing = Listing(review=done, findings=tuple(done.shown()), site=self._site)
        record: dict[str, Any] = json.loads(REPORTERS["json"](listing))
        return self._with_data(record)

    def cite(self, reference: str, style: str = "markdown") -> dict[str, Any]:
        """A sentence with its source and date; raises `Failure` for an unknown reference."""
        if style not in STYLES:
            raise Failure(f"there is no style {style!r}; the styles are {', '.join(STYLES)}")
        text = cite(self.mapping, reference, style, self._site)
        return self._with_data({"citation": text.strip()})

    def page(self, reference: str) -> str:
        """The text of an entry; raises `Failure` when there is none."""
        entry = self.mapping.entry(reference)
        if entry is None:
            raise Failure(f"there is no entry {reference!r}; references are VF001 and so on")
        answer = lookup(self.mapping, entry.ref)
        return f"{shown.text(self.mapping, answer, self._site)}{self.mapping.stamp}\n"

    def contents(self) -> str:
        """A line for each entry."""
        return "".join(map(_line, self.mapping.entries)) + f"{self.mapping.stamp}\n"

    def _language(self, language: str, name: str, content: bytes) -> str:
        if language in languages():
            return language
        known = (fence(language) if language else None) or (by_name(name) if name else None)
        known = known or by_first_line(content)
        if known is None:
            raise Failure(f"name the language; those that are read are {_list(languages())}")
        return known

    def _with_data(self, record: dict[str, Any]) -> dict[str, Any]:
        """The record with the version and date of the data that it rests on."""
        return {"data": self.mapping.data} | record


def _line(entry: Entry) -> str:
    operation = f" ({entry.operation})" if entry.operation else ""
    return f"{entry.ref} {entry.verdict.value}: {entry.title}{operation}\n"


def _list(names: Sequence[str] | Any) -> str:
    return ", ".join(names)
