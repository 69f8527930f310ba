"""Properties from YAML to JSON and CSV, and what the collected facts know of them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flexmap.mapping import Mapping
from generator.building.check import check
from generator.exports import PublishedError, exports, mapping_record
from generator.exports.schema import check_published
from generator.surface.properties import unknown_property
from generator.surface.provider import unknown_argument, versions_of
from tests.sample_mapping import sample_mapping

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
SCHEMA = (ROOT / "templates/exports/mapping.schema.json").read_text("utf-8")
SET = "Microsoft.Compute/virtualMachineScaleSets"
PROPERTIES = {
    "purl": "pkg:pypi/x@1",
    "resources": [{"resource": SET, "model": "Set"}],
    "models": {
        "Set": {"properties": "Inner", "zones": "value[]", "byName": "Disk{}"},
        "Inner": {"disks": "Disk[]", "grid": "Disk[][]", "size": "value"},
        "Disk": {"lun": "value", "parent": "Disk"},
    },
}
ARGUMENTS = {
    "lines": [
        {
            "provider": "azurerm 8.8.8",
            "resources": [
                {"resource": "azurerm_x", "arguments": ["disk", "disk.old", "zones"]},
                {"resource": "azurerm_z", "arguments": ["only"]},
            ],
        },
        {
            "provider": "azurerm 9.9.9",
            "resources": [{"resource": "azurerm_x", "arguments": ["disk", "disk.lun", "zones"]}],
        },
    ],
}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Mapping:
    """The mapping of the golden case with one good property."""
    data = tmp_path_factory.mktemp("property") / "data"
    shutil.copytree(GOLDEN / "base", data)
    shutil.copytree(GOLDEN / "check/property-good/data", data, dirs_exist_ok=True)
    checked = check(data)
    assert checked.mapping is not None, checked.problems
    return checked.mapping


@pytest.fixture(scope="module")
def record(built):
    return json.loads(exports(built, SCHEMA)["entries/property-overprovision.json"])


# From YAML to JSON and CSV


def test_the_uniform_side_names_the_property_in_each_client(record) -> None:
    """ARM and Bicep write the path, Terraform its arguments."""
    uniform = record["uniform"]
    assert uniform["property"] == {"resource": SET, "path": "properties.overprovision"}
    assert [(name["client"], name["name"]) for name in uniform["names"]] == [
        ("arm", "properties.overprovision"),
        ("bicep", "properties.overprovision"),
        ("terraform", "azurerm_linux_virtual_machine_scale_set.overprovision"),
    ]
    assert uniform["arguments"] == ["azurerm_linux_virtual_machine_scale_set.overprovision"]


def test_the_flexible_side_says_what_to_write(record) -> None:
    """In the fixed order; the line break that ends a block of YAML is no part of the code."""
    arm, bicep, terraform = record["flexible"]["write"]
    assert [item["client"] for item in (arm, bicep, terraform)] == ["arm", "bicep", "terraform"]
    assert json.loads(f"{{{arm['code']}}}") == {"properties": {"orchestrationMode": "Flexible"}}
    assert not bicep["code"].endswith("\n")
    assert terraform["arguments"] == ["azurerm_orchestrated_virtual_machine_scale_set.instances"]
    assert record["flexible"]["how"] == "The set starts as many instances as asked for."


def test_other_kinds_of_entries_stay_as_they_were(built) -> None:
    """Absent means absent: a call has no property, and nothing to write."""
    entry = json.loads(exports(built, SCHEMA)["entries/set-start.json"])
    assert not {"property", "arguments"} & entry["uniform"].keys()
    assert not {"how", "write"} & entry["flexible"].keys()


def test_a_property_fills_columns_of_its_own(built) -> None:
    """Columns are only ever added at the end."""
    rows = list(csv.DictReader(io.StringIO(exports(built, SCHEMA)["mapping.csv"])))
    row = next(row for row in rows if row["kind"] == "property")
    assert list(row)[18:22] == [
        "uniform_resource", "uniform_property", "uniform_arguments", "flexible_arguments",
    ]  # fmt: skip
    assert row["uniform_property"] == "properties.overprovision"
    assert row["flexible_arguments"] == "azurerm_orchestrated_virtual_machine_scale_set.instances"
    assert all(row["uniform_resource"] == "" for row in rows if row["kind"] != "property")


def test_the_list_for_language_models_names_the_path(built) -> None:
    """Whoever reads text finds the property by what stands in the template."""
    assert "[VF004 properties.overprovision](" in exports(built, SCHEMA)["llms.txt"]


@pytest.mark.parametrize("missing", [("uniform", "property"), ("flexible", "write")])
def test_the_published_schema_asks_for_what_properties_have(missing: tuple[str, str]) -> None:
    """A tool may rely on it for every property."""
    record = mapping_record(sample_mapping())
    check_published(record, SCHEMA)
    entry = next(entry for entry in record["entries"] if entry["kind"] == "property")
    side, key = missing
    del entry[side][key]
    with pytest.raises(PublishedError, match=key):
        check_published(record, SCHEMA)


# What the collected facts know


@pytest.mark.parametrize(
    "path",
    ["properties", "zones", "properties.size", "properties.disks", "properties.disks[].lun",
     "properties.grid[][].lun", "properties.disks[].parent.parent.lun"],
)  # fmt: skip
def test_a_path_of_the_package_is_known(path: str) -> None:
    """Lists are entered with [], and models may nest."""
    assert unknown_property(PROPERTIES, SET, path) is None


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("sizes", "no 'sizes' in Microsoft.Compute"),
        ("properties.disk[].lun", "no 'disk' in properties"),
        ("properties.disks.lun", "'disks' is written 'disks[]' here"),
        ("zones[]", "'zones[]' is written 'zones' here"),
        ("properties.size[]", "'size[]' is written 'size' here"),
        ("properties.size.more", "no 'more' in properties.size"),
        ("byName.lun", "no 'lun' in byName"),
    ],
)
def test_a_path_that_the_package_does_not_have_is_explained(path: str, message: str) -> None:
    """The message names the step that fails, and the map by free keys ends a path."""
    unknown = unknown_property(PROPERTIES, SET, path)
    assert unknown is not None
    assert message in unknown.message


def test_a_misspelled_step_is_guessed() -> None:
    """The hint names the closest property, and the list of exceptions."""
    unknown = unknown_property(PROPERTIES, SET, "properties.discs[].lun")
    assert unknown is not None
    assert unknown.hint.startswith("did you mean 'disks'? ")
    assert "data/unverified.yml" in unknown.hint


def test_an_argument_is_known_or_explained() -> None:
    """Resources that were not collected are told from arguments that are not there."""
    assert unknown_argument(ARGUMENTS, "azurerm_x.disk.lun") is None
    lacking, other = (
        unknown_argument(ARGUMENTS, name) for name in ("azurerm_x.disc", "azurerm_y.disk")
    )
    assert lacking is not None
    assert other is not None
    assert lacking.message == "azurerm 8.8.8 and azurerm 9.9.9 have no 'disc' in azurerm_x"
    assert lacking.hint.startswith("did you mean 'disk'? ")
    assert "'azurerm_y' is not among the collected" in other.message


@given(st.text(alphabet="disks[]properties.lun", max_size=40))
def test_any_path_is_known_or_explained(path: str) -> None:
    """Whatever is written, there is an answer and no traceback."""
    unknown = unknown_property(PROPERTIES, SET, path)
    assert unknown is None or (unknown.message and unknown.hint)


def test_an_argument_of_one_line_of_the_provider_says_which() -> None:
    """Nothing for what all lines have that know the resource, and for what none has."""
    assert versions_of(ARGUMENTS, "azurerm_x.disk.old") == ("azurerm 8.8.8",)
    assert versions_of(ARGUMENTS, "azurerm_x.disk.lun") == ("azurerm 9.9.9",)
    for name in ("azurerm_x.disk", "azurerm_z.only", "azurerm_x.none"):
        assert versions_of(ARGUMENTS, name) == ()
