"""What happens to unchanged code, in words: the outcome, and the clients that differ from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flexmap.mapping import ClientOutcome, Entry, Outcome, Severity, Term
from generator.pages.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeCount:
    """How many entries have an outcome, and what share that is in whole percent."""

    outcome: Term
    count: int
    percent: int


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


def outcome_counts(entries: Sequence[Entry], site: Site) -> tuple[OutcomeCount, ...]:
    """The entries by outcome, in the order of the vocabulary; words without one left out."""
    found = Counter(e.flexible.unchanged.outcome for e in entries if e.flexible.unchanged)
    return tuple(
        OutcomeCount(
            outcome=term,
            count=found[Outcome(term.id)],
            percent=round(100 * found[Outcome(term.id)] / len(entries)),
        )
        for term in site.mapping.vocabulary["outcome"]
        if found[Outcome(term.id)]
    )


def hurts_in_some_uses(entry: Entry) -> bool:
    """Whether unchanged code runs and its worst caveats all depend on conditions."""
    unchanged, worst = entry.flexible.unchanged, entry.strongest_severity
    if unchanged is None or worst is None or worst is Severity.NOTE:
        return False
    gravest = [caveat for caveat in entry.caveats if caveat.severity is worst]
    runs = unchanged.outcome in (Outcome.WORKS, Outcome.DIFFERS)
    return runs and all(caveat.when and not caveat.always for caveat in gravest)


def _place(item: ClientOutcome, site: Site) -> str:
    return f"`{item.name}`" if item.name else site.term("client", item.client).title
