"""Where a caveat applies, and what happens to unchanged code, in the words of the pages."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any

import pytest

from flexmap.mapping import (
    ArgumentTest,
    Circumstance,
    Client,
    ClientCall,
    ClientOutcome,
    Fill,
    Outcome,
    Pattern,
    Severity,
    Unchanged,
    Verdict,
    Versions,
)
from generator.pages.condition_view import where
from generator.pages.entry_view import entry_view
from generator.pages.outcome_view import hurts_in_some_uses, outcome_view
from generator.pages.site import site
from tests.sample_mapping import sample_mapping
from tests.sample_parts import caveat

CALL = ClientCall(
    client=Client.AZURE_CLI,
    names=("az vmss restart",),
    fills=(
        Fill(option="--instance-ids", wire="instanceIds"),
        Fill(option="--fast", wire="properties.speed", value="Fast"),
        Fill(option="--tall", wire="properties.size.height"),
    ),
)
CLI: dict[str, Any] = {"client": Client.AZURE_CLI, "name": "az vmss restart"}
IMAGE = ArgumentTest(argument="image", missing=True)


def sample_site():
    """The sample with one command and one pattern."""
    pattern = Pattern(id="ids", title="An id turned into a number", matches="`int(x)`.")
    return site(dataclasses.replace(sample_mapping(), calls=(CALL,), patterns=(pattern,)))


def words(*circumstances: Circumstance) -> tuple[str, ...]:
    return where(caveat("c", Severity.BREAKING, when=circumstances), sample_site())


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"argument": "instanceIds", "number": True}, "when `instanceIds` is given a number"),
        ({"argument": "mode", "is_": ("A", "B", "C")}, "when `mode` is `A`, `B` or `C`"),
        ({"argument": "mode", "is_": ("",)}, "when `mode` is empty"),
        ({"argument": "count", "not_": ("1",)}, "when `count` is given and is not `1`"),
        (
            {"argument": "zones", "present": True, "also": (IMAGE,)},
            "when `zones` is given and `image` is not given",
        ),
        (
            CLI | {"argument": "instanceIds", "number": True},
            "when `--instance-ids` is given a number in `az vmss restart`",
        ),
        # An option that is sent as something else has no value that could be compared.
        (
            CLI | {"argument": "properties.speed", "is_": ("Fast",)},
            "when `properties.speed` is `Fast` in `az vmss restart`",
        ),
        # Options that fill parts of an object are not the object.
        (
            CLI | {"argument": "properties.size", "present": True},
            "when `properties.size` is given in `az vmss restart`",
        ),
        (CLI, "to `az vmss restart`"),
        ({"client": Client.GO}, "to Go client word"),
        ({"pattern": "ids"}, "to code of this kind: An id turned into a number"),
        (
            {"api_version": Versions(before="2021-03-01"), "mode": "flexible"},
            "with an api-version before 2021-03-01 where the code declares a Flexible set",
        ),
    ],
)
def test_a_condition_is_said_in_plain_words(values, expected) -> None:
    """Arguments in the client's own spelling where the surface knows it, else the wire name."""
    assert words(Circumstance(**values)) == (expected,)


def test_conditions_that_differ_in_one_thing_are_one_case() -> None:
    """The same test in several clients, or of several arguments, is said once."""
    given: dict[str, Any] = {"argument": "zones", "present": True}
    clients = [Circumstance(client=client, **given) for client in (Client.GO, Client.JAVA)]
    assert words(*clients) == ("when `zones` is given in Go client word or Java client word",)
    others = [Circumstance(argument=name, present=True) for name in ("a", "b", "a")]
    assert words(*others) == ("when `a` or `b` is given",)
    assert words(*clients, Circumstance(**given)) == ("when `zones` is given",)
    assert len(words(Circumstance(argument="a", present=True), Circumstance(pattern="ids"))) == 2


def test_a_reason_is_said_and_a_note_has_no_mark() -> None:
    """`always` gives its reason; with neither there is nothing to say."""
    always = caveat("c", Severity.BREAKING, always="Names are refused.")
    assert where(always, sample_site()) == ("to every use: Names are refused",)
    assert words() == ()


def test_what_stops_is_apart_from_the_rest_and_those_that_say_where_come_first() -> None:
    """The worst of all is named in the answer."""
    shown = sample_site()
    plain = caveat("plain", Severity.BREAKING)
    note = caveat("note", Severity.NOTE, when=(Circumstance(pattern="ids"),))
    bad = caveat("bad", Severity.BEHAVIOUR, always="It is so.")
    entry = dataclasses.replace(shown.mapping.entries[0], caveats=(plain, note, bad))
    view = entry_view(entry, shown)
    assert [item.caveat.id for item in view.breaking] == ["plain"]
    assert [item.caveat.id for item in view.others] == ["bad", "note"]
    assert view.worst is not None
    assert view.worst.caveat is plain


