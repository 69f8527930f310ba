"""The plan of a move: what its page shows, and that its own templates are right."""

from __future__ import annotations

import re
from functools import cache

import pytest

from flexmap.mapping import Client, Plan, Verdict
from flexmap.readers.occurrences import Kind, Mode, Occurrence
from generator.building.check import authored_schemas
from generator.reading.files import read_folder
from generator.reading.loading import load
from generator.surface.provider import unknown_argument, versions_of
from tests.review_cases import ROOT, found, mapping, scanner
from tests.test_pages import sample

ENTRY = "migration-of-an-existing-set"
MODEL = "write-the-new-model"
LANGUAGES = {Client.ARM: "json", Client.BICEP: "bicep", Client.TERRAFORM: "terraform"}


def plan() -> Plan:
    made = mapping().by_id[ENTRY].plan
    assert made is not None
    return made


def models() -> dict[str, str]:
    (step,) = [step for step in plan().steps if step.id == MODEL]
    return {way.client: way.code for way in step.ways}


@pytest.mark.parametrize("client", LANGUAGES)
def test_the_review_finds_nothing_that_stops_in_the_new_model(client: Client) -> None:
    """What the plan tells people to deploy is what the review calls right."""
    findings = found(models()[client].encode(), LANGUAGES[client])
    declared = [finding for finding in findings if finding.kind is Kind.DECLARATION]
    assert [finding.mode for finding in declared] == [Mode.FLEXIBLE]
    assert [(f.place.line, f.message) for f in findings if not f.same] == []
    given = {f.matches[0].entry for f in findings if f.kind is Kind.PROPERTY}
    assert {"property-identity", "property-platform-fault-domain-count"} <= given


def test_every_argument_of_the_new_model_is_in_both_lines_of_the_provider() -> None:
    """Who runs azurerm 4 and who runs azurerm 5 can paste it."""
    surface = load(read_folder(ROOT / "data"), authored_schemas()).documents.surface("arguments")
    (place,) = terraform_places(models()[Client.TERRAFORM])
    names = {f"{place.name}.{argument.typed}" for argument in place.arguments}
    assert len(names) > 30
    for name in sorted(names):
        assert unknown_argument(surface, name) is None
        assert versions_of(surface, name) == (), name


def terraform_places(code: str) -> list[Occurrence]:
    return list(scanner().scan(code.encode(), "terraform"))


def test_only_the_last_step_has_no_way_back() -> None:
    """Until the old set is deleted, people can go back."""
    assert [step.no_return for step in plan().steps] == [False] * (len(plan().steps) - 1) + [True]


def test_each_client_has_the_steps_that_run_something() -> None:
    """A person who moves with one client finds it from the first step to the last."""
    clients = {way.client for step in plan().steps for way in step.ways}
    assert clients == {Client.AZURE_CLI, Client.POWERSHELL, *LANGUAGES}
    for client in (Client.AZURE_CLI, Client.POWERSHELL):
        steps = [step.id for step in plan().steps if any(w.client == client for w in step.ways)]
        assert steps[0] == plan().steps[0].id
        assert steps[-1] == plan().steps[-1].id


def test_what_stays_is_the_same_in_its_entries() -> None:
    """The table says nothing that the entries behind it deny."""
    fitting = {
        "stays": {Verdict.SAME},
        "blocks": {Verdict.NONE, Verdict.PARTIAL},
        "rewritten": set(Verdict) - {Verdict.UNKNOWN},
    }
    for decision in plan().decisions:
        for target in decision.see:
            verdict = mapping().by_id[target.partition("#")[0]].verdict
            assert verdict in fitting[decision.becomes], (decision.title, target)


@cache
def page() -> str:
    return sample()["move/index.md"]


def test_the_page_has_the_steps_in_order_with_their_grounds() -> None:
    """A number, a check, a way back, and links to what each step rests on."""
    anchors = re.findall(r"### (\d+)\. .* \{ #(\w+) \.step \}", page())
    assert anchors == [("1", "begin"), ("2", "end")]
    assert page().count("Done when") == 2
    assert page().count("<dt>Way back</dt>") == page().count("<dt>No way back</dt>") == 1
    assert 'href="../entries/hostile-words/#hostile-caveat"' in page()
    assert 'href="../entries/hostile-words/#claim_article"' in page()


def test_the_home_page_and_the_entry_lead_to_it() -> None:
    """Who looks for the move finds the plan from both."""
    assert 'href="move/"' in sample()["index.md"]
    assert 'href="../../move/"' in sample()["entries/hostile-words/index.md"]
    assert 'href="../../move/"' not in sample()["entries/vmss-start/index.md"]
