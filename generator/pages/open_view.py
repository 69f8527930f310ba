"""What is not settled: entries whose sources disagree, and those that no one has answered."""

from __future__ import annotations

from dataclasses import dataclass

from flexmap.mapping import Category, Caveat, Entry, Term, Verdict
from generator.pages.claim_view import Side, claim_views, sides
from generator.pages.site import Site

SETTLING = "how-to-settle-it"
"""The id of the caveat that says what a person with a subscription would try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView:
    """A disputed entry with the sides of the dispute, the followed one first."""

    entry: Entry
    verdict: Term
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """An entry with what would settle it; `settling` is absent where no one has said how."""

    entry: Entry
    verdict: Term
    settling: Caveat | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGroup:
    """The questions of one category."""

    category: Category
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsView:
    """Entries without an answer by category, and answers that a test would make more certain."""

    unknown: tuple[QuestionGroup, ...]
    unsure: tuple[QuestionView, ...]
    count: int
    testable: int


def dispute_views(site: Site) -> tuple[DisputeView, ...]:
    """Every disputed entry, in the order of the references."""
    return tuple(
        DisputeView(
            entry=entry,
            verdict=site.term("verdict", entry.flexible.verdict),
            sides=sides(entry, claim_views(entry, site), site),
        )
        for entry in site.mapping.entries
        if entry.flexible.disputed
    )


def questions_view(site: Site) -> QuestionsView:
    """What is unknown, with the trial that would settle it where an entry describes one."""
    questions = [_question(entry, site) for entry in site.mapping.entries]
    unknown = [item for item in questions if item.verdict.id == Verdict.UNKNOWN]
    return QuestionsView(
        unknown=tuple(
            QuestionGroup(category=category, questions=found)
            for category in site.mapping.categories
            if (found := tuple(q for q in unknown if q.entry.category == category.id))
        ),
        unsure=tuple(q for q in questions if q.settling and q.verdict.id != Verdict.UNKNOWN),
        count=len(unknown),
        testable=sum(item.settling is not None for item in questions),
    )


def _question(entry: Entry, site: Site) -> QuestionView:
    return QuestionView(
        entry=entry,
        verdict=site.term("verdict", entry.flexible.verdict),
        settling=next((caveat for caveat in entry.caveats if caveat.id == SETTLING), None),
    )
