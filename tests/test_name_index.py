"""From names to entries: the index of mapping.json, the columns of the CSV, the example."""

from __future__ import annotations

import csv
import dataclasses
import io
import subprocess
import sys

from flexmap.mapping import Circumstance, Client, Kind, Name, Sample, Severity, Verdict
from flexmap.mapping.preferred import preferred_commands
from generator.building.index import name_index
from generator.exports.table import COLUMNS, csv_table
from tests.sample_mapping import sample_mapping
from tests.sample_parts import alternative, caveat

CLI = Client.AZURE_CLI


def command(name: str, **changes) -> Name:
    return Name(client=CLI, name=name, exact=True, **changes)


def entry_with(*names: Name, **changes):
    """The sample's first entry with these names on the Uniform side."""
    first = sample_mapping().entries[0]
    uniform = dataclasses.replace(first.uniform, names=names)
    return dataclasses.replace(first, uniform=uniform, **changes)


def with_alternative(verdict: Verdict, *names: Name):
    """An entry with an own name and one preferred alternative."""
    entry = entry_with(command("az old"))
    sample = Sample(client=CLI, language="shell", code="az first -g g && az second -g g")
    found = alternative("VirtualMachines_Start", preferred=True, names=names, samples=(sample,))
    flexible = dataclasses.replace(entry.flexible, verdict=verdict, alternatives=(found,))
    return dataclasses.replace(entry, flexible=flexible)


def test_the_index_has_what_people_type() -> None:
    """Not what sends the call on the way, nor a line that only sends the request, nor a path."""
    entry = entry_with(
        command("az a"),
        command("az b", within=True),
        command("az rest", command=False),
        command("az c", deprecated=True),
        Name(client=Client.REST, name="GET /x", exact=True),
        caveats=(caveat("c", Severity.NOTE, when=(Circumstance(name="azurerm_x"),)),),
    )
    other = dataclasses.replace(entry_with(command("az a")), id="other")
    assert name_index([entry, other]) == {
        "az a": (entry.id, "other"),
        "az c": (entry.id,),
        "azurerm_x": (entry.id,),
    }


def test_the_first_named_command_that_does_the_job_is_preferred() -> None:
    """Of the preferred alternative, or of the call itself where it stays the same."""
    names = (
        command("az within", within=True),
        command("az rest", command=False),
        command("az older", deprecated=True),
        command("az first"),
        command("az second"),
    )
    assert preferred_commands(with_alternative(Verdict.REPLACED, *names)) == {CLI: "az first"}
    assert preferred_commands(with_alternative(Verdict.SAME, *names)) == {CLI: "az old"}
    assert preferred_commands(with_alternative(Verdict.REPLACED)) == {}


def test_a_property_is_written_as_flexible_sets_take_it(mapping) -> None:
    """Never the argument of a Terraform resource that makes Uniform sets."""
    uniform = ("azurerm_linux_virtual_machine_scale_set.", "azurerm_windows_virtual_machine_scale")
    found = [preferred_commands(e) for e in mapping.entries if e.kind is Kind.PROPERTY]
    written = [names[Client.TERRAFORM] for names in found if Client.TERRAFORM in names]
    assert written
    assert not [name for name in written if name.startswith(uniform)]


def test_the_csv_has_a_column_a_client(mapping) -> None:
    """Documented names of commands, on the line of their entry."""
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(csv_table(mapping)))}
    columns = [name for name in COLUMNS if name.startswith("flexible_")]
    assert columns[1:] == [f"flexible_{client.value.replace('-', '_')}" for client in Client]
    row = rows["vmss-vm-deallocate"]
    assert row["flexible_azure_cli"] == "az vm deallocate"
    assert row["flexible_powershell"] == "Stop-AzVM"
    assert row["unchanged"] == "fails"
    assert rows["vmss-start"]["flexible_azure_cli"] == "az vmss start"


def test_a_command_that_sends_something_else_can_do_the_job(mapping) -> None:
    """For the state of one instance, not the line that sends the request."""
    found = preferred_commands(mapping.entry("VF004"))
    assert found[CLI] == "az vm get-instance-view"
    assert found[Client.POWERSHELL] == "Get-AzVM"
    (names,) = (a.names for a in mapping.entry("VF004").flexible.alternatives if a.preferred)
    assert [name.client for name in names] == sorted(
        (name.client for name in names), key=list(Client).index
    )


def test_the_published_index_leads_to_entries(mapping_json) -> None:
    """Commands, cmdlets, methods, resource types and arguments, each to ids that are there."""
    names = mapping_json["names"]
    ids = {entry["id"] for entry in mapping_json["entries"]}
    assert {id_ for found in names.values() for id_ in found} <= ids
    for name, entry in (
        ("az vmss deallocate", "vmss-deallocate"),
        ("Stop-AzVmss", "vmss-power-off"),
        ("virtual_machine_scale_sets.begin_start", "vmss-start"),
        ("azurerm_linux_virtual_machine_scale_set", "property-orchestration-mode"),
        ("azurerm_linux_virtual_machine_scale_set.overprovision", "property-overprovision"),
    ):
        assert entry in names[name]


def test_the_example_reads_index_outcome_and_conditions(site, mapping) -> None:
    """What the downloads page shows runs as it stands, with an exception and a condition."""

    def said(name: str) -> str:
        script = site / "examples" / "unchanged.py"
        command_line = [sys.executable, str(script), str(site / "mapping.json"), name]
        return subprocess.run(command_line, capture_output=True, text=True, check=True).stdout

    start = said("az vmss start")
    assert "VF026 Start instances of the set: works\n" in start
    assert (
        '- breaking: Instance ids are VM names: {"number": true, "argument": "instanceIds"}'
        in start
    )
    # Fails by its name, where the entry's own outcome is another.
    assert mapping.entry("VF035").flexible.unchanged.outcome == "works"
    assert ": fails\n" in said("az vmss list-instance-connection-info")
    assert said("az vmss nothing") == ""


def test_the_downloads_page_explains_them(site) -> None:
    """Every key and the columns are told where people download."""
    page = (site / "downloads" / "index.html").read_text(encoding="utf-8")
    for words in ("names", "flexible.unchanged", "caveats[].when", "flexible_azure_cli", "calls"):
        assert f"<code>{words}</code>" in page
