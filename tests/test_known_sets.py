"""`--sets`: what tools write about the sets there are becomes the mode of calls on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flexmap.mapping
from flexmap.cli import main
from flexmap.readers.known_sets import KnownSets
from flexmap.readers.scanner import Scanner
from flexmap.review.findings import Finding, findings
from flexmap.review.sets import SetsError, read_sets
from tests.review_cases import mapping, mapping_text

LISTED = [
    {"name": "Front", "resourceGroup": "RG", "orchestrationMode": "Flexible"},
    {"name": "old", "resourceGroup": "rg", "orchestrationMode": "Uniform"},
    {"name": "twice", "resourceGroup": "one", "orchestrationMode": "Flexible"},
    {"name": "twice", "resourceGroup": "two", "orchestrationMode": "Uniform"},
]
PATH = "/subscriptions/{}/resourceGroups/{}/providers/Microsoft.Compute/virtualMachineScaleSets/{}"


def known(tmp_path: Path, *records: Any) -> KnownSets:
    """The sets in files that hold the records."""
    paths = []
    for number, record in enumerate(records):
        path = tmp_path / f"sets{number}.json"
        path.write_text(json.dumps(record), encoding="utf-8")
        paths.append(str(path))
    return read_sets(paths).known


def found(sets: KnownSets, text: str, language: str = "shell") -> list[Finding]:
    content = text.encode()
    hits = Scanner(mapping(), sets).scan(content, language)
    return findings(mapping(), "input", language, content, hits)


def mode(sets: KnownSets, text: str, language: str = "shell") -> str:
    """The mode of the call that a text ends with."""
    return found(sets, text, language)[-1].mode.value


def problem(tmp_path: Path, text: str | bytes, name: str = "sets.json") -> str:
    """What is said of a file that cannot be used, without its folder."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SetsError) as raised:
        read_sets([str(path)])
    return str(raised.value).replace(f"{tmp_path}/", "")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("az vmss restart -g rg -n front --instance-ids 0", "flexible"),
        ("az vmss restart -g rg -n FRONT --instance-ids 0", "flexible"),
        ('S=front\naz vmss restart -g "$G" -n "$S" --instance-ids 0', "flexible"),
        ("az vmss restart --resource-group=rg --name=old --instance-ids 0", "uniform"),
        ("az vmss run-command list -g rg --vmss-name front --instance-id 0", "flexible"),
        ("az vmss extension set -g rg --vmss-name old --name front -p x", "uniform"),
        ("az vmss restart -g other -n front --instance-ids 0", "unknown"),
        ('az vmss restart -g rg -n "$SET" --instance-ids 0', "unknown"),
        ("az vmss restart -g one -n twice --instance-ids 0", "flexible"),
        ("az vmss restart -g two -n twice --instance-ids 0", "uniform"),
        ('az vmss restart -g "$RG" -n twice --instance-ids 0', "unknown"),
        (f"az vmss show --ids {PATH.format('s', 'rg', 'front')} --instance-id 0", "flexible"),
        (f"az rest --method post --url {PATH.format('$S', 'rg', 'front')}/restart", "flexible"),
        (f"az rest --method post --url {PATH.format('$S', '$G', 'twice')}/restart", "unknown"),
        (f"az rest --method post --url {PATH.format('s', 'rg', '$N')}/restart", "unknown"),
    ],
)
def test_a_set_is_known_by_its_name(tmp_path: Path, line: str, expected: str) -> None:
    """The group decides between sets of one name, and is not asked for where they agree."""
    assert mode(known(tmp_path, LISTED), line) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("powershell", 'Stop-AzVmss -ResourceGroupName "rg" -VMScaleSetName front -InstanceId 0'),
        (
            "python",
            "from azure.mgmt.compute import ComputeManagementClient\n"
            "c = ComputeManagementClient(a, b)\n"
            'NAME = "front"\n'
            'c.virtual_machine_scale_set_vms.begin_deallocate(group, NAME, "0")\n',
        ),
        (
            "javascript",
            'import { ComputeManagementClient } from "@azure/arm-compute";\n'
            "const c = new ComputeManagementClient(a, b);\n"
            'await c.virtualMachineScaleSetVMs.beginDeallocateAndWait("rg", "front", "0");\n',
        ),
        (
            "http",
            f"POST https://management.azure.com{PATH.format('{{s}}', 'rg', 'front')}"
            "/restart?api-version=2024-03-01\n",
        ),
    ],
)
def test_every_client_names_its_set(tmp_path: Path, language: str, text: str) -> None:
    """In an argument by name or place, in a variable, or in the path of a request."""
    assert mode(known(tmp_path, LISTED), text, language) == "flexible"


