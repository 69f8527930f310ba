"""An answer as text for a terminal, and as records for programs."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from flexmap.escape import terminal
from flexmap.lookup.answer import Answer
from flexmap.mapping import Entry, Mapping
from flexmap.mapping.address import page_address
from flexmap.mapping.page import page, row
from flexmap.mapping.replacements import replacements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flexmap.lookup.ranking import Result
    from flexmap.review.findings import Finding

PAGES = 3
"""As many entries are shown whole; the others are named in a line each."""


_NAMED = 4
"""Words that are named at most."""


def text(mapping: Mapping, answer: Answer, site: str = "") -> str:
    """What the review says, the first entries whole, and a line for each further one."""
    whole = [page(mapping, entry, site, answer.command) for entry in answer.entries[:PAGES]]
    more = "".join(row(entry) for entry in answer.entries[PAGES:])
    said = "".join(f"{terminal(line)}\n" for line in _said(answer, site))
    parts = [said, *whole, f"Also:\n{more}" if more else ""]
    return "\n".join(part for part in parts if part)


def _said(answer: Answer, site: str) -> Iterator[str]:
    """The findings that a review lists; when it lists none, what it says of the call."""
    listed = [finding for finding in answer.findings if not finding.quiet]
    for finding in listed or answer.findings[:1]:
        yield from textwrap.wrap(
            f"{_words(finding)}: {finding.message}",
            100, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
        if site and finding.url:
            yield f"  {page_address(site, finding.url)}"


def remarks(found: Result) -> Iterator[str]:
    """What a search did with the question, and last that no entry covers it."""
    for typed, meant in found.corrected:
        yield f'"{typed}" was read as "{meant}"'
    if found.topic:
        yield f"not covered: {found.topic.title}. {found.topic.reason}"
    if found.nothing:
        words = ", ".join(f'"{word}"' for word in found.missing[:_NAMED]) or "this"
        yield f"no entry covers {words}" + ("; nearest:" if found.entries else "")


def _words(finding: Finding) -> str:
    """What happens to the code, in the words of the review."""
    from flexmap.review.conditions import WORDS  # here: most keys lead to entries alone

    return WORDS[finding.cls]


def records(mapping: Mapping, answer: Answer, site: str = "") -> list[dict[str, Any]]:
    """The entries; each with what the review says because of it."""
    return [
        {**record(mapping, entry, site), "review": list(_reviewed(answer, entry))}
        for entry in answer.entries
    ]


def record(mapping: Mapping, entry: Entry, site: str = "") -> dict[str, Any]:
    """An entry in short; `replacements` are what to call instead, by client."""
    return {
        "ref": entry.ref,
        "id": entry.id,
        "title": entry.title,
        "operation": entry.operation,
        "verdict": entry.verdict.value,
        "headline": entry.headline,
        "replacements": [
            {
                "client": str(item.client),
                "name": item.name.name,
                "alternative": item.alternative.title,
            }
            for item in replacements(entry)
        ],
        "url": page_address(site, entry.url),
        "data_version": mapping.data_version,
    }


def _reviewed(answer: Answer, entry: Entry) -> Iterator[dict[str, Any]]:
    for finding in answer.findings:
        if entry.ref in _refs(finding):
            yield {
                "class": finding.cls.value,
                "severity": finding.severity.value,
                "message": re.sub(r"\s+", " ", finding.message),
                "caveats": [caveat.anchor for caveat in finding.caveats],
            }


def _refs(finding: Finding) -> Iterator[str]:
    yield from (match.ref for match in finding.matches)
