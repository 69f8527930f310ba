"""The plan of a move as its page shows it: what decides, then the steps with their grounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flexmap.mapping import Client, Decision, Entry, Plan, PlanStep
from generator.pages.claim_view import Link, claim_anchor
from generator.pages.sample_view import SampleRow, SamplesView
from generator.pages.site import Site
from generator.text.prose import plain

BECOMES = (("blocks", "Blocks the move"), ("rewritten", "Is rewritten"), ("stays", "Stays"))
"""What something that a set has can become, in the order of the page."""

_RUN = "What to run or to write"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step with its number, the step in clients, and links to what it rests on."""

    number: int
    step: PlanStep
    ways: SamplesView
    grounds: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """A row of the table of decisions with links to what it rests on."""

    decision: Decision
    grounds: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan with the entry that has it; the decisions in groups, each with its title."""

    entry: Entry
    groups: tuple[tuple[str, tuple[DecisionView, ...]], ...]
    steps: tuple[StepView, ...]


def plan_view(site: Site) -> PlanView | None:
    """The plan of the first entry that has one, or None."""
    entry = next((entry for entry in site.mapping.entries if entry.plan), None)
    if entry is None or entry.plan is None:
        return None
    return PlanView(
        entry=entry,
        groups=tuple(_groups(entry, entry.plan, site)),
        steps=tuple(
            StepView(
                number=number,
                step=step,
                ways=_ways(step, site),
                grounds=_grounds(entry, step.claims, step.see, site),
            )
            for number, step in enumerate(entry.plan.steps, 1)
        ),
    )


def _groups(entry: Entry, plan: Plan, site: Site) -> Iterable[tuple[str, tuple[DecisionView, ...]]]:
    for becomes, title in BECOMES:
        rows = tuple(
            DecisionView(decision=item, grounds=_grounds(entry, item.claims, item.see, site))
            for item in plan.decisions
            if item.becomes == becomes
        )
        if rows:
            yield title, rows


def _ways(step: PlanStep, site: Site) -> SamplesView:
    first = step.ways[0].client if step.ways else ""
    rows = tuple(
        SampleRow(
            client=site.term("client", way.client),
            first=way.client == first,
            before="",
            after=way.code,
            setup="",
        )
        for way in sorted(step.ways, key=lambda way: list(Client).index(Client(way.client)))
    )
    return SamplesView(group=f"step_{step.id}", after_title=_RUN, same=False, rows=rows)


def _grounds(
    entry: Entry, claims: Sequence[str], see: Sequence[str], site: Site
) -> tuple[Link, ...]:
    """What a step rests on: entries and caveats by name, then claims by day and source."""
    return (*(_named(target, site) for target in see), *_dated(entry, claims, site))


def _named(target: str, site: Site) -> Link:
    """A link to an entry, or to one of its caveats, from a page below the root."""
    entry_id, hash_, caveat_id = target.partition("#")
    entry = site.entry(entry_id)
    caveat = next((caveat for caveat in entry.caveats if caveat.id == caveat_id), None)
    title = caveat.title if caveat else entry.title
    return Link(words=f"{entry.ref} {plain(title)}", href=f"{entry.url}{hash_}{caveat_id}")


def _dated(entry: Entry, claims: Sequence[str], site: Site) -> Iterable[Link]:
    by_id = {claim.id: claim for claim in entry.claims}
    for claim in (by_id[claim_id] for claim_id in claims):
        source = site.mapping.sources.get(claim.source or "")
        words = f"{source.title if source else 'inferred'}, {claim.as_of}"
        yield Link(words=words, href=f"{entry.url}#{claim_anchor(claim.id)}")
