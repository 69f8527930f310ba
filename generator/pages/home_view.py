"""The home page: what people hit most, the verdicts in numbers, and what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flexmap.mapping import DateKind, Entry, Kind, Term
from generator.pages.chart import Chart, chart
from generator.pages.news_view import NewsView
from generator.pages.outcome_view import OutcomeCount, outcome_counts
from generator.pages.site import Site

MOST = 10
"""How many calls the home page names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A call with the public threads that its claims cite, and the error texts seen."""

    entry: Entry
    verdict: Term
    reports: int
    errors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """All that the home page shows; `latest` is absent before there is a version."""

    picture: Chart
    outcomes: tuple[OutcomeCount, ...]
    reported: tuple[Reported, ...]
    latest: NewsView | None
    disputed: int
    unknown: int


def home_view(site: Site, news: Sequence[NewsView]) -> HomeView:
    """The counts and lists of the home page."""
    entries = site.mapping.entries
    verdicts = Counter(str(entry.flexible.verdict) for entry in entries)
    return HomeView(
        picture=chart([(term, verdicts[term.id]) for term in site.mapping.vocabulary["verdict"]]),
        outcomes=outcome_counts(entries, site),
        reported=most_reported(site),
        latest=news[0] if news else None,
        disputed=sum(entry.flexible.disputed for entry in entries),
        unknown=verdicts["unknown"],
    )


def most_reported(site: Site) -> tuple[Reported, ...]:
    """The calls about which most people wrote in public, most first.

    No one publishes how often each call is made. What can be counted is who reported it:
    the different threads that an entry's live claims cite, then the error texts they show;
    calls alike in both are in the order of their references. Calls without a thread are
    left out.
    """
    found = [_reported(entry, site) for entry in site.mapping.entries]
    calls = [item for item in found if item.entry.kind is Kind.OPERATION and item.reports]
    ordered = sorted(calls, key=lambda item: (-item.reports, -item.errors))
    return tuple(ordered[:MOST])


def _reported(entry: Entry, site: Site) -> Reported:
    cited = {claim.source for claim in entry.claims if claim.source and not claim.withdrawn}
    threads = [id_ for id_ in cited if site.mapping.sources[id_].date_kind == DateKind.THREAD]
    return Reported(
        entry=entry,
        verdict=site.term("verdict", entry.flexible.verdict),
        reports=len(threads),
        errors=len(entry.errors),
    )
