"""Claims as an entry's page shows them: with their sources, newest first, and in sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flexmap.mapping import Claim, Entry, Source, Term, Verdict
from flexmap.mapping.evidence import claims_against, claims_for
from generator.pages.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words and where they lead."""

    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim with the words of its lists; `date_kind` is how its source's date was read."""

    claim: Claim
    anchor: str
    strength: Term
    supports: Term | None
    source: Source | None
    date_kind: Term | None
    basis: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The live claims that support one verdict; `followed` when it is the entry's own."""

    verdict: Term
    followed: bool
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGroup:
    """The claims of one side, or those on other things, under a heading."""

    title: str
    anchor: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """All claims of an entry in groups, and how many of them are on which side."""

    words: str
    groups: tuple[ClaimGroup, ...]


def claim_anchor(claim_id: str) -> str:
    """The anchor of a claim. Ids have no underscore, so it cannot be a caveat's."""
    return f"claim_{claim_id}"


def claim_links(entry: Entry, claim_ids: Sequence[str], site: Site) -> tuple[Link, ...]:
    """Links from a caveat, an error or a claim to the evidence on the same page."""
    if not claim_ids:
        return ()
    by_id = {claim.id: claim for claim in entry.claims}
    return tuple(
        Link(words=_short(by_id[claim_id], site), href=f"#{claim_anchor(claim_id)}")
        for claim_id in claim_ids
    )


def claim_views(entry: Entry, site: Site) -> tuple[ClaimView, ...]:
    """All claims of an entry, newest statement first."""
    newest = sorted(entry.claims, key=lambda claim: claim.as_of, reverse=True)
    return tuple(_view(claim, entry, site) for claim in newest)


def sides(entry: Entry, views: Iterable[ClaimView], site: Site) -> tuple[Side, ...]:
    """The sides of a dispute, the followed one first; none when there is no dispute."""
    if not entry.flexible.disputed:
        return ()
    found: dict[Verdict, list[ClaimView]] = {}
    for view in views:
        if view.claim.supports and not view.claim.withdrawn:
            found.setdefault(view.claim.supports, []).append(view)
    own = entry.flexible.verdict
    return tuple(
        Side(
            verdict=site.term("verdict", verdict),
            followed=verdict is own,
            claims=tuple(found[verdict]),
        )
        for verdict in sorted(found, key=lambda verdict: verdict is not own)
    )


def evidence_view(entry: Entry, views: Sequence[ClaimView], site: Site) -> EvidenceView:
    """The claims for the verdict, those against it, and all others; newest first in each."""
    verdict = site.term("verdict", entry.flexible.verdict).title
    for_ = claims_for(entry.claims, entry.verdict)
    against = claims_against(entry.claims, entry.verdict)
    sides_ = {claim.id for claim in (*for_, *against)}
    others = [view for view in views if view.claim.id not in sides_]
    named = (
        (f"For {verdict}", "claims_for", _of(views, for_), "for"),
        ("Against it", "sources_disagree", _of(views, against), "against"),
        ("On other points", "other_claims", tuple(others), "on other points"),
    )
    shown = [item for item in named if item[2]]
    counted = ", ".join(f"{len(claims)} {side}" for _, _, claims, side in shown)
    total = len(views)
    return EvidenceView(
        words=f"{total} {'claim' if total == 1 else 'claims'}: {counted}" if total else "No claims",
        groups=tuple(
            ClaimGroup(title=title, anchor=anchor, claims=claims)
            for title, anchor, claims, _ in shown
        ),
    )


def _of(views: Sequence[ClaimView], claims: Sequence[Claim]) -> tuple[ClaimView, ...]:
    wanted = {claim.id for claim in claims}
    return tuple(view for view in views if view.claim.id in wanted)


def _view(claim: Claim, entry: Entry, site: Site) -> ClaimView:
    source = site.mapping.sources[claim.source] if claim.source else None
    return ClaimView(
        claim=claim,
        anchor=claim_anchor(claim.id),
        strength=site.term("strength", claim.strength),
        supports=site.term("verdict", claim.supports) if claim.supports else None,
        source=source,
        date_kind=site.term("date_kind", source.date_kind) if source else None,
        basis=claim_links(entry, claim.from_, site),
    )


def _short(claim: Claim, site: Site) -> str:
    """The source's title and the date of the statement, as words of a link."""
    words = site.mapping.sources[claim.source].title if claim.source else "Inferred"
    return f"{words}, {claim.as_of}" if claim.as_of else words
