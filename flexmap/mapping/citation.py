"""A sentence to paste into a review: what the mapping says, its source and its date."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from flexmap.escape import terminal, web_address
from flexmap.mapping import Caveat, Claim, Entry, Mapping
from flexmap.mapping.wording import WORDS

STYLES = ("markdown", "plain", "html")


class CiteError(Exception):
    """There is nothing of that name to cite; the text says what there is."""


def cite(mapping: Mapping, reference: str, style: str = "markdown", site: str = "") -> str:
    """The citation of an entry, or of one caveat as in `VF018#cli-one-id`.

    Raises `CiteError` when the entry or the caveat is not there. `site` is the address in
    front of the entry's own.
    """
    key, mark, wanted = reference.partition("#")
    entry = mapping.entry(key)
    if entry is None:
        raise CiteError(f"no entry {key!r}; flexmap search finds entries by words")
    caveat = _caveat(entry, wanted) if mark else None
    says = (
        f"{caveat.title}. {caveat.text} {caveat.action}"
        if caveat
        else f"{WORDS[entry.verdict]}. {entry.headline}"
    )
    title = f"{entry.ref} {entry.title}"
    address = f"{site.rstrip('/')}/{entry.url}" if site else entry.url
    address += f"#{caveat.id}" if caveat else ""
    source = _sources(mapping, _claims(entry, caveat)) + mapping.stamp
    parts = (terminal(title), web_address(address), terminal(_plain(says)), terminal(source))
    return {"markdown": _markdown, "plain": _text, "html": _html}[style](*parts)


def _caveat(entry: Entry, wanted: str) -> Caveat:
    for caveat in entry.caveats:
        if caveat.id == wanted:
            return caveat
    known = ", ".join(caveat.id for caveat in entry.caveats) or "none"
    raise CiteError(f"{entry.ref} has no caveat {wanted!r}; it has: {known}")


def _claims(entry: Entry, caveat: Caveat | None) -> list[Claim]:
    """The claims behind the statement: those of the caveat, or the live ones, newest first."""
    wanted = set(caveat.claims) if caveat else {claim.id for claim in entry.claims}
    live = [c for c in entry.claims if c.id in wanted and c.source and not c.withdrawn]
    return sorted(live, key=lambda claim: claim.as_of, reverse=True)


def _sources(mapping: Mapping, claims: Iterable[Claim]) -> str:
    for claim in claims:
        source = mapping.sources.get(claim.source or "")
        if source:
            return f"Source: {source.title}, {source.publisher}, as of {claim.as_of}; "
    return ""


def _plain(text: str) -> str:
    """Prose without its links to other entries, code in backticks kept."""
    return " ".join(re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text).split())


def _markdown(title: str, address: str, says: str, source: str) -> str:
    return f"> **[{title}]({address})**: {says}\n>\n> {source}\n"


def _text(title: str, address: str, says: str, source: str) -> str:
    return f"{title}: {says.replace('`', '')}\n{address}\n{source}\n"


def _html(title: str, address: str, says: str, source: str) -> str:
    shown = re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(says))
    link = f'<a href="{html.escape(address)}">{html.escape(title)}</a>'
    quoted = f"<p><strong>{link}</strong>: {shown}</p><p>{html.escape(source)}</p>"
    return f"<blockquote>{quoted}</blockquote>\n"
