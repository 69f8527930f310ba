"""What happens to unchanged code, in words: the outcome, and the clients that differ from it."""

from __future__ import annotations

from dataclasses import dataclass

from flexmap.mapping import ClientOutcome, Entry, Term
from generator.pages.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptions:
    """The calls, or whole clients, whose outcome is another one; `places` are prose."""

    outcome: Term
    places: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """The outcome of an entry with its exceptions, in the order of the vocabulary."""

    outcome: Term
    exceptions: tuple[Exceptions, ...]


def outcome_view(entry: Entry, site: Site) -> OutcomeView | None:
    """What the page says about unchanged code, or None when the entry does not say it."""
    unchanged = entry.flexible.unchanged
    if unchanged is None:
        return None
    return OutcomeView(
        outcome=site.term("outcome", unchanged.outcome),
        exceptions=tuple(
            Exceptions(outcome=term, places=", ".join(places))
            for term in site.mapping.vocabulary["outcome"]
            if (places := [_place(c, site) for c in unchanged.clients if c.outcome == term.id])
        ),
    )


def _place(item: ClientOutcome, site: Site) -> str:
    return f"`{item.name}`" if item.name else site.term("client", item.client).title
