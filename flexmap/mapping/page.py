"""An entry as text for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from flexmap.escape import terminal
from flexmap.mapping import Claim, Entry, Mapping, Name, Verdict
from flexmap.mapping.address import page_address
from flexmap.mapping.evidence import claims_against, claims_for
from flexmap.mapping.observations import of_entry, sentence
from flexmap.mapping.replacements import replacements
from flexmap.mapping.wording import WORDS


def row(entry: Entry) -> str:
    """One line: reference, verdict, title and operation."""
    operation = f"  ({entry.operation})" if entry.operation else ""
    return terminal(f"{entry.ref}  {entry.verdict.value:9} {entry.title}{operation}") + "\n"


def page(mapping: Mapping, entry: Entry, site: str = "", called: Name | None = None) -> str:
    """The entry: what it is, what happens to it, what to call, its caveats and its sources.

    With the command that someone asked for it says when that command leads here.
    """
    return "".join(f"{terminal(line)}\n" for line in _lines(mapping, entry, site, called))


def _lines(mapping: Mapping, entry: Entry, site: str, called: Name | None) -> Iterator[str]:
    yield f"{entry.ref} {entry.title}"
    if entry.operation:
        yield entry.operation
    if called:
        yield from _wrapped(_leads_here(entry, called))
    yield page_address(site, entry.url)
    yield ""
    yield from _wrapped(
        f"On a Flexible set: {entry.verdict.value} ({WORDS[entry.verdict]}). {entry.headline}"
    )
    if entry.flexible.disputed:
        yield from _wrapped("Sources disagree. " + entry.flexible.basis)
        yield from _side(mapping, "For", claims_for(entry.claims, entry.verdict))
        yield from _side(mapping, "Against", claims_against(entry.claims, entry.verdict))
    for alternative in entry.flexible.alternatives:
        preferred = " (preferred)" if alternative.preferred else ""
        yield from _wrapped(f"- {alternative.title}{preferred}: {alternative.how}", "  ")
    instead = replacements(entry)
    if instead:
        yield ""
        yield "Call instead:" if entry.verdict is not Verdict.SAME else "Can be called, too:"
    for item in instead:
        yield from _wrapped(f"- {item.client}: {item.name.name} ({item.alternative.title})", "  ")
    if entry.caveats:
        yield ""
        yield "Caveats:"
    for caveat in entry.caveats:
        said = f"- {caveat.severity} {caveat.id}: {caveat.title}. {caveat.text} {caveat.action}"
        yield from _wrapped(said, "  ")
    names = [f"{name.client}: {name.name}" for name in entry.uniform.names if not name.within]
    if names:
        yield ""
        yield "Called:"
        yield from (f"- {name}" for name in dict.fromkeys(names))
    for row in of_entry(mapping, entry)[:1]:
        yield ""
        where = mapping.recordings[row.recording].address
        yield from _wrapped(f"Seen in a run: {sentence(mapping, row)}, {where}")
    cited = {claim.source for claim in entry.claims if claim.source and not claim.withdrawn}
    if cited:
        yield ""
        yield "Sources:"
        for key in sorted(cited & set(mapping.sources)):
            source = mapping.sources[key]
            yield from _wrapped(
                f"- {source.title}, {source.publisher}, {source.date}: {source.address}", "  "
            )


def _side(mapping: Mapping, title: str, claims: Iterable[Claim]) -> Iterator[str]:
    """The sources of one side of a dispute, each with the day as of which it says so."""
    named = (
        f"{mapping.sources[claim.source].title} ({claim.as_of})" if claim.source else "an inference"
        for claim in claims
    )
    yield from _wrapped(f"- {title}: {'; '.join(named)}", "  ")


def _leads_here(entry: Entry, called: Name) -> str:
    """When a command leads to the entry, as the note of the name says."""
    for name in entry.uniform.names:
        if (name.client, name.name) == (called.client, called.name):
            way = "also sent: " if name.within else ""
            return f"{name.name}: {way}{name.note or 'Always.'}"
    return f"{called.name}: the entry is about it; it sends another call."


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    plain = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    yield from textwrap.wrap(
        plain, 100, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
