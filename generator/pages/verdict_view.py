"""A verdict as its page shows it: every entry that has it, by category."""

from __future__ import annotations

from dataclasses import dataclass

from flexmap.mapping import Category, Term
from generator.pages.site import Site
from generator.pages.table_view import RowView, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictCategory:
    """The entries of one category that have the verdict."""

    category: Category
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """A verdict with its entries; `kinds` counts them by kind, words without one left out."""

    verdict: Term
    count: int
    disputed: int
    kinds: tuple[tuple[Term, int], ...]
    groups: tuple[VerdictCategory, ...]


def verdict_views(site: Site) -> tuple[VerdictView, ...]:
    """One page for each verdict, in the order of the vocabulary."""
    return tuple(_view(term, site) for term in site.mapping.vocabulary["verdict"])


def _view(verdict: Term, site: Site) -> VerdictView:
    found = [e for e in site.mapping.entries if e.flexible.verdict == verdict.id]
    kinds = [entry.kind for entry in found]
    counted = [(kind, sum(k == kind.id for k in kinds)) for kind in site.mapping.vocabulary["kind"]]
    return VerdictView(
        verdict=verdict,
        count=len(found),
        disputed=sum(entry.flexible.disputed for entry in found),
        kinds=tuple((kind, count) for kind, count in counted if count),
        groups=tuple(
            VerdictCategory(category=category, rows=rows(inside, site))
            for category in site.mapping.categories
            if (inside := [entry for entry in found if entry.category == category.id])
        ),
    )
