"""`flexmap show` on the real data: what a command is for, one use of it, models, errors."""

from __future__ import annotations

import json

import pytest

from flexmap.cli import main
from flexmap.lookup import lookup
from flexmap.lookup.commands import command_name, of_command
from flexmap.mapping import Client, Mapping
from tests import review_cases

COMMANDS = {
    "az vmss create": {"VF036"},
    "az vmss scale": {"VF036", "VF129"},
    "az vmss extension set": {"VF057"},
    "az vmss identity assign": {"VF103"},
    "az vmss list-instance-public-ips": {"VF133"},
    "az vmss list-instance-connection-info": {"VF032", "VF133"},
    "az vmss diagnostics set": {"VF036", "VF057"},
    # others of the same kind: a read or a side call stood first
    "az vmss application set": {"VF143"},
    "az vmss identity remove": {"VF103"},
    "az vmss lifecycle-hook add": {"VF124"},
    "az vmss disk attach": {"VF036"},
    "az vmss run-command update": {"VF062"},
    "az vmss extension delete": {"VF058"},
    "az vmss update": {"VF036"},
    "Get-AzVmssDiskEncryption": {"VF001"},
}
"""What was typed, and the entries of which one has to be the first."""


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    return review_cases.mapping()


@pytest.fixture
def run(mapping_file, capsys):
    """Runs the command on the real data; gives exit code, stdout and stderr."""

    def runner(*arguments: str) -> tuple[int, str, str]:
        code = main([arguments[0], "--mapping", str(mapping_file), *arguments[1:]])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return runner


def refs(mapping, key: str) -> list[str]:
    return [entry.ref for entry in lookup(mapping, key).entries]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_begins_with_what_it_is_for(mapping, command: str) -> None:
    """The write stands before the read and the side call that come with it."""
    assert refs(mapping, command)[0] in COMMANDS[command]


def test_no_command_that_writes_begins_with_a_read(mapping) -> None:
    """The kind and not the lines above: every command of the data with an own write."""
    names = {
        (name.client, name.name): name
        for entry in mapping.entries
        for name in entry.uniform.names
        if name.client in (Client.AZURE_CLI, Client.POWERSHELL) and name.command
    }
    assert len(names) > 60
    for name in names.values():
        entries = of_command(mapping, name)
        sends = [entry for entry in entries
                 if any((n.client, n.name) == (name.client, name.name) and not n.when
                        for n in entry.uniform.names)]  # fmt: skip
        methods = [e.uniform.endpoint.method for e in sends if e.uniform.endpoint]
        first = entries[0].uniform.endpoint
        if {"PUT", "PATCH"} & set(methods) and first:
            assert first.method not in ("GET", "POST"), name.name


def test_a_name_that_is_called_without_options_comes_first(mapping) -> None:
    """`az vmss deallocate` is the call for the set; one instance needs an option."""
    assert refs(mapping, "az vmss deallocate") == ["VF018", "VF002"]


def test_an_older_cmdlet_and_another_case_are_known(mapping) -> None:
    """The names of a generation before lead to the same entries, in the same order."""
    assert refs(mapping, "update-azurermvmss") == refs(mapping, "Update-AzVmss") != []
    assert command_name(mapping, "vmss") is None


def test_a_command_line_is_answered_for_its_options(run) -> None:
    """The review's answer stands first, then the entry; the caveat has its address."""
    site = "https://x.example"
    code, out, _ = run("show", "az vmss restart --instance-ids 0", "--site", site)
    assert code == 0
    assert out.startswith("stops on Flexible: `--instance-ids 0`: ")
    said, _, entry = out.partition("\n\n")
    assert "VF024#ids-are-vm-names" in said
    assert said.endswith(f"{site}/entries/vmss-restart/#ids-are-vm-names")
    assert entry.startswith("VF024 ")


