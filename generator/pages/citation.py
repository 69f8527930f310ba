"""The sentences that cite an entry or one of its caveats in a review."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from flexmap.mapping import Caveat, Claim, Entry
from generator.pages.site import Site
from generator.text.prose import plain

_SYNTAX = re.compile(r"([\\`*_\[\]<>#|{}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """How to cite an entry: `plain` for any text, `markdown` with a link, `review` for a comment.

    The comment says the verdict, what to do, the newest source and its date.
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
    review = " ".join(
        [
            f"`{what}` on a Flexible scale set: **{verdict}**.",
            _escaped(plain(entry.flexible.headline)),
            *_evidence(entry, site),
            f"See {_link(f'Flexmap {entry.ref}', address)}, data {mapping.data_version}.",
        ]
    )
    return Citation(
        plain=f"{title}. {rest} {address}".strip(),
        markdown=f"{_link(title, address)}. {rest}",
        review=review,
    )


def caveat_citation(entry: Entry, caveat: Caveat, site: Site) -> str:
    """A caveat in Markdown: a link to it, and what to do."""
    title = f"Flexmap {entry.ref}, {plain(caveat.title)}"
    address = site.full(entry.url)
    return (
        f"{_link(title, f'{address}#{caveat.id}' if address else '')}. "
        f"{_escaped(plain(caveat.action))}"
    )


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


def _evidence(entry: Entry, site: Site) -> list[str]:
    """The newest live claim for the verdict in words, or nothing."""
    live = [
        claim
        for claim in entry.claims
        if claim.supports is entry.flexible.verdict and not claim.withdrawn and claim.source
    ]
    newest: Claim | None = max(live, key=lambda claim: claim.as_of, default=None)
    if newest is None or newest.source is None:
        return []
    source = site.mapping.sources[newest.source]
    title = _link(source.title, source.url) if source.url else _escaped(source.title)
    return [f"Source: {title}, {newest.as_of}."]


def _link(words: str, address: str | None) -> str:
    return f"[{_escaped(words)}]({address})" if address else _escaped(words)


def _escaped(words: str) -> str:
    return _SYNTAX.sub(r"\\\1", words)
