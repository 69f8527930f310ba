"""A plain list of every entry for language models and other readers of text."""

from __future__ import annotations

from collections.abc import Iterator

from flexmap.mapping import Entry, Mapping
from generator.exports.plain_entry import text_url
from generator.text.prose import plain


def llms(mapping: Mapping) -> str:
    """`llms.txt`: title, summary and one line per entry under its category, in Markdown."""
    return "\n".join(_lines(mapping)) + "\n"


def _lines(mapping: Mapping) -> Iterator[str]:
    yield "# Flexmap"
    yield ""
    yield (
        "> What happens to each Azure Virtual Machine Scale Sets call written for Uniform "
        "orchestration when the set is Flexible. "
        f"Data {mapping.data_version} of {mapping.date}, api-version {mapping.api_version}, "
        "CC BY 4.0."
    )
    yield ""
    yield "Every statement about behaviour has a dated source in the text of its entry."
    yield "The links lead to Markdown; the page of an entry is at the same address with / for .txt."
    yield ""
    for term in mapping.vocabulary["verdict"]:
        yield f"- {term.id}: {plain(term.definition)}"
    yield ""
    for term in mapping.vocabulary["outcome"]:
        yield f"- unchanged code {term.id}: {plain(term.definition)}"
    for category in mapping.categories:
        yield ""
        yield f"## {category.title}"
        yield ""
        yield from (_line(entry) for entry in mapping.of_category(category.id))
    yield ""
    yield "## Data"
    yield ""
    yield "- [mapping.json](mapping.json): everything"
    yield "- [mapping.schema.json](mapping.schema.json): its JSON Schema"
    yield "- [mapping.csv](mapping.csv): one line per entry"
    yield "- [changes.json](changes.json): what each version changed"
    yield "- [SHA256SUMS](SHA256SUMS): checksums of all of these"


def _line(entry: Entry) -> str:
    target = entry.uniform.property
    what = entry.uniform.operation or (target.path if target else plain(entry.title))
    disputed = ", disputed" if entry.flexible.disputed else ""
    headline = plain(entry.flexible.headline)
    link = f"[{entry.ref} {what}]({text_url(entry)})"
    unchanged = entry.flexible.unchanged
    outcome = f", unchanged code {unchanged.outcome}" if unchanged else ""
    return f"- {link}: {entry.flexible.verdict}{disputed}{outcome}. {headline}"
