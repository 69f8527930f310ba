"""Small pieces of raw HTML that many pages show.

They are filters and not macros of the templates because pages have dozens of each, and a
macro costs ten times what a function does. None shows prose, so none has to know the page.
"""

from __future__ import annotations

from collections.abc import Iterable

from flexmap.mapping import Endpoint, Flexible, Source, Term
from flexmap.mapping.wording import IN_SOME_USES
from generator.pages.claim_view import Link
from generator.text.escaping import attribute, cell, text

_PROVIDER = "/providers/Microsoft.Compute"
"""Where the part of a path begins that tells one operation from another."""


def verdict(term: Term) -> str:
    """A verdict as its badge."""
    return f'<span class="verdict verdict--{attribute(term.id)}">{text(term.title)}</span>'


def severity(term: Term, in_some: bool = False) -> str:
    """A severity as its badge; `in_some` when it depends on the use, which the badge says."""
    if in_some:
        words = f"{text(term.title)} {IN_SOME_USES}"
        return f'<span class="severity severity--some">{words}</span>'
    return f'<span class="severity severity--{attribute(term.id)}">{text(term.title)}</span>'


def date(value: str) -> str:
    """A date that programs can read too."""
    return f'<time datetime="{attribute(value)}">{text(value)}</time>'


def endpoint(value: Endpoint) -> str:
    """Method and path."""
    path = cell(value.path)
    return f'<span class="method">{text(value.method)}</span> <code class="endpoint">{path}</code>'


def short_endpoint(value: Endpoint) -> str:
    """Method and the end of the path, the full path as a title."""
    _, found, end = value.path.partition(_PROVIDER)
    return (
        f'<span class="method">{text(value.method)}</span> '
        f'<code class="endpoint" title="{attribute(value.path)}">'
        f"{cell(f'…{end}' if found else value.path)}</code>"
    )


def links(items: Iterable[Link]) -> str:
    """Links in a row."""
    return "; ".join(f'<a href="{attribute(item.href)}">{text(item.words)}</a>' for item in items)


def source(item: Source) -> str:
    """A source's title, which leads to it where it has an address, and its publisher."""
    if item.url:
        title = f'<a href="{attribute(item.url)}">{text(item.title)}</a>'
    else:
        title = (
            f'{text(item.title)}<span class="purl"> (<code>{cell(item.purl or "")}</code>)</span>'
        )
    return f"{title}, {text(item.publisher)}"


def only(flexible: Flexible) -> str:
    """A mark, after a space, on what is there on Flexible alone; else nothing."""
    return ' <span class="only">Flexible only</span>' if flexible.only else ""


def disputed(page: str) -> str:
    """A mark that leads to the dispute on an entry's page."""
    return f'<a class="disputed" href="{attribute(page)}#sources_disagree">Disputed</a>'


PIECES = {
    piece.__name__: piece
    for piece in (
        verdict,
        severity,
        date,
        endpoint,
        short_endpoint,
        links,
        source,
        only,
        disputed,
    )
}
"""The pieces by the names that templates use."""
