"""What the search is given: every entry with all that people may type for it, and no more."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from flexmap.lookup.records import needed
from flexmap.mapping import Client, Name, When
from generator.pages import search_index
from generator.pages.search_index import PATH
from scripts.update_minisearch import DIGESTS, FOLDER
from tests.sample_mapping import HOSTILE, sample_mapping
from tests.test_pages import sample


def index() -> dict[str, Any]:
    (text,) = search_index(sample_mapping(), sample()).values()
    assert text.startswith("flexmapSearch.index({")
    assert text.endswith("});\n")
    record: dict[str, Any] = json.loads(text[len("flexmapSearch.index(") : -3])
    return record


def entry(entry_id: str) -> dict[str, Any]:
    (found,) = [item for item in index()["entries"] if item["id"] == entry_id]
    return found


def test_every_entry_and_page_is_in_it() -> None:
    """Whatever has a page can be found, and an entry once only."""
    mapping = sample_mapping()
    assert [item["id"] for item in index()["entries"]] == [item.id for item in mapping.entries]
    addresses = {
        path.removesuffix("index.md")
        for path in sample()
        if path.endswith("index.md") and not path.startswith("entries/")
    }
    assert {item["url"] for item in index()["pages"]} == addresses


def test_an_entry_has_what_people_type_for_it() -> None:
    """References, ids, names in every client, paths and errors lead to it."""
    found = entry("vmss-vm-power-off")
    assert found["ref"] == "VF002"
    assert "VirtualMachineScaleSets_Off" in found["names"]
    assert found["calls"][0].startswith("POST /subscriptions/")
    assert "VirtualMachines_PowerOff" in found["others"]
    assert found["otherCalls"][0].endswith("/virtualMachines/{vmName}/start")
    assert {"BadParameter", "instanceId must be a number"} <= set(found["errors"])
    assert found["verdict"] in index()["verdicts"]
    assert found["category"] in index()["categories"]


def test_a_property_has_its_path_and_its_arguments() -> None:
    """Who migrates a template types a path, who migrates Terraform an argument."""
    found = entry("property-interface-name")
    path = "properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations[].name"
    assert path in found["properties"]
    assert len(found["properties"]) > 1


@pytest.mark.parametrize(
    ("cases", "options"),
    [
        ([], []),
        ([{"--instance-id": "absent"}], []),
        ([{"--instance-id": "present"}], ["--instance-id"]),
        ([{"--instance-ids": "one", "--hibernate": "absent"}], ["--instance-ids"]),
        ([{"--instance-id": "all"}], ["--instance-id", "*"]),
        ([{"--new": "present"}, {"--sku": "present"}], []),
        ([{"-A": "present", "-B": "present"}, {"-A": "one"}], ["-A"]),
        ([{"pipeline": "present"}], []),
    ],
)
def test_the_conditions_of_a_name_say_which_options_it_needs(
    cases: list[dict[str, str]], options: list[str]
) -> None:
    """`Stop-AzVmss` is another operation with `-StayProvisioned` than without."""
    when = When(options=tuple(cases)) if cases else None
    name = Name(client=Client.AZURE_CLI, name="az vmss x", exact=False, when=when)
    assert needed(name) == options


def test_text_of_the_data_stays_text() -> None:
    """Whatever stands in the data, the script stays one call with one value."""
    assert entry("hostile-words")["keywords"] == [HOSTILE]
    assert HOSTILE in entry("hostile-words")["errors"]
    assert list(search_index(sample_mapping(), {})) == [PATH]


@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_the_library_is_the_published_one(name: str) -> None:
    """Nobody changes MiniSearch or its licence by hand."""
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == DIGESTS[name]
