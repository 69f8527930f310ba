"""What was seen in runs: in the data, in mapping.json, on pages, in show and cite."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from flexmap.mapping import Entry, Mapping, Observation, decode
from flexmap.mapping.citation import STYLES, cite
from flexmap.mapping.observations import SHOWN_BY, answer_words, of_entry, sentence
from flexmap.mapping.page import page
from generator.exports import mapping_record
from generator.exports.plain_entry import plain_entry
from generator.pages import environment, pages
from generator.pages.answer_keys import KeyRow, KeyTable, key_tables
from generator.pages.observation_view import observations_view, seen_on
from generator.pages.site import site
from generator.reference import Reference
from tests.sample_mapping import sample_mapping

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = json.loads((ROOT / "data/schema/observations.schema.json").read_text("utf-8"))
ROW = SCHEMA["properties"]["recordings"]["items"]["properties"]["rows"]["items"]["properties"]


def row(at: int = 1, **keys: Any) -> Observation:
    base = {
        "id": f"run/{at}",
        "recording": "run",
        "at": at,
        "operation": "VirtualMachineScaleSets_Get",
        "mode": "flexible",
        "shown_by": "answer",
    }
    return decode(Observation, {**base, **keys})


# The data


def test_the_schema_and_the_model_have_the_same_keys() -> None:
    """A row's place gives it its id and its recording; the rest is written."""
    fields = {field.name for field in dataclasses.fields(Observation)}
    assert fields - {"id", "recording"} == set(ROW)
    assert list(SHOWN_BY) == ROW["shown_by"]["enum"]


def test_rows_name_recordings_operations_and_nothing_else(mapping: Mapping) -> None:
    """Both modes are there, every row can be found, and ids are those that claims cite."""
    ids = [item.id for item in mapping.observations]
    assert len(ids) == len(set(ids)) > 300
    assert {item.mode for item in mapping.observations} == {"flexible", "uniform"}
    assert {item.recording for item in mapping.observations} == set(mapping.recordings)
    for recording in mapping.recordings.values():
        assert bool(recording.repository) != bool(recording.purl)
        assert bool(recording.repository) == bool(recording.commit)
    cited = {key for e in mapping.entries for claim in e.claims for key in claim.observations}
    assert cited
    assert cited <= set(ids)


def test_what_is_published_names_nobody(mapping: Mapping) -> None:
    """Neither GUIDs nor paths of resources nor addresses of e-mail."""
    record = mapping_record(mapping)
    text = json.dumps([record["observations"], record["recordings"]])
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-", text)
    assert "/subscriptions/" not in text
    assert "@" not in re.sub(r"pkg:[^\"]*", "", text)


def test_a_verdict_that_cites_a_run_cites_a_flexible_answer(mapping: Mapping) -> None:
    rows = {item.id: item for item in mapping.observations}
    for entry in mapping.entries:
        for claim in entry.claims:
            if claim.observations and claim.supports:
                cited = [rows[key] for key in claim.observations]
                assert any(one.mode == "flexible" and one.answered for one in cited), entry.ref


# Rows of an entry, in words


def entry_of(mapping: Mapping, operation: str) -> Entry:
    return next(entry for entry in mapping.entries if entry.operation == operation)


def test_flexible_rows_come_first_then_the_newest() -> None:
    """An entry has the rows of its operation and those that its claims cite."""
    whole = sample_mapping()
    entry = entry_of(whole, "VirtualMachineScaleSets_Start")
    assert [item.id for item in of_entry(whole, entry)] == ["run/1", "package/2"]
    claim = dataclasses.replace(entry.claims[0], observations=("run/3",))
    cites = dataclasses.replace(entry, claims=(claim,))
    assert [item.id for item in of_entry(whole, cites)] == ["run/1", "run/3", "package/2"]
    withdrawn = dataclasses.replace(cites, claims=(dataclasses.replace(claim, withdrawn="x"),))
    assert [item.id for item in of_entry(whole, withdrawn)] == ["run/1", "package/2"]


def test_a_row_without_its_recording_is_passed_over() -> None:
    whole = dataclasses.replace(sample_mapping(), recordings={})
    assert of_entry(whole, entry_of(whole, "VirtualMachineScaleSets_Start")) == ()


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"status": 200}, "200"),
        ({"status": 202, "final": "succeeded"}, "202, ended well"),
        ({"status": 202, "final": "failed"}, "202, failed in the end"),
        ({"status": 201, "final": "unread"}, "201, its end is not in the recording"),
        ({"status": 409, "error": {"code": "Conflict"}}, "409 Conflict"),
        ({"deployment": True, "final": "succeeded"}, "made by a deployment, ended well"),
        ({}, "no answer"),
    ],
)
def test_an_answer_in_words(keys: dict[str, Any], words: str) -> None:
    assert answer_words(row(**keys)) == words


def test_a_day_that_a_commit_gives_is_told_as_such() -> None:
    whole = sample_mapping()
    uniform = next(item for item in whole.observations if item.mode == "uniform")
    assert "on a Uniform set, 2021-02-20 or before: 409" in sentence(whole, uniform)