def test_a_use_that_is_right_is_called_fine(run) -> None:
    """VM names are what a Flexible set takes."""
    out = run("show", "$ az vmss restart --instance-ids front_1a2b3c4d")[1]
    assert out.startswith("fine on Flexible: `az vmss restart`: ")
    assert "stops on Flexible" not in out


@pytest.mark.parametrize(
    ("line", "ref"),
    [
        ("Restart-AzVmss -ResourceGroupName g -VMScaleSetName s -InstanceId 0", "VF024"),
        ("PS C:\\> Get-AzVmss -ResourceGroupName g -VMScaleSetName s -InstanceView", "VF001"),
        ("sudo az vmss list-instances -g g -n s --expand instanceView", "VF016"),
        ('client.virtual_machine_scale_set_vms.begin_restart(rg, name, "0")', "VF010"),
    ],
)
def test_lines_of_other_languages_are_answered_too(mapping, line: str, ref: str) -> None:
    """What people copy out of a terminal or a program."""
    answer = lookup(mapping, line)
    assert answer.findings[0].cls == "stops"
    assert answer.entries[0].ref == ref


def test_a_command_that_stops_says_so_first(run) -> None:
    """Without an option, too: the client refuses every Flexible set."""
    out = run("show", "az", "vmss", "list-instance-connection-info")[1]
    assert out.startswith("stops on Flexible: ")
    assert not run("show", "az", "vmss", "create")[1].startswith("stops")


def test_a_record_says_what_the_review_says(run) -> None:
    """The same answer for a program."""
    out = run("show", "az vmss restart --instance-ids 0", "--format", "json")[1]
    (record,) = json.loads(out)
    assert record["ref"] == "VF024"
    (said,) = record["review"]
    assert (said["class"], said["severity"]) == ("stops", "breaking")
    assert said["caveats"][0] == "VF024#ids-are-vm-names"
    assert "`--instance-ids 0`" in said["message"]


@pytest.mark.parametrize(
    ("key", "ref"),
    [
        ("properties.virtualMachineProfile.userData", "VF110"),
        ("virtualMachineProfile.storageProfile.osDisk.deleteOption", "VF106"),
        ("osDisk.deleteOption", "VF106"),
        ("properties.upgradePolicy.rollingUpgradePolicy.pauseTimeBetweenBatches", "VF097"),
        ("properties.virtualMachineProfile.storageProfile.osDisk.caching", "VF085"),
        ("upgrade_mode", "VF096"),
        ("azurerm_linux_virtual_machine_scale_set.overprovision", "VF094"),
        ("azurerm_orchestrated_virtual_machine_scale_set.platform_fault_domain_count", "VF101"),
        ("rolling_upgrade_policy.max_batch_instance_percent", "VF097"),
        ("priority_mix", "VF112"),
    ],
)
def test_paths_and_terraform_arguments_lead_to_their_property(mapping, key: str, ref: str) -> None:
    """Whole, or by their end; what stands below a property leads to it."""
    assert refs(mapping, key)[0] == ref


def test_a_type_of_resource_is_answered_as_the_review_does(mapping) -> None:
    """The Uniform types are another resource; in a type alone nothing is missing."""
    answer = lookup(mapping, "azurerm_linux_virtual_machine_scale_set")
    assert answer.findings[0].cls == "stops"
    assert answer.findings[0].anchor == "VF083#terraform-is-another-resource"
    right = lookup(mapping, "azurerm_orchestrated_virtual_machine_scale_set")
    assert [finding.cls for finding in right.findings] == ["fine"]
    assert lookup(mapping, "azurerm_network_interface").entries == ()


def test_further_entries_are_named_in_a_line(run) -> None:
    """Three entries are read, a dozen is a list."""
    out = run("show", "OperationNotAllowed")[1]
    assert out.count("\nOn a Flexible set: ") == 3
    _, _, more = out.partition("\nAlso:\n")
    assert len(more.splitlines()) > 3


