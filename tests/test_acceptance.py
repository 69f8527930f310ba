"""The article's 36 rows against mapping.json: each row's call has an answer that fits it.

The rows are written out here once more, from the article and not from data/article.yml, so
that a slip in the data shows. Documented links of the article name the operations.
"""

from __future__ import annotations

import pytest

VMS, SET, EXTENSIONS = (
    "VirtualMachineScaleSetVMs_", "VirtualMachineScaleSets_", "VirtualMachineScaleSetVMExtensions_",
)  # fmt: skip
VM = "VirtualMachines_"

ROWS: dict[int, tuple[str, str, str | None]] = {
    # row: (section, Uniform operation or concept, an alternative that has to be named)
    1: ("Instance view", SET + "GetInstanceView", "Azure Resource Graph"),
    **{
        row: ("Scale set lifecycle batch operations", VMS + name, alternative)
        for row, name, alternative in (
            (2, "Deallocate", VM + "Deallocate"),
            (3, "Delete", SET + "DeleteInstances"),
            (4, "GetInstanceView", VM + "InstanceView"),
            (5, "PerformMaintenance", VM + "PerformMaintenance"),
            (6, "PowerOff", VM + "PowerOff"),
            (7, "Redeploy", VM + "Redeploy"),
            (8, "Reimage", VM + "Reimage"),
            (9, "ReimageAll", None),
            (10, "Restart", VM + "Restart"),
            (11, "SimulateEviction", VM + "SimulateEviction"),
            (12, "Start", VM + "Start"),
        )
    },
    13: ("Get or Update", VMS + "Get", VM + "Get"),
    14: ("Get or Update", VMS + "Update", VM + "Update"),
    15: ("Get or Update scale set VM instances", VMS + "Get", VM + "Get"),
    16: ("Get or Update scale set VM instances", VMS + "Update", VM + "Update"),
    17: ("Instance protection", "instance-protection", "Azure Resource Manager locks"),
    18: ("List instances", VMS + "List", "Azure Resource Graph"),
    **{
        row: ("Scale set instance operations", SET + name, alternative)
        for row, name, alternative in (
            (19, "UpdateInstances", None),
            (20, "Deallocate", VM + "Deallocate"),
            (21, "PerformMaintenance", VM + "PerformMaintenance"),
            (22, "PowerOff", VM + "PowerOff"),
            (23, "Redeploy", VM + "Redeploy"),
            (24, "Reimage", VM + "Reimage"),
            (25, "ReimageAll", None),
            (26, "Restart", VM + "Restart"),
            (27, "SetOrchestrationServiceState", None),
            (28, "Start", VM + "Start"),
        )
    },
    **{
        row: ("VM extension", EXTENSIONS + name, "VirtualMachineExtensions_" + name)
        for row, name in (
            (29, "CreateOrUpdate"),
            (30, "Delete"),
            (31, "Get"),
            (32, "List"),
            (33, "Update"),
        )
    },
    34: ("Networking", "load-balancer-nat-pool", "InboundNatRules_CreateOrUpdate"),
    35: ("Scale set APIs", SET + "ConvertToSinglePlacementGroup", None),
    36: ("Scale set APIs", SET + "ForceRecoveryServiceFabricPlatformUpdateDomainWalk", None),
}


@pytest.fixture(scope="session")
def by_row(mapping_json):
    found: dict[int, list] = {}
    for entry in mapping_json["entries"]:
        for row in entry.get("seed_rows", ()):
            found.setdefault(row, []).append(entry)
    return found


def test_the_article_has_36_rows_in_10_sections():
    assert sorted(ROWS) == list(range(1, 37))
    assert len({section for section, _, _ in ROWS.values()}) == 10


@pytest.mark.parametrize("row", ROWS)
def test_the_row_is_answered_by_one_entry(by_row, row):
    _, what, alternative = ROWS[row]
    (entry,) = by_row[row]
    assert entry["uniform"].get("operation", entry["id"]) == what
    named = {item.get("operation") or item["service"] for item in entry["flexible"]["alternatives"]}
    assert alternative is None or alternative in named


@pytest.mark.parametrize("row", ROWS)
def test_the_answer_is_founded_on_dated_sources(mapping_json, by_row, row):
    (entry,) = by_row[row]
    article = [claim for claim in entry["claims"] if claim.get("source") == "article-2022"]
    assert article, "the article's own statement is among the claims"
    for claim in entry["claims"]:
        assert claim["as_of"]
        assert claim.get("source") in mapping_json["sources"] or claim["from"]


@pytest.mark.parametrize("row", ROWS)
def test_the_article_page_has_the_row_under_its_section(site, by_row, row):
    section, _, _ = ROWS[row]
    page = (site / "article" / "index.html").read_text()
    after = page.split(f">{section}<", 1)
    assert len(after) == 2, f"the section {section!r} is not on the page"
    assert f"entries/{by_row[row][0]['id']}/" in page


@pytest.mark.parametrize("entry_id", ["vmss-get-instance-view", "vmss-vm-list"])
def test_resource_graph_queries_match_one_set_exactly(mapping_json, entry_id):
    entry = next(entry for entry in mapping_json["entries"] if entry["id"] == entry_id)
    queries = [item["query"] for item in entry["flexible"]["alternatives"] if "query" in item]
    assert queries
    for query in queries:
        assert "contains" not in query
        assert "virtualMachineScaleSet.id" in query
        assert "==" in query or "=~" in query


def test_the_outbound_caveat_is_there(mapping_json):
    entry = next(e for e in mapping_json["entries"] if e["id"] == "load-balancer-nat-pool")
    caveat = next(caveat for caveat in entry["caveats"] if "outbound" in caveat["id"])
    assert "explicit" in caveat["text"]
    assert "implicit" in caveat["text"]


def test_single_placement_group_and_domain_walk_have_no_equivalent(by_row):
    assert [by_row[row][0]["flexible"]["verdict"] for row in (35, 36)] == ["none", "none"]
