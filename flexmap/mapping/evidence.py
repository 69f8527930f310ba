"""What a statement of the mapping rests on: the claims that support it, with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flexmap.mapping.model import Caveat, Claim, Entry, Mapping, Source
from flexmap.mapping.vocabulary import Strength, Verdict
from flexmap.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A claim and the sources that it rests on, each with the day as of which it says so.

    An inferred claim has no source of its own: it rests on those of the claims it is drawn from.
    """

    claim: Claim
    sources: tuple[tuple[Source, str], ...]

    @property
    def inferred(self) -> bool:
        """Whether it is drawn from what the sources say, and said by none of them."""
        return self.claim.source is None


def claims_for(claims: Iterable[Claim], verdict: Verdict) -> list[Claim]:
    """The claims that support the verdict and were not withdrawn, in their order."""
    return [c for c in claims if c.supports == verdict and not c.withdrawn]


def claims_against(claims: Iterable[Claim], verdict: Verdict) -> list[Claim]:
    """The claims that support another verdict and were not withdrawn, in their order."""
    return [c for c in claims if c.supports not in (None, verdict) and not c.withdrawn]


def of_verdict(mapping: Mapping, entry: Entry) -> Evidence | None:
    """The newest claim that supports the verdict, or None where no claim does.

    A source that says so comes before a conclusion, and of the same day the stronger claim.
    """
    ranked = sorted(claims_for(entry.claims, entry.verdict), key=_weight, reverse=True)
    return _evidence(mapping, entry, ranked[0]) if ranked else None


def of_caveat(mapping: Mapping, entry: Entry, caveat: Caveat) -> list[Evidence]:
    """The caveat's own claims, those of a source before conclusions, the newest first."""
    own = [c for c in entry.claims if c.id in caveat.claims and not c.withdrawn]
    return [_evidence(mapping, entry, claim) for claim in sorted(own, key=_weight, reverse=True)]


def _weight(claim: Claim) -> tuple[bool, str, int]:
    return claim.source is not None, claim.as_of, -list(Strength).index(claim.strength)


def _evidence(mapping: Mapping, entry: Entry, claim: Claim) -> Evidence:
    basis = [claim] if claim.source else list(_drawn_from(entry, claim))
    named = ((mapping.sources.get(item.source or ""), item.as_of) for item in basis)
    return Evidence(claim=claim, sources=tuple((s, day) for s, day in named if s))


def _drawn_from(entry: Entry, claim: Claim) -> Iterator[Claim]:
    """The claims behind a conclusion, without those that support another verdict."""
    by_id = {item.id: item for item in entry.claims}
    found = (by_id[key] for key in claim.from_ if key in by_id)
    yield from (c for c in found if not c.withdrawn and c.supports in (None, entry.verdict))