def test_what_leads_nowhere_is_said_in_words(run) -> None:
    """Exit 1 and the way on; odd input is no fault of the tool."""
    for key in ("no such thing", "az vmss nosuch --x 1", "azurerm_", "...", "'", "{", "az"):
        code, out, err = run("show", key)
        assert (code, out) == (1, ""), key
        assert "flexmap search WORDS" in err


def instead(run, ref: str) -> dict[str, list[str]]:
    (record,) = json.loads(run("show", ref, "--format", "json")[1])
    found: dict[str, list[str]] = {}
    for item in record["replacements"]:
        found.setdefault(item["client"], []).append(item["name"])
    return found


def test_each_client_gets_the_first_named_command_that_does_the_job(run) -> None:
    """`az vm get-instance-view` reads the state of one VM; `az rest` is for what has no name."""
    found = instead(run, "VF004")
    assert found["azure-cli"] == ["az vm get-instance-view"]
    assert found["powershell"] == ["Get-AzVM"]
    assert found["python"] == ["virtual_machines.instance_view"]
    assert "- azure-cli: az vm get-instance-view (VirtualMachines_Get)" in run("show", "VF004")[1]
    assert instead(run, "VF002")["azure-cli"] == ["az vm deallocate"]


def test_calls_that_are_needed_together_are_all_named(run) -> None:
    """A composed answer has one command for each of its calls, and none stands for another."""
    found = instead(run, "VF083")
    assert len(found["python"]) > 1
    assert found["powershell"][0].startswith(
        ("Invoke-AzRestMethod ", "New-AzVmss", "Update-AzVmss")
    )


def test_a_line_needs_no_quotes(run) -> None:
    """Its options are its own, wherever ours stand; a word with blanks stays one."""
    quoted = run("show", "az vmss restart --instance-ids 0")[1]
    assert run("show", "az", "vmss", "restart", "--instance-ids", "0")[1] == quoted
    line = (
        "az",
        "vmss",
        "list-instances",
        "-n",
        "a b",
        "--query",
        "[].id",
        "--expand",
        "instanceView",
    )
    (record,) = json.loads(run("show", "--format", "json", *line)[1])
    assert json.loads(run("show", *line, "--format=json")[1]) == [record]
    assert record["review"][0]["caveats"][0] == "VF016#expand-is-refused"
    assert run("search", "--instance-ids")[0] == 0


def test_huge_input_is_answered(mapping) -> None:
    """What was pasted by mistake: no pattern takes time beyond its length."""
    for text in ("\\" * 200_000, "." * 200_000, "'" * 200_000, "\x1b]" * 100_000, "az " * 70_000,
                 "/subscriptions/" * 20_000, "set '" * 50_000, "a.b" * 70_000):  # fmt: skip
        assert lookup(mapping, text).entries == ()


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("az vmss list-instance-connection-info -g g -n s", {"VF032", "VF133"}),
        ("az vmss extension set -g g --vmss-name s -n CustomScript --publisher p", {"VF057"}),
        ("az vmss diagnostics set -g g --vmss-name s", {"VF036"}),
        ("az vmss identity assign -g g -n s --identities [system]", {"VF103"}),
    ],
)
def test_a_line_of_a_command_that_sends_other_calls(mapping, line: str, first: set[str]) -> None:
    """With options it begins with what the command is for, as without."""
    assert refs(mapping, line)[0] in first


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("POST https://management.azure.com/subscriptions/x/resourceGroups/g/providers/"
         "Microsoft.Compute/virtualMachineScaleSets/s/restart?api-version=2024-07-01", ["VF024"]),
        ("/virtualMachineScaleSets/{vmScaleSetName}/instanceView", ["VF001"]),
        ("az vm restart", ["VF010"]),
        ("New-AzVmssConfig", ["VF078"]),
    ],
)  # fmt: skip
def test_requests_and_words_that_entries_list(mapping, key: str, found: list[str]) -> None:
    """A path with a method or without, a command of single VMs, a cmdlet that makes an object."""
    answer = lookup(mapping, key)
    assert [entry.ref for entry in answer.entries] == found
    assert len(answer.findings) <= 1
