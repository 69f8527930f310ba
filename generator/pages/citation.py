"""The sentences that cite an entry or one of its caveats in a review."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flexmap.mapping import Caveat, Entry, Source
from flexmap.mapping.evidence import Evidence, of_caveat, of_verdict
from generator.pages.site import Site
from generator.text.prose import plain

_SYNTAX = re.compile(r"([\\`*_\[\]<>#|{}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """How to cite an entry: `plain` for any text, `markdown` with a link, `review` for a comment.

    Each names the newest source that supports the verdict; the comment says what to do, too.
    """

    plain: str
    markdown: str
    review: str


def citation(entry: Entry, site: Site) -> Citation:
    """The citation with title, verdict, data version and, if it is known, the address."""
    title = f"Flexmap {entry.ref}: {plain(entry.title)}"
    verdict = site.term("verdict", entry.flexible.verdict).title
    mapping = site.mapping
    rest = f"Verdict: {verdict} (data {mapping.data_version} of {mapping.date})."
    address = site.full(entry.url)
    what = entry.uniform.operation or (
        entry.uniform.property.path if entry.uniform.property else plain(entry.title)
    )
    evidence = _evidence(entry, site)
    review = " ".join(
        [
            f"`{what}` on a Flexible scale set: **{verdict}**.",
            _escaped(plain(entry.flexible.headline)),
            *(marked for _, marked in evidence),
            f"See {_link(f'Flexmap {entry.ref}', address)}, data {mapping.data_version}.",
        ]
    )
    return Citation(
        plain=" ".join(
            filter(None, [f"{title}.", rest, address, *(words for words, _ in evidence)])
        ),
        markdown=" ".join([f"{_link(title, address)}. {rest}", *(mark for _, mark in evidence)]),
        review=review,
    )


def caveat_citation(entry: Entry, caveat: Caveat, site: Site) -> str:
    """A caveat in Markdown: a link to it, what to do, and the sources of its own claims."""
    title = f"Flexmap {entry.ref}, {plain(caveat.title)}"
    address = site.full(entry.url)
    link = _link(title, f"{address}#{caveat.id}" if address else "")
    found = of_caveat(site.mapping, entry, caveat)
    sources = [_said(found)[1]] if found else []
    return " ".join([f"{link}. {_escaped(plain(caveat.action))}", *sources])


def report_address(entry: Entry, site: Site) -> str:
    """The form that reports a wrong fact, filled in; empty without a repository."""
    if not site.repository:
        return ""
    where = f"{entry.ref} {site.full(entry.url)}".strip()
    fields = {
        "template": "wrong-fact.yml",
        "title": f"Wrong fact: {entry.ref} {plain(entry.title)}",
        "entry": where,
        "version": f"{site.mapping.data_version} of {site.mapping.date}",
    }
    return f"{site.repository}issues/new?{urlencode(fields)}"


def edit_address(entry: Entry, site: Site) -> str:
    """Where the entry's file is edited; empty without a repository."""
    if not site.repository:
        return ""
    return f"{site.repository}{site.branch}data/entries/{entry.id}.yml"


def _evidence(entry: Entry, site: Site) -> list[tuple[str, str]]:
    """What supports the verdict, in words and in Markdown, or nothing.

    `flexmap cite` names the same claim.
    """
    found = of_verdict(site.mapping, entry)
    return [_said([found])] if found else []


def _said(found: Sequence[Evidence]) -> tuple[str, str]:
    """The sources of some claims as a sentence, in words and in Markdown."""
    inferred = all(evidence.inferred for evidence in found)
    named = {source.title: (source, day) for e in reversed(found) for source, day in e.sources}
    start = f"Inferred, as of {found[0].claim.as_of}" if inferred else "Source"
    if not named:
        return f"{start}.", f"{start}."
    start += ", from " if inferred else ": "
    sources = list(reversed(named.values()))
    words = "; ".join(f"{source.title}, {day}, {source.address}" for source, day in sources)
    marked = "; ".join(_source(source, day) for source, day in sources)
    return f"{start}{words}.", f"{start}{marked}."


def _source(source: Source, day: str) -> str:
    """A source in Markdown: a link, or the package that it comes in behind its title."""
    if source.url:
        return f"{_link(source.title, source.url)}, {day}"
    return f"{_escaped(source.title)}, {day}, `{source.address}`"


def _link(words: str, address: str | None) -> str:
    return f"[{_escaped(words)}]({address})" if address else _escaped(words)


def _escaped(words: str) -> str:
    return _SYNTAX.sub(r"\\\1", words)