# show and cite


def test_show_prints_the_newest_row(mapping: Mapping) -> None:
    entry = mapping.entry("VF018")
    assert entry
    shown = " ".join(page(mapping, entry).split())
    newest = of_entry(mapping, entry)[0]
    assert newest.mode == "flexible"
    assert f"Seen in a run: {sentence(mapping, newest)}, https://github.com/" in shown
    assert shown.count("Seen in a run") == 1


@pytest.mark.parametrize("style", STYLES)
def test_cite_prints_an_answer_of_a_flexible_set_only(mapping: Mapping, style: str) -> None:
    """A Uniform row says nothing of a Flexible set, and a caveat has its own claims."""
    assert "seen in a run: VirtualMachineScaleSets_Deallocate on a Flexible set" in cite(
        mapping, "VF018", style
    )
    assert "seen in a run" not in cite(mapping, "VF018#cli-one-id", style)
    uniform = [
        entry
        for entry in mapping.entries
        if (rows := of_entry(mapping, entry)) and rows[0].mode == "uniform"
    ]
    assert uniform
    assert all("seen in a run" not in cite(mapping, entry.ref, style) for entry in uniform)


# Keys by mode and api-version


def key_row(table: KeyTable, key: str) -> KeyRow:
    return next(item for item in table.rows if item.key == key)


def test_keys_are_counted_by_mode_and_version() -> None:
    """What every answer of both modes has stands apart; errors do not count."""
    answers = [
        row(1, api_version="2022-11-01", keys=["name", "sku"]),
        row(2, api_version="2023-07-01", keys=["name", "properties.upgradePolicy"]),
        row(3, api_version="2023-07-01", mode="uniform", keys=["name", "properties.upgradePolicy"]),
        row(4, api_version="2023-07-01", status=200),
        row(5, keys=["code"], error={"code": "Bad"}),
    ]
    (table,) = key_tables(answers)
    assert table.same == ("name",)
    flexible, uniform = key_row(table, "properties.upgradePolicy").cells
    assert (flexible.having, flexible.answers) == (1, 2)
    assert flexible.versions_with == ("2023-07-01",)
    assert flexible.versions_without == ("2022-11-01",)
    assert flexible.since == "2023-07-01"
    assert uniform.since == ""
    assert (uniform.having, uniform.answers, uniform.versions_without) == (1, 1, ())


def test_keys_of_items_are_keys_of_an_instance_and_may_always_be_null() -> None:
    answers = [
        row(1, operation="VirtualMachineScaleSetVMs_List", keys=["value[].zones"],
            nulls=["value[].zones"]),
        row(2, operation="VirtualMachineScaleSetVMs_Get", keys=["zones"], nulls=["zones"]),
        row(3, operation="VirtualMachineScaleSetVMs_Get", mode="uniform", keys=["zones"]),
    ]  # fmt: skip
    (table,) = key_tables(answers)
    flexible, uniform = key_row(table, "zones").cells
    assert (flexible.having, flexible.always_null) == (2, True)
    assert not uniform.always_null


def test_a_key_of_one_mode_alone_is_in_no_list_of_all() -> None:
    (table,) = key_tables([row(keys=["etag"])])
    assert table.same == ()
    assert key_row(table, "etag").cells[1].answers == 0


# The pages


def rendered(mapping: Reference) -> dict[str, str]:
    return pages(mapping, [], environment(ROOT / "templates" / "pages"))


def test_the_page_has_every_operation_and_every_flexible_answer(mapping: Reference) -> None:
    text = rendered(mapping)["observations/index.md"]
    view = observations_view(site(mapping))
    assert len(view.operations) == 72
    assert view.seen_on_flexible >= 7
    operations = text.partition("{ #operations_by_mode }")[2].partition("\n## ")[0]
    assert operations.count("<tr>") == 1 + 72
    answers = text.partition("{ #flexible_answers }")[2].partition("\n## ")[0]
    assert answers.count("<tr>") == 1 + len(view.flexible_rows)
    assert "overprovision" in text.partition("{ #keys_by_mode }")[2]


def test_an_entry_has_a_short_box(mapping: Reference) -> None:
    """At most two rows a mode, those of Flexible sets first."""
    made, whole = rendered(mapping), site(mapping)
    for entry in mapping.entries:
        seen = seen_on(entry, whole)
        assert len(seen) <= 4
        assert ("fold seen" in made[f"entries/{entry.id}/index.md"]) == bool(seen)
    deallocate = mapping.entry("VF018")
    assert deallocate
    assert seen_on(deallocate, whole)[0].mode == "Flexible"


def test_the_plain_text_names_the_runs(mapping: Reference) -> None:
    entry = mapping.entry("VF018")
    assert entry
    text = plain_entry(entry, mapping).partition("## Seen in runs")[2]
    assert "- VirtualMachineScaleSets_Deallocate on a Flexible set, 2024-08-26" in text
