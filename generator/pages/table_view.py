"""Rows of the tables that list entries: category, whole comparison, article, home."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flexmap.mapping import Category, Caveat, Endpoint, Entry, Kind, Property, Term, Verdict
from generator.pages.entry_view import AlternativeView, alternative_views
from generator.pages.outcome_view import OutcomeCount, hurts_in_some_uses, outcome_counts
from generator.pages.site import Site
from generator.reference import ArticleRow, ArticleSection

_WAY_TO_THE_SET = re.compile(r"^.*/virtualMachineScaleSets/\{\w+\}(?=/)|^.*/providers(?=/)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """An entry as one row: `path` is the Uniform call's, from the scale set on.

    `property_path` is the end of a property's path, or empty.
    """

    entry: Entry
    kind: Term
    is_call: bool
    property_path: str
    path: str
    same_call: bool
    verdict: Term
    alternatives: tuple[AlternativeView, ...]
    worst: Caveat | None
    severity: Term | None
    in_some: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryView:
    """A category with its entries as rows."""

    category: Category
    rows: tuple[RowView, ...]
    outcomes: tuple[OutcomeCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictGroup:
    """The entries of one verdict; words without an entry are listed too."""

    verdict: Term
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRowView:
    """A row of the article with the entries that answer it."""

    row: ArticleRow
    carriers: tuple[RowView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSectionView:
    """A section of the article; its anchor is made of its first and last row."""

    section: ArticleSection
    anchor: str
    rows: tuple[ArticleRowView, ...]


def row_view(entry: Entry, site: Site) -> RowView:
    """The row of one entry."""
    worst = entry.worst_caveat
    return RowView(
        entry=entry,
        kind=site.term("kind", entry.kind),
        is_call=entry.kind is Kind.OPERATION,
        property_path=short_property(entry.uniform.property),
        path=short_path(entry.uniform.endpoint),
        same_call=entry.flexible.verdict is Verdict.SAME,
        verdict=site.term("verdict", entry.flexible.verdict),
        alternatives=alternative_views(entry, site, whole=False),
        worst=worst,
        severity=site.term("severity", worst.severity) if worst else None,
        in_some=hurts_in_some_uses(entry),
    )


def short_path(endpoint: Endpoint | None) -> str:
    """The path from the scale set on; what is before is the same nearly everywhere."""
    return _WAY_TO_THE_SET.sub("…", endpoint.path) if endpoint else ""


def short_property(target: Property | None) -> str:
    """The end of the path: the name and what holds it; the whole path is on the entry's page."""
    if target is None:
        return ""
    steps = target.path.split(".")
    kept = 3 if len(steps) > 1 and steps[-2] == "properties" else 2
    return target.path if len(steps) <= kept + 1 else f"…{'.'.join(steps[-kept:])}"


def rows(entries: Iterable[Entry], site: Site) -> tuple[RowView, ...]:
    """The rows of several entries, in their order."""
    return tuple(row_view(entry, site) for entry in entries)


def category_view(category: Category, site: Site) -> CategoryView:
    """A category with its rows."""
    entries = site.mapping.of_category(category.id)
    return CategoryView(
        category=category, rows=rows(entries, site), outcomes=outcome_counts(entries, site)
    )


def verdict_groups(entries: Sequence[Entry], site: Site) -> tuple[VerdictGroup, ...]:
    """The entries by verdict, in the order of the vocabulary."""
    return tuple(
        VerdictGroup(
            verdict=term,
            anchor=f"verdict_{term.id}",
            entries=tuple(entry for entry in entries if entry.flexible.verdict == term.id),
        )
        for term in site.mapping.vocabulary["verdict"]
    )


def article_views(site: Site) -> tuple[ArticleSectionView, ...]:
    """The article's sections in its order, every row with its entries."""
    return tuple(_section(section, site) for section in site.mapping.article)


def _section(section: ArticleSection, site: Site) -> ArticleSectionView:
    first, last = section.rows[0].row, section.rows[-1].row
    return ArticleSectionView(
        section=section,
        anchor=f"rows_{first}_{last}",
        rows=tuple(
            ArticleRowView(row=row, carriers=rows(site.carriers.get(row.row, ()), site))
            for row in section.rows
        ),
    )
