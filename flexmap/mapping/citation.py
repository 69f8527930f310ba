"""A sentence to paste into a review: what the mapping says, its source and its date."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from flexmap.escape import terminal, web_address
from flexmap.failure import Failure
from flexmap.mapping import Caveat, Entry, Mapping
from flexmap.mapping.address import page_address
from flexmap.mapping.evidence import Evidence, of_caveat, of_verdict
from flexmap.mapping.observations import FLEXIBLE, of_entry, sentence
from flexmap.mapping.wording import WORDS

STYLES = ("markdown", "plain", "html")

Piece = tuple[str, str]
"""A part of the line of sources: its words, and the address of a source or an empty text."""


class CiteError(Failure):
    """There is nothing of that name to cite; the text says what there is."""


def cite(mapping: Mapping, reference: str, style: str = "markdown", site: str = "") -> str:
    """The citation of an entry, or of one caveat as in `VF018#cli-one-id`.

    It names a claim that supports the verdict and the newest recorded answer on a Flexible set,
    or the claims of the caveat.

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
    address = page_address(site, entry.url) + (f"#{caveat.id}" if caveat else "")
    evidence = [*_evidence(mapping, entry, caveat), *([] if caveat else _seen(mapping, entry))]
    parts = (terminal(title), web_address(address), terminal(_plain(says)))
    return _STYLES[style](*parts, [*evidence, (terminal(mapping.stamp), "")])


def _caveat(entry: Entry, wanted: str) -> Caveat:
    for caveat in entry.caveats:
        if caveat.id == wanted:
            return caveat
    known = ", ".join(caveat.id for caveat in entry.caveats) or "none"
    raise CiteError(f"{entry.ref} has no caveat {wanted!r}; it has: {known}")


def _evidence(mapping: Mapping, entry: Entry, caveat: Caveat | None) -> list[Piece]:
    """The sources in words, each with its address, or that there is none."""
    if caveat:
        found = of_caveat(mapping, entry, caveat)
    else:
        supporting = of_verdict(mapping, entry)
        found = [supporting] if supporting else []
    return list(_pieces(found)) or [("No source to name", "")]


def _seen(mapping: Mapping, entry: Entry) -> Iterator[Piece]:
    """The newest answer that a Flexible set was seen to give; one of a Uniform set is not proof."""
    for row in of_entry(mapping, entry)[:1]:
        if row.mode == FLEXIBLE and row.answered:
            address = mapping.recordings[row.recording].address
            yield f"seen in a run: {terminal(sentence(mapping, row))}", web_address(address)


def _pieces(found: Sequence[Evidence]) -> Iterator[Piece]:
    """Each source in words; what it is to the statement is before the first of its kind."""
    said, starts = set(), set()
    for evidence in found:
        inferred = f"Inferred, as of {evidence.claim.as_of}"
        if not evidence.sources:
            yield inferred, ""
        for source, day in evidence.sources:
            if source.title in said:
                continue
            start = f"{inferred}, from " if evidence.inferred else "Source: "
            words = (
                f"{'' if start in starts else start}{source.title}, {source.publisher}, as of {day}"
            )
            said.add(source.title)
            starts.add(start)
            yield terminal(words), web_address(source.address)


def _plain(text: str) -> str:
    """Prose without its links to other entries, code in backticks kept."""
    return " ".join(re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text).split())


def _markdown(title: str, address: str, says: str, pieces: Sequence[Piece]) -> str:
    sources = "; ".join(_markdown_source(*piece) for piece in pieces)
    return f"> **[{title}]({address})**: {says}\n>\n> {sources}\n"


def _markdown_source(words: str, address: str) -> str:
    if _is_web(address):
        return f"{words}, <{address}>"
    return f"{words}, {address}" if address else words


def _text(title: str, address: str, says: str, pieces: Sequence[Piece]) -> str:
    sources = "; ".join(f"{words}, {at}" if at else words for words, at in pieces)
    return f"{title}: {says.replace('`', '')}\n{address}\n{sources}\n"


def _html(title: str, address: str, says: str, pieces: Sequence[Piece]) -> str:
    shown = re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(says))
    sources = "; ".join(_html_source(*piece) for piece in pieces)
    quoted = f"<p><strong>{_link(title, address)}</strong>: {shown}</p><p>{sources}</p>"
    return f"<blockquote>{quoted}</blockquote>\n"


def _html_source(words: str, address: str) -> str:
    if _is_web(address):
        return f"{html.escape(words)}, {_link(address, address)}"
    return html.escape(f"{words}, {address}" if address else words)


def _is_web(address: str) -> bool:
    return address.startswith(("https:", "http:"))


def _link(words: str, address: str) -> str:
    return f'<a href="{html.escape(address)}">{html.escape(words)}</a>'


_STYLES = {"markdown": _markdown, "plain": _text, "html": _html}
