"""Properties as pages show them: what to write per client, and the checklist of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flexmap.mapping import Category, Caveat, Client, Entry, Kind, Term, Write
from flexmap.mapping.renamed import argument_note
from flexmap.mapping.vocabulary import FRAGMENT_LANGUAGES
from generator.pages.outcome_view import hurts_in_some_uses
from generator.pages.site import Site
from generator.reference import Pulumi

LISTED = (Kind.PROPERTY, Kind.CONCEPT)
"""Kinds that the checklist names; operations are called, not written in a template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentView:
    """An argument of Terraform; `note` says which lines of the provider have it, if not all."""

    name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PulumiView:
    """The property in Pulumi, with its name in Python, or none in the release that was read."""

    names: tuple[ArgumentView, ...]
    release: Pulumi


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteView:
    """What to write in one client, the client in words."""

    client: Term
    write: Write
    arguments: tuple[ArgumentView, ...]
    language: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """One item of the checklist, with the most severe of its caveats."""

    entry: Entry
    verdict: Term
    severity: Term | None
    in_some: bool
    caveats: tuple[Caveat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckGroup:
    """The items of one category, in the order of their references."""

    category: Category
    items: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """Every property by category, with the number of items by verdict."""

    groups: tuple[CheckGroup, ...]
    counts: tuple[tuple[Term, int], ...]


def argument_views(arguments: Iterable[str], site: Site) -> tuple[ArgumentView, ...]:
    """The arguments of Terraform with what is known of their versions."""
    return tuple(
        ArgumentView(name=argument, note=argument_note(site.mapping.calls, argument))
        for argument in arguments
    )


def pulumi_view(entry: Entry, site: Site) -> PulumiView | None:
    """What Pulumi calls the property; None where its resource was not read."""
    release, target = site.mapping.pulumi, entry.uniform.property
    if release is None or target is None or target.resource not in release.resources:
        return None
    names = (name for name in entry.uniform.names if name.client == Client.PULUMI)
    return PulumiView(
        names=tuple(ArgumentView(name=name.name, note=_bare(name.note)) for name in names),
        release=release,
    )


def _bare(note: str | None) -> str:
    """A note inside brackets: without its full stop, and not as a sentence begins."""
    text = (note or "").removesuffix(".")
    return text[:1].lower() + text[1:]


def write_views(entry: Entry, site: Site) -> tuple[WriteView, ...]:
    """What to write for a property, in the order of the data; empty for other entries."""
    return tuple(
        WriteView(
            client=site.term("client", write.client),
            write=write,
            arguments=argument_views(write.arguments, site),
            language=FRAGMENT_LANGUAGES[write.client],
            anchor=f"write_{write.client}",
        )
        for write in entry.flexible.write
    )


def checklist(site: Site) -> Checklist:
    """The properties, and the concepts that share a category with one."""
    groups = tuple(
        CheckGroup(category=category, items=items)
        for category in site.mapping.categories
        if (items := _items(site, category))
    )
    found = Counter(item.verdict.id for group in groups for item in group.items)
    counts = ((term, found[term.id]) for term in site.mapping.vocabulary["verdict"])
    return Checklist(groups=groups, counts=tuple(counts))


def _items(site: Site, category: Category) -> tuple[CheckView, ...]:
    entries = site.mapping.of_category(category.id)
    if not any(entry.kind is Kind.PROPERTY for entry in entries):
        return ()
    return tuple(_item(site, entry) for entry in entries if entry.kind in LISTED)


def _item(site: Site, entry: Entry) -> CheckView:
    worst = entry.strongest_severity
    return CheckView(
        entry=entry,
        verdict=site.term("verdict", entry.flexible.verdict),
        severity=site.term("severity", worst) if worst else None,
        in_some=hurts_in_some_uses(entry),
        caveats=tuple(caveat for caveat in entry.caveats if caveat.severity is worst),
    )
