"""What changed between two versions, which version that asks for, and keeping a release."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.exports import mapping_record
from generator.exports.changes import history
from generator.site.materials import published_schema, read_materials
from generator.site.render import render
from generator.versions import FORMATS, Level, bump, compare, narrowings, needed, too_small
from generator.versions.releases import Released, forbidden, read_releases
from tests.sample_mapping import sample_mapping

ROOT = Path(__file__).resolve().parent.parent


def old() -> dict[str, Any]:
    record: dict[str, Any] = json.loads(json.dumps(mapping_record(sample_mapping())))
    return record


def changed(edit, version: str = "1.3.0"):
    """The diff from the sample to the sample with one edit."""
    new = old()
    new["data_version"] = version
    edit(new)
    return compare(old(), new)


def entry(record: dict[str, Any], entry_id: str) -> dict[str, Any]:
    return next(item for item in record["entries"] if item["id"] == entry_id)


def power_off(record: dict[str, Any]) -> dict[str, Any]:
    return entry(record, "vmss-vm-power-off")


def set_verdict(record) -> None:
    power_off(record)["flexible"]["verdict"] = "same"


def set_claim(record) -> None:
    power_off(record)["claims"][0]["says"] = "Something else."


def add_caveat(record) -> None:
    caveats = power_off(record)["caveats"]
    caveats.append({**copy.deepcopy(caveats[0]), "id": "a-new-one"})


def drop_caveat(record) -> None:
    power_off(record)["caveats"].pop()


def drop_claim(record) -> None:
    power_off(record)["claims"].pop()


def set_ref(record) -> None:
    power_off(record)["ref"] = "VF999"


def drop_entry(record) -> None:
    record["entries"].remove(power_off(record))


def add_entry(record) -> None:
    record["entries"].append({**copy.deepcopy(power_off(record)), "id": "new", "ref": "VF998"})


def move_entry(record) -> None:
    drop_entry(record)
    moved = {"kind": "moved", "id": "vmss-vm-power-off", "to": "vmss-start", "why": "x"}
    record["entries"].append(moved)


def set_title(record) -> None:
    power_off(record)["title"] = "Another title"


def drop_word(record) -> None:
    record["vocabulary"]["verdict"].pop()


def turn_claims_round(record) -> None:
    power_off(record)["claims"].reverse()


@pytest.mark.parametrize(
    ("edit", "level", "line"),
    [
        (set_verdict, Level.PATCH, "verdict from 'replaced' to 'same'"),
        (set_claim, Level.PATCH, "claim"),
        (set_title, Level.PATCH, "text title from"),
        (add_caveat, Level.MINOR, "caveat a-new-one added"),
        (add_entry, Level.MINOR, "added VF998 new: replaced"),
        (move_entry, Level.MINOR, "moved entry vmss-vm-power-off: now vmss-start"),
        (drop_caveat, Level.MAJOR, "removed"),
        (drop_claim, Level.MAJOR, "removed"),
        (drop_entry, Level.MAJOR, "vmss-vm-power-off"),
        (set_ref, Level.MAJOR, "ref from"),
        (drop_word, Level.MAJOR, "removed vocabulary verdict/"),
        (turn_claims_round, Level.NONE, "no changes from 1.2.3 to 1.3.0"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_change_is_told_and_asks_for_a_version(edit, level, line) -> None:
    """Each kind of change is named in the three formats and has its level."""
    diff = changed(edit)
    assert needed(diff) is level
    assert line in FORMATS["text"](diff)
    assert (
        "vmss-vm-power-off" in FORMATS["markdown"](diff)
        or level in (0, *too_small(diff))
        or (edit in (add_entry, drop_word))
    )
    record = json.loads(FORMATS["json"](diff))
    assert record["level"] == level.word


def test_the_first_version_adds_everything() -> None:
    """There is nothing before it, and nothing it may not do."""
    diff = compare(None, old())
    assert {change.action for change in diff.changes} >= {"added", "moved"}
    assert too_small(diff) == ()
    assert "since" not in json.loads(FORMATS["json"](diff))


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [("1.2.3", "1.2.4", 1), ("1.2.3", "1.3.0", 2), ("1.9.9", "2.0.0", 3), ("1.9.0", "1.10.0", 2)],
)
def test_a_bump_is_read_from_the_numbers(before, after, level) -> None:
    """Numbers are compared, not texts."""
    assert bump(before, after) == level


@pytest.mark.parametrize("after", ["1.2.3", "1.2.2", "0.9.9"])
def test_no_version_goes_back(after) -> None:
    """An older number is refused."""
    with pytest.raises(ValueError, match="is not newer"):
        bump("1.2.3", after)


@pytest.mark.parametrize(
    ("version", "edit", "refused"),
    [
        ("1.2.3", set_title, True),
        ("1.2.4", set_title, False),
        ("1.2.4", add_entry, True),
        ("1.3.0", add_entry, False),
        ("1.3.0", drop_caveat, True),
        ("1.3.0", set_ref, True),
        ("2.0.0", drop_entry, False),
    ],
)
def test_a_version_too_small_for_its_changes_is_refused(version, edit, refused) -> None:
    """No major change under a minor version, no change at all under the same one."""
    assert bool(too_small(changed(edit, version))) is refused


def test_a_narrowed_schema_asks_for_a_major_version() -> None:
    """A key that readers count on may not vanish or change its form."""
    before = json.loads(published_schema())
    after = copy.deepcopy(before)
    assert narrowings(before, after) == ()
    after["properties"]["another"] = {"type": "string"}
    assert narrowings(before, after) == ()
    after["required"].remove("entries")
    del after["properties"]["counts"]
    after["properties"]["data_version"] = {"type": "number"}
    assert narrowings(before, after) == (
        "/properties/counts", "/properties/data_version/$ref", "/required/entries",
    )  # fmt: skip
    new = {**old(), "data_version": "1.3.0"}
    refused = forbidden(
        [Released(version="1.2.3", text="", record=old(), schema=before)], new, after
    )
    assert [change.id for change in refused] == [f"schema: {p}" for p in narrowings(before, after)]


@given(st.data())
def test_any_two_records_can_be_compared(data) -> None:
    """Whatever value stands in an entry, a record is equal to itself and unlike another."""
    new = old()
    leaf = st.one_of(st.text(), st.booleans(), st.integers(), st.lists(st.text()))
    key = data.draw(st.sampled_from(sorted(power_off(new).keys() - {"id", "kind", "flexible"})))
    power_off(new)[key] = data.draw(leaf)
    assert compare(new, new).changes == ()
    assert {change.id for change in compare(old(), new).changes} <= {"vmss-vm-power-off"}
    for write in FORMATS.values():
        assert write(compare(old(), new)).endswith("\n")


def test_history_goes_back_to_the_first_release() -> None:
    """Released versions stay as they were; the version in preparation comes on top."""
    first = {**old(), "data_version": "1.0.0", "entries": old()["entries"][:2]}
    released = [Released(version="1.0.0", text="", record=first, schema={})]
    assert [(diff.old, diff.new) for diff in history(old(), released)] == [
        ("1.0.0", "1.2.3"), ("", "1.0.0"),
    ]  # fmt: skip
    files = render(sample_mapping(), read_materials(), released)
    assert set(files) >= {"data/1.0.0/mapping.json", "data/1.2.3/mapping.json"}
    assert [item["data_version"] for item in json.loads(files["changes.json"])["releases"]] == [
        "1.2.3", "1.0.0",
    ]  # fmt: skip


def test_the_real_version_allows_what_changed_since_the_last_release(mapping) -> None:
    """Who changes released data raises the version in data/release.yml."""
    record = json.loads(json.dumps(mapping_record(mapping)))
    refused = forbidden(read_releases(ROOT / "data"), record, json.loads(published_schema()))
    assert refused == (), "raise data_version in data/release.yml"


# The commands


@pytest.fixture
def data(tmp_path) -> Path:
    return Path(shutil.copytree(ROOT / "tests" / "golden" / "base", tmp_path / "data"))


def test_a_release_is_kept_once_and_its_step_is_checked(data, capsys) -> None:
    """The changelog's part comes from the diff, and a released version never changes."""
    assert main(["release", "--data", str(data)]) == 0
    (kept,) = (data / "releases").iterdir()
    assert "### Added" in capsys.readouterr().out
    assert main(["release", "--data", str(data)]) == 2
    assert "released already" in capsys.readouterr().err
    file = data / "entries" / "set-start.yml"
    file.write_text(file.read_text().replace("title: ", "title: New ", 1))
    assert main(["release", "--data", str(data)]) == 1
    assert "raise it in release.yml" in capsys.readouterr().err
    assert sorted(path.name for path in kept.iterdir()) == ["mapping.json", "mapping.schema.json"]


def test_the_diff_command_compares_two_files(tmp_path, capsys) -> None:
    """0 when nothing changed, 1 when something did, 2 when a file is none."""
    one, two, none = (tmp_path / name for name in ("one.json", "two.json", "none.json"))
    one.write_text(json.dumps(old()))
    new = old()
    set_verdict(new)
    two.write_text(json.dumps(new))
    none.write_text("[1]")
    assert main(["diff", str(one), str(one)]) == 0
    assert main(["diff", str(one), str(two), "--format", "markdown"]) == 1
    assert "verdict from" in capsys.readouterr().out
    for bad in (none, tmp_path / "missing.json"):
        assert main(["diff", str(one), str(bad)]) == 2
        assert str(bad) in capsys.readouterr().err
