"""Citations over all entries: the claim that is named supports what is said."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from flexmap.mapping import Claim, Entry, Mapping, Strength, Verdict
from flexmap.mapping.citation import STYLES, cite
from generator.pages.citation import caveat_citation, citation
from generator.pages.site import site


def supporting(entry: Entry) -> list[Claim]:
    return [c for c in entry.claims if c.supports == entry.verdict and not c.withdrawn]


def last_line(mapping: Mapping, reference: str) -> str:
    return cite(mapping, reference, "plain").splitlines()[-1]


def words_of(mapping: Mapping, claim: Claim) -> str:
    source = mapping.sources[claim.source or ""]
    return f"Source: {source.title}, {source.publisher}, as of {claim.as_of}, {source.address}; "


def test_every_citation_names_a_claim_that_supports_the_verdict(mapping) -> None:
    """A reader who opens the source finds what the citation says."""
    named = inferred = none = 0
    for entry in mapping.entries:
        line = last_line(mapping, entry.ref)
        claims = supporting(entry)
        sourced = [claim for claim in claims if claim.source]
        if sourced:
            assert any(line.startswith(words_of(mapping, claim)) for claim in sourced), entry.ref
            named += 1
        elif claims:
            assert line.startswith(f"Inferred, as of {claims[0].as_of}, from "), entry.ref
            inferred += 1
        else:
            assert entry.verdict is Verdict.UNKNOWN, entry.ref
            assert line.startswith("No source to name; data "), entry.ref
            none += 1
    assert (named > 100, inferred > 10, none > 0) == (True, True, True)


def test_a_conclusion_names_no_source_of_the_other_side(mapping) -> None:
    """What it is drawn from may hold a claim for another verdict; that one is left out."""
    for entry in mapping.entries:
        line = last_line(mapping, entry.ref)
        if not line.startswith("Inferred"):
            continue
        mine = {c.source for c in entry.claims if c.supports in (None, entry.verdict)}
        against = {c.source for c in entry.claims if c.source} - mine
        for key in against:
            assert mapping.sources[key or ""].title not in line, entry.ref


def test_a_caveat_cites_its_own_claims(mapping) -> None:
    """Every source of a sourced claim is there, and none that only the entry has."""
    for entry in mapping.entries:
        for caveat in entry.caveats:
            mine = [c for c in entry.claims if c.id in caveat.claims and not c.withdrawn]
            own = {claim.source for claim in mine if claim.source}
            line = last_line(mapping, f"{entry.ref}#{caveat.id}")
            behind = {key for claim in mine for key in claim.from_}
            basis = {c.source for c in entry.claims if c.id in behind and c.source}
            for key in own:
                assert mapping.sources[key].title in line, (entry.ref, caveat.id)
            for source in mapping.sources.values():
                if f"{source.title}, {source.publisher}, as of" in line:
                    allowed = {mapping.sources[key].title for key in own | basis}
                    assert source.title in allowed, (entry.ref, caveat.id)


def test_the_button_of_the_site_names_the_same_source(mapping) -> None:
    """In all three forms, with the address, for every entry."""
    whole = site(mapping, "https://x.example/")
    for entry in mapping.entries:
        said = re.search(r"Source: (.+?), [^,]+, as of (\S+), (\S+); data ",
                         last_line(mapping, entry.ref))  # fmt: skip
        if not said:
            continue
        title, day, address = said.groups()
        found = citation(entry, whole)
        assert f"Source: {title}, {day}, {address}." in found.plain, entry.ref
        for form in (found.markdown, found.review):
            assert address in form, entry.ref
            assert f", {day}" in form, entry.ref


def test_the_link_to_a_caveat_names_its_sources(mapping) -> None:
    """The site's link to a caveat and `cite REF#caveat` rest on the same."""
    whole = site(mapping, "https://x.example/")
    entry = mapping.by_id["vmss-deallocate"]
    for caveat in entry.caveats:
        link = caveat_citation(entry, caveat, whole)
        for source in mapping.sources.values():
            if source.title in last_line(mapping, f"{entry.ref}#{caveat.id}"):
                assert source.address in link


def test_a_stronger_claim_of_the_same_day_comes_first(mapping) -> None:
    """Newest first, then the strength; a withdrawn claim and the other side never."""
    entry = mapping.by_id["vmss-restart"]
    first, second = supporting(entry)[:2]
    day = "2030-01-01"
    claims = (
        replace(first, id="a", as_of=day, strength=Strength.STATED),
        replace(second, id="b", as_of=day, strength=Strength.OBSERVED),
        replace(second, id="c", as_of="2031-01-01", withdrawn="It was wrong."),
        replace(second, id="d", as_of="2031-01-01", supports=Verdict.NONE),
    )
    changed = replace(mapping, records=(replace(entry, claims=claims),))
    assert last_line(changed, entry.ref).startswith(words_of(changed, claims[1]))


@pytest.mark.parametrize("style", STYLES)
def test_the_address_of_the_source_is_there_in_every_style(mapping, style: str) -> None:
    """To be opened, not searched for."""
    said = cite(mapping, "VF024", style)
    line = last_line(mapping, "VF024")
    claims = [claim for claim in supporting(mapping.by_id["vmss-restart"]) if claim.source]
    (claim,) = [claim for claim in claims if line.startswith(words_of(mapping, claim))]
    address = mapping.sources[claim.source or ""].address
    shown = {"markdown": f"<{address}>", "plain": address, "html": f'<a href="{address}">'}
    assert shown[style] in said