def test_the_message_names_the_file_in_place_of_if(tmp_path: Path) -> None:
    """What was a condition is a fact, for the one mode as for the other."""
    sets = known(tmp_path, LISTED)
    line = "az vmss restart -g rg -n {} --instance-ids 0"
    assert "if the set is or becomes Flexible" in found(sets, line.format("new"))[0].message
    (flexible,) = found(sets, line.format("front"))
    assert f"The set is Flexible ({tmp_path}/sets0.json says so)." in flexible.message
    (uniform,) = found(sets, line.format("old"))
    assert "The set is Uniform (" in uniform.message
    assert "so this counts when it becomes Flexible." in uniform.message


def test_what_is_known_goes_before_what_the_file_declares_of_others(tmp_path: Path) -> None:
    """A script that makes one set may restart another one; what a command says itself stays."""
    sets = known(tmp_path, LISTED)
    made = "az vmss create -g rg -n new --orchestration-mode Flexible --image i\n"
    assert mode(sets, f"{made}az vmss restart -g rg -n old --instance-ids 0") == "uniform"
    assert mode(sets, f"{made}az vmss restart -g rg -n other --instance-ids 0") == "flexible"
    assert mode(sets, made.replace("new", "old")) == "flexible"


def test_a_replacement_is_safe_on_a_set_that_is_known(tmp_path: Path) -> None:
    """And on no other one, nor with a note."""
    sets = known(tmp_path, LISTED)
    line = "az vmss deallocate -g rg -n {} --instance-ids {}"
    safe = {
        (name, instance): proposal.safe
        for name in ("front", "old", "other")
        for instance in ("vm_1", "0")
        if (proposal := found(sets, line.format(name, instance))[0].replacement)
    }
    assert [key for key, value in safe.items() if value] == [("front", "vm_1")]
    assert len(safe) == 6


# The files


def modes(tmp_path: Path, text: str | bytes, name: str = "sets") -> dict[tuple[str, ...], str]:
    """The modes in a file by subscription, group and name."""
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    sets = read_sets([str(tmp_path / name)]).known
    return {
        (item.name.subscription, item.name.group, item.name.name): item.mode.value
        for items in sets.by_name.values()
        for item in items
    }


def test_resource_graph(tmp_path: Path) -> None:
    """The answer of the command, with rows of other types; a set that is whole is Uniform
    where the service leaves the mode out."""
    kind = "microsoft.compute/virtualmachinescalesets"
    rows = [
        {"id": PATH.format("S1", "G", "a"), "name": "a", "type": kind,
         "properties": {"orchestrationMode": "Flexible"}},
        {"name": "b", "resourceGroup": "g", "subscriptionId": "s1", "type": kind,
         "properties": {"singlePlacementGroup": True}},
        {"name": "c", "resourceGroup": "g", "properties_orchestrationMode": "Uniform"},
        {"name": "vm", "type": "microsoft.compute/virtualmachines", "properties": {}},
    ]  # fmt: skip
    text = json.dumps({"count": 4, "data": rows, "skip_token": None, "total_records": 4})
    assert modes(tmp_path, text) == {
        ("s1", "g", "a"): "flexible", ("s1", "g", "b"): "uniform", ("", "g", "c"): "uniform",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "NAME,RESOURCE GROUP,ORCHESTRATION MODE\r\na,g,Flexible\r\n",
        "﻿name,resourceGroup,properties_orchestrationMode\na,g,Flexible\n",
        'id,name,type,resourceGroup,properties\n/x,a,microsoft.compute/virtualMachineScaleSets,g,'
        '"{""orchestrationMode"":""Flexible""}"\n/y,b,microsoft.compute/disks,g,{}\n',
    ],
)  # fmt: skip
def test_tables_of_the_portal(tmp_path: Path, text: str) -> None:
    """Columns are found by name, in any case, with blanks; a mark at the start is none of it."""
    assert modes(tmp_path, text, "sets.csv") == {("", "g", "a"): "flexible"}


