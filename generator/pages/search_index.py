"""What the search knows of every entry and page, as one script that pages load on demand.

A script, because a browser that shows the site from a disk may load scripts and nothing
else. Names and errors are in it as people write them: docs/assets/search/words.js takes
them apart in the browser, in the same way as what is typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from collections.abc import Mapping as Dictionary

import yaml

from flexmap.lookup.records import Record, plain, records
from flexmap.mapping import Mapping, Uncovered
from flexmap.mapping.errors import known_errors
from flexmap.rules import rules

PATH = "search/index.js"
"""The script's place below `docs/`."""

_PAGE = re.compile(r"(?P<address>(?!entries/).*)index\.md")

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def search_index(mapping: Mapping, pages: Dictionary[str, str]) -> dict[str, str]:
    """The script by its path; `pages` are the rendered ones, for their titles."""
    record = {
        "verdicts": {term.id: term.title for term in mapping.vocabulary["verdict"]},
        "categories": {item.id: plain(item.title) for item in mapping.categories},
        "entries": records(mapping),
        "pages": list(_pages(pages)),
        "errors": {"rules": _rules("errors"), "known": list(_errors(mapping))},
        "rules": _rules("search"),
        "uncovered": [_topic(topic) for topic in mapping.uncovered],
    }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return {PATH: f"flexmapSearch.index({text});\n"}


def _rules(name: str) -> Record:
    """How texts are compared and weighed: rules of the command, without what explains them."""
    return {key: value for key, value in rules(name).items() if key != "about"}


def _topic(topic: Uncovered) -> Record:
    return {"title": topic.title, "words": list(topic.words), "reason": plain(topic.reason)}


def _errors(mapping: Mapping) -> Iterator[tuple[str, tuple[str, ...], list[int]]]:
    """Each known error: its text, its codes, and the entries by their place in the list."""
    places = {entry.id: place for place, entry in enumerate(mapping.entries)}
    for known in known_errors(mapping):
        yield known.text, known.codes, [places[entry.id] for entry in known.entries]


def _pages(pages: Dictionary[str, str]) -> Iterator[Record]:
    """The pages next to the entries, by address: what their front matter says of them."""
    for path, text in sorted(pages.items()):
        found = _PAGE.fullmatch(path)
        if found:
            front_matter = text.split("---\n", 2)[1]
            front = yaml.load(front_matter, _Loader)  # nosec B506 # a SafeLoader
            yield {
                "url": found["address"],
                "title": front["title"],
                "summary": front["description"],
            }
