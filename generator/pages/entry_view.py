"""An entry as its page shows it: the answer first, then everything behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flexmap.mapping import (
    Alternative,
    Category,
    Caveat,
    Client,
    Entry,
    ErrorText,
    Kind,
    Parameters,
    Severity,
    Term,
    Verdict,
)
from flexmap.mapping.preferred import first_commands
from flexmap.mapping.replacements import replacements
from generator.pages.citation import (
    Citation,
    caveat_citation,
    citation,
    edit_address,
    report_address,
)
from generator.pages.claim_view import (
    EvidenceView,
    Link,
    claim_links,
    claim_views,
    evidence_view,
)
from generator.pages.condition_view import where
from generator.pages.name_view import NamesView, names_view
from generator.pages.observation_view import SeenView, seen_on
from generator.pages.outcome_view import OutcomeView, outcome_view
from generator.pages.property_view import (
    ArgumentView,
    PulumiView,
    WriteView,
    argument_views,
    pulumi_view,
    write_views,
)
from generator.pages.sample_view import SamplesView, alternative_samples, before_and_after
from generator.pages.site import Site
from generator.reference import ArticleRow

_WORD = re.compile(r"[A-Za-z0-9]+")
_NOT_WORD = re.compile(r"[^A-Za-z0-9_]+|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeView:
    """An alternative with its anchor; `title` is the operation or the service."""

    alternative: Alternative
    title: str
    anchor: str
    has_parameters: bool
    names: NamesView
    samples: SamplesView

    @property
    def named(self) -> bool:
        """Whether any client has a name or a request for it."""
        return any((self.names.rows, self.names.requests, self.names.within, self.names.unnamed))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaveatView:
    """A caveat with its severity in words, links to its evidence, and how to cite it.

    `where` are the cases in which it applies, as prose; without one no program can tell.
    """

    caveat: Caveat
    severity: Term
    where: tuple[str, ...]
    evidence: tuple[Link, ...]
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorView:
    """An error text with links to its evidence; `label` is short for the contents list."""

    error: ErrorText
    anchor: str
    label: str
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """All that the page of an entry shows.

    `preferred_label` is before the preferred alternative in the answer. A property has
    `writes`; its names are its path and its Terraform arguments, which the page shows anyway.
    `breaking` are the caveats that stop code, `others` the rest; `previous` and `next` are its
    neighbours in the category, in the order of the references.
    `calls` are what the answer's call is called in the clients that most people use.
    """

    entry: Entry
    kind: Term
    category: Category
    verdict: Term
    strength: Term | None
    outcome: OutcomeView | None
    same_call: bool
    names: NamesView
    is_property: bool
    arguments: tuple[ArgumentView, ...]
    pulumi: PulumiView | None
    writes: tuple[WriteView, ...]
    alternatives: tuple[AlternativeView, ...]
    preferred: AlternativeView | None
    preferred_label: str
    breaking: tuple[CaveatView, ...]
    others: tuple[CaveatView, ...]
    worst: CaveatView | None
    errors: tuple[ErrorView, ...]
    evidence: EvidenceView
    rows: tuple[ArticleRow, ...]
    related: tuple[tuple[Entry, Term], ...]
    samples: SamplesView
    seen: tuple[SeenView, ...]
    calls: tuple[str, ...]
    citation: Citation
    report: str
    edit: str
    previous: Entry | None
    next: Entry | None


def entry_view(entry: Entry, site: Site) -> EntryView:
    """The view of one entry."""
    flexible = entry.flexible
    alternatives = alternative_views(entry, site)
    is_property = entry.kind is Kind.PROPERTY
    caveats = _caveats(entry, site)
    preferred = next((view for view in alternatives if view.alternative.preferred), None)
    same_call = flexible.verdict is Verdict.SAME
    before, after = _neighbours(entry, site)
    return EntryView(
        entry=entry,
        kind=site.term("kind", entry.kind),
        category=next(item for item in site.mapping.categories if item.id == entry.category),
        verdict=site.term("verdict", flexible.verdict),
        strength=site.term("strength", flexible.strength) if flexible.strength else None,
        outcome=outcome_view(entry, site),
        same_call=same_call,
        names=names_view(() if is_property else entry.uniform.names, site),
        is_property=is_property,
        arguments=argument_views(entry.uniform.arguments or (), site),
        pulumi=pulumi_view(entry, site),
        writes=write_views(entry, site),
        alternatives=alternatives,
        preferred=preferred,
        preferred_label=_preferred_label(entry),
        breaking=tuple(view for view in caveats if view.caveat.severity is Severity.BREAKING),
        others=tuple(view for view in caveats if view.caveat.severity is not Severity.BREAKING),
        worst=next((view for view in caveats if view.caveat is entry.worst_caveat), None),
        errors=_errors(entry, site),
        evidence=evidence_view(entry, claim_views(entry, site), site),
        rows=tuple(site.rows[row] for row in entry.seed_rows),
        related=tuple(_related(entry, site)),
        samples=before_and_after(entry, preferred.alternative if preferred else None, site),
        seen=seen_on(entry, site),
        calls=() if is_property else _calls(entry, preferred),
        citation=citation(entry, site),
        report=report_address(entry, site),
        edit=edit_address(entry, site),
        previous=before,
        next=after,
    )


def _neighbours(entry: Entry, site: Site) -> tuple[Entry | None, Entry | None]:
    """The entries before and after it in its category."""
    siblings = site.mapping.of_category(entry.category)
    at = [sibling.id for sibling in siblings].index(entry.id)
    return (
        siblings[at - 1] if at else None,
        siblings[at + 1] if at + 1 < len(siblings) else None,
    )


def _preferred_label(entry: Entry) -> str:
    """A property is not called, so its one alternative is used instead."""
    if entry.flexible.verdict is not Verdict.REPLACED:
        return "Preferred"
    return "Use instead" if entry.kind is Kind.PROPERTY else "Call instead"


_ANSWERING = (Client.AZURE_CLI, Client.POWERSHELL, Client.PYTHON)


def _calls(entry: Entry, preferred: AlternativeView | None) -> tuple[str, ...]:
    """One name in each of the clients that most people use, of what the answer says.

    For what is called instead it is the first named command that does the job, also where the
    preferred alternative has none.
    """
    if preferred:
        found = replacements(entry)
        if entry.verdict is Verdict.COMPOSED:
            found = [item for item in found if item.alternative is preferred.alternative]
        commands = first_commands(item.name for item in found)
    else:
        same = entry.verdict is Verdict.SAME
        commands = first_commands(entry.uniform.names if same else ())
    return tuple(commands[client] for client in _ANSWERING if client in commands)


def alternative_views(
    entry: Entry, site: Site, *, whole: bool = True
) -> tuple[AlternativeView, ...]:
    """The alternatives of an entry, the preferred one first; `whole` with names and samples."""
    ordered = sorted(entry.flexible.alternatives, key=lambda item: not item.preferred)
    anchors = _Anchors("alternative")
    return tuple(
        AlternativeView(
            alternative=alternative,
            title=title,
            anchor=anchors.of(title),
            has_parameters=_any_parameter(alternative.parameters),
            names=names_view(alternative.names if whole else (), site),
            samples=alternative_samples(
                alternative.samples if whole else (), f"samples_{number}", site
            ),
        )
        for number, alternative in enumerate(ordered, 1)
        for title in [alternative.operation or alternative.service or ""]
    )


def _any_parameter(parameters: Parameters) -> bool:
    return bool(parameters.renamed or parameters.added or parameters.dropped)


class _Anchors:
    """Anchors made of words of the data, each once on the page.

    They have an underscore, which ids of caveats and claims cannot have.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._taken: dict[str, int] = {}

    def of(self, words: str) -> str:
        """The anchor; the second one of the same words ends in `_2`."""
        anchor = f"{self._prefix}_{_NOT_WORD.sub('-', words).strip('-')}"
        self._taken[anchor] = count = self._taken.get(anchor, 0) + 1
        return anchor if count == 1 else f"{anchor}_{count}"


def _caveats(entry: Entry, site: Site) -> tuple[CaveatView, ...]:
    """Those that say where they apply first, in both parts the worst first."""
    ordered = sorted(
        entry.caveats,
        key=lambda caveat: (bool(caveat.when or caveat.always), caveat.severity),
        reverse=True,
    )
    return tuple(
        CaveatView(
            caveat=caveat,
            severity=site.term("severity", caveat.severity),
            where=where(caveat, site),
            evidence=claim_links(entry, caveat.claims, site),
            citation=caveat_citation(entry, caveat, site),
        )
        for caveat in ordered
    )


def _errors(entry: Entry, site: Site) -> tuple[ErrorView, ...]:
    anchors = _Anchors("error")
    return tuple(
        ErrorView(
            error=error,
            anchor=anchors.of(" ".join(words[:8]).lower()),
            label=" ".join(words[:5]),
            evidence=claim_links(entry, error.claims, site),
        )
        for error in entry.errors
        for words in [_WORD.findall(error.text)]
    )


def _related(entry: Entry, site: Site) -> Iterable[tuple[Entry, Term]]:
    for related in entry.related:
        other = site.entry(related)
        yield other, site.term("verdict", other.flexible.verdict)