def test_terraform(tmp_path: Path) -> None:
    """The types fix the mode, azapi has it in its body; modules are entered."""
    body = {"properties": {"orchestrationMode": "Flexible"}}
    kind = "Microsoft.Compute/virtualMachineScaleSets@2024-11-01"
    group = "/subscriptions/s/resourceGroups/G"

    def resource(kind: str, name: str | None, **values: Any) -> dict[str, Any]:
        return {"type": kind, "mode": "managed", "values": {"name": name, **values}}

    child = {"resources": [
        resource("azapi_resource", "d", type=kind, parent_id=group, body=body),
        resource("azapi_resource", "e", type=kind, parent_id=group, body=json.dumps(body)),
        resource("azapi_resource", "f", type=kind, parent_id=group, body={"properties": {}}),
        resource("azapi_resource", "g", type="Microsoft.Compute/disks@2024-03-02", body={}),
    ]}  # fmt: skip
    root = {
        "resources": [
            resource("azurerm_orchestrated_virtual_machine_scale_set", "a",
                     resource_group_name="g", id=f"{group}/providers/x"),
            resource("azurerm_linux_virtual_machine_scale_set", "b", resource_group_name="g"),
            resource("azurerm_windows_virtual_machine_scale_set", None),
            resource("azurerm_virtual_machine_scale_set_extension", "c"),
            resource("azurerm_virtual_machine_scale_set", "x") | {"mode": "data"},
        ],
        "child_modules": [{"child_modules": [child]}],
    }  # fmt: skip
    expected = {
        ("s", "g", "a"): "flexible", ("", "g", "b"): "uniform", ("s", "g", "d"): "flexible",
        ("s", "g", "e"): "flexible", ("s", "g", "f"): "uniform",
    }  # fmt: skip
    state = {"format_version": "1.0", "values": {"root_module": root}}
    assert modes(tmp_path, json.dumps(state)) == expected
    plan = {"format_version": "1.2", "planned_values": {"root_module": root}, "prior_state": {}}
    assert modes(tmp_path, json.dumps(plan)) == expected
    assert modes(tmp_path, '{"format_version": "1.0"}') == {}


def test_what_a_redirection_of_powershell_writes(tmp_path: Path) -> None:
    """Windows PowerShell writes UTF-16 with a mark."""
    text = json.dumps(LISTED[:1]).encode("utf-16")
    assert modes(tmp_path, text) == {("", "rg", "front"): "flexible"}


