"""A plain list of every entry for language models and other readers of text."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Entry, Mapping
from generator.prose import plain


def llms(mapping: Mapping) -> str:
    """`llms.txt`: title, summary and one line an entry under its category, in Markdown."""
    return "\n".join(_lines(mapping)) + "\n"


def _lines(mapping: Mapping) -> Iterator[str]:
    release = mapping.release
    yield "# Flexmap"
    yield ""
    yield (
        "> What becomes of each Azure Virtual Machine Scale Sets call written for Uniform "
        "orchestration when the set is Flexible. "
        f"Data {release.data_version} of {release.date}, api-version {release.api_version}, "
        "CC BY 4.0."
    )
    yield ""
    yield "Every statement about behaviour has a dated source on the page of its entry."
    for term in mapping.vocabulary["verdict"]:
        yield f"- {term.id}: {plain(term.definition)}"
    for category in mapping.categories:
        yield ""
        yield f"## {category.title}"
        yield ""
        yield from (_line(entry) for entry in mapping.by_category[category.id])
    yield ""
    yield "## Data"
    yield ""
    yield "- [mapping.json](mapping.json): everything"
    yield "- [mapping.schema.json](mapping.schema.json): its JSON Schema"
    yield "- [mapping.csv](mapping.csv): one line an entry"


def _line(entry: Entry) -> str:
    target = entry.uniform.property
    what = entry.uniform.operation or (target.path if target else plain(entry.title))
    disputed = ", disputed" if entry.flexible.disputed else ""
    headline = plain(entry.flexible.headline)
    return f"- [{entry.ref} {what}]({entry.url}): {entry.flexible.verdict}{disputed}. {headline}"