def test_what_happens_to_unchanged_code_names_the_exceptions() -> None:
    """A call by its name, a whole client by its title, grouped by outcome."""
    shown = sample_site()
    clients = (
        ClientOutcome(client=Client.GO, outcome=Outcome.FAILS, claims=()),
        ClientOutcome(client=Client.AZURE_CLI, name="az x", outcome=Outcome.FAILS, claims=()),
        ClientOutcome(client=Client.JAVA, outcome=Outcome.DIFFERS, claims=()),
    )
    first = shown.mapping.entries[0]
    unchanged = Unchanged(outcome=Outcome.WORKS, clients=clients)
    flexible = dataclasses.replace(first.flexible, unchanged=unchanged)
    view = outcome_view(dataclasses.replace(first, flexible=flexible), shown)
    assert view is not None
    assert view.outcome.id == "works"
    assert [(item.outcome.id, item.places) for item in view.exceptions] == [
        ("differs", "Java client word"),
        ("fails", "Go client word, `az x`"),
    ]


def test_every_page_says_the_outcome_and_where_its_caveats_apply(mapping, site) -> None:
    """On the real site: each entry has its statement, each such caveat its mark."""
    titles = {term.id: term.title for term in mapping.vocabulary["outcome"]}
    for entry in mapping.entries:
        page = (site / entry.url / "index.html").read_text(encoding="utf-8")
        assert f"Unchanged code: {titles[entry.flexible.unchanged.outcome]}." in page
        marked = [item for item in entry.caveats if item.when or item.always]
        assert page.count('<span class="where">') == len(marked)


BROKEN = Circumstance(argument="instanceIds", number=True)


@pytest.mark.parametrize(
    ("outcome", "caveats", "expected"),
    [
        (Outcome.WORKS, [{"when": (BROKEN,)}], True),
        (Outcome.DIFFERS, [{"when": (BROKEN,)}, {"when": (BROKEN,)}], True),
        (Outcome.WORKS, [{"when": (BROKEN,)}, {"always": "It is so."}], False),
        (Outcome.WORKS, [{"when": (BROKEN,)}, {}], False),
        (Outcome.FAILS, [{"when": (BROKEN,)}], False),
        (Outcome.UNKNOWN, [{"when": (BROKEN,)}], False),
        (Outcome.WORKS, [], False),
    ],
)
def test_a_severity_is_in_some_uses_where_all_depends_on_conditions(
    outcome, caveats, expected
) -> None:
    """Unchanged code has to run, and each caveat of the worst severity needs a condition."""
    first = sample_site().mapping.entries[0]
    made = tuple(caveat(f"c{n}", Severity.BREAKING, **c) for n, c in enumerate(caveats))
    flexible = dataclasses.replace(first.flexible, unchanged=Unchanged(outcome=outcome))
    worst = Severity.BREAKING if made else None
    entry = dataclasses.replace(first, flexible=flexible, caveats=made, strongest_severity=worst)
    assert hurts_in_some_uses(entry) is expected


def test_no_list_says_breaking_beside_an_entry_that_stays_the_same(mapping, site) -> None:
    """Unless a caveat of it applies without a condition; the count of both is not nothing."""
    same = [e for e in mapping.entries if e.verdict is Verdict.SAME]
    conditional = [
        e
        for e in same
        if e.strongest_severity is Severity.BREAKING
        and all(c.when for c in e.caveats if c.severity is Severity.BREAKING)
    ]
    assert conditional
    page = (site / "compare" / "index.html").read_text(encoding="utf-8")
    rows = {entry.id: page.split(f'<tr id="{entry.id}"')[1].split("</tr>")[0] for entry in same}
    for entry in conditional:
        assert "Breaking in some uses" in rows[entry.id]
        assert "severity--breaking" not in rows[entry.id]


def test_home_lists_and_comparison_count_what_happens_to_unchanged_code(mapping, site) -> None:
    """The counts of the outcomes, of all entries and of a category's."""
    titles = {term.id: term.title for term in mapping.vocabulary["outcome"]}
    counts = Counter(entry.flexible.unchanged.outcome for entry in mapping.entries)
    home = (site / "index.html").read_text(encoding="utf-8")
    compare = (site / "compare" / "index.html").read_text(encoding="utf-8")
    for outcome, count in counts.items():
        share = f"({round(100 * count / len(mapping.entries))}%)"
        assert f"{count} of {len(mapping.entries)} {share}" in home
        assert f"{titles[outcome]} {count} {share}" in compare
    for category in mapping.categories:
        page = site / "categories" / category.id / "index.html"
        found = Counter(e.flexible.unchanged.outcome for e in mapping.of_category(category.id))
        assert all(
            f"{titles[outcome]} {count} (" in page.read_text(encoding="utf-8")
            for outcome, count in found.items()
        )