def test_several_files(tmp_path: Path) -> None:
    """They add up; where they contradict each other, one is out of date."""
    assert len(known(tmp_path, LISTED[:2], LISTED[1:]).by_name) == 3
    with pytest.raises(SetsError, match=r"'old' of group 'rg' is flexible here and uniform in"):
        known(tmp_path, LISTED, [LISTED[1] | {"orchestrationMode": "Flexible"}])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[\n {"name": "a",}]', "sets.json:2:"),
        ('[{"name": "ü"},\n {"name": "b", "orchestrationMode": "Flex"}]',
         "sets.json:1:2: 'ü' has no orchestrationMode; list the sets whole, without --query or "
         "project\nsets.json:2:2: 'b' has the orchestrationMode 'Flex'; known ones: Flexible, "
         "Uniform"),
        ('{"data": [1]}', "sets.json:1:11: no scale set but int; write one with `az vmss list"),
        ('[{"orchestrationMode": "Flexible"}]', "sets.json:1:2: a scale set without its name"),
        ('{"version": 4, "serial": 1, "resources": []}',
         "sets.json:1:1: a state file; give the output of `terraform show -json` instead"),
        ('{"data": {"columns": [], "rows": []}}', "sets.json:1:10: rows without names; ask"),
        ('{"a": 1}', "sets.json:1:1: no list of scale sets in it, but a; write one with"),
        ("name,group\na,b\n", "sets.json:1:1: no JSON, and no table with the columns name and"),
        ("name,orchestrationMode\na,Flexible\nb,\n", "sets.json:3:1: 'b' has no orchestrationMode"),
        ("[" * 100_000, "sets.json:1:1: nested too deeply; write one with"),
        ("", "sets.json:1:1: no JSON, and no table with"),
        (b"\x00\x01\x02", "sets.json: binary; write one with"),
    ],
)  # fmt: skip
def test_a_bad_file_is_explained(tmp_path: Path, text: str | bytes, said: str) -> None:
    """Where, what is wrong, and how to make a good one."""
    assert problem(tmp_path, text).startswith(said)


def test_many_problems_are_cut(tmp_path: Path) -> None:
    """A list made with `--query` is wrong in every row."""
    lines = problem(tmp_path, json.dumps([{"name": "a"}] * 50)).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "sets.json: 30 more like these"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["name", "data", "value", "values", "root_module", "resources", "type",
                         "format_version", "child_modules", "body", "properties", "mode", "id",
                         "resourceGroup", "orchestrationMode", "planned_values"]),
        inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_no_json_is_a_fault_of_ours(record: Any) -> None:
    """Whatever is in a file, it is read or refused with a sentence."""
    from flexmap.review.sets import parsed

    parsed(json.dumps(record).encode(), "sets.json")


# The command


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mapping.json").write_text(mapping_text(), encoding="utf-8")
    whole = flexmap.mapping.load
    monkeypatch.setattr("flexmap.mapping.loader.load", lambda _: whole(tmp_path / "mapping.json"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_takes_files_of_sets(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Workers know them, `--fix` uses them, and what is odd is said."""
    (here / "sets.json").write_text(json.dumps({"data": LISTED, "skip_token": "x"}))
    (here / "none.json").write_text("[]")
    (here / "a.sh").write_text("az vmss deallocate -g rg -n front --instance-ids vm_1\n")
    options = ["review", "a.sh", "--no-progress", "--sets", "sets.json", "--sets", "none.json"]
    main([*options, "--format", "json"])
    done = capsys.readouterr()
    assert json.loads(done.out)["findings"][0]["mode"] == "flexible"
    assert "flexmap: sets.json: has further pages; give them too" in done.err
    assert "flexmap: none.json: names no scale set" in done.err
    main([*options, "--fix"])
    assert (here / "a.sh").read_text() == "az vm deallocate -g rg -n vm_1\n"


def test_files_of_sets_are_no_code(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They can hold commands, as in an extension, which a review would list."""
    (here / "a.sh").write_text("az vmss list-skus -g rg -n front\n")
    command = "az vmss restart -g rg -n front --instance-ids 0"
    (here / "sets.json").write_text(json.dumps([LISTED[0] | {"tags": {"command": command}}]))
    options = ["review", "a.sh", "sets.json", "--no-progress", "--format", "json", "--all"]
    listed = []
    for more in ([], ["--sets", "./sets.json"]):
        main([*options, *more])
        findings = json.loads(capsys.readouterr().out)["findings"]
        listed.append({item["path"] for item in findings})
    assert listed == [{"a.sh", "sets.json"}, {"a.sh"}]


def test_a_bad_file_ends_with_2(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is reviewed."""
    (here / "a.sh").write_text("az vmss list\n")
    assert main(["review", "a.sh", "--sets", "missing.json"]) == 2
    assert "error: missing.json: unreadable (No such file" in capsys.readouterr().err
