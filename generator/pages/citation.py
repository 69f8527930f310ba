"""The sentence that cites an entry in a review."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model import Entry
from generator.pages.site import Site
from generator.prose import plain

_SYNTAX = re.compile(r"([\\`*_\[\]<>#|{}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """How to cite an entry: `plain` for any text, `markdown` with a link."""

    plain: str
    markdown: str


def citation(entry: Entry, site: Site) -> Citation:
    """The citation with title, verdict, data version and, if it is known, the address."""
    title = f"Flexmap {entry.ref}: {plain(entry.title)}"
    escaped = _SYNTAX.sub(r"\\\1", title)
    verdict = site.term("verdict", entry.flexible.verdict).title
    release = site.release
    rest = f"Verdict: {verdict} (data {release.data_version} of {release.date})."
    address = site.full(entry.url)
    if not address:
        return Citation(plain=f"{title}. {rest}", markdown=f"{escaped}. {rest}")
    return Citation(
        plain=f"{title}. {rest} {address}",
        markdown=f"[{escaped}]({address}). {rest}",
    )
