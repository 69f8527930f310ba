"""Samples: made from the real packages, read back, and shown before and after."""

from __future__ import annotations

import ast
import json
import re
import shlex

import pytest

from flexmap.mapping import Client, Sample, Verdict
from generator.building.check import authored_schemas
from generator.pages.citation import caveat_citation, citation, report_address
from generator.pages.sample_view import before_and_after
from generator.pages.site import site
from generator.reading.files import read_folder
from generator.reading.loading import load
from generator.rules.bodies import body_faults
from generator.rules.sample_parts import read_call, read_cmdlet, read_command, read_request
from generator.samples import Mode, make_samples, sample_book
from generator.samples.layout import PYTHON, WIDTH, layout
from generator.site.folder import SiteError
from generator.site.settings import read_settings
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def book():
    documents = load(read_folder(ROOT / "data"), authored_schemas()).documents
    return sample_book(documents)


def code(book, operation: str, mode: Mode, client: Client) -> str:
    made = make_samples(book.operations[operation], mode, book)
    return next(sample.code for sample in made if sample.client is client)


DEALLOCATE = "VirtualMachineScaleSets_Deallocate"


@pytest.mark.parametrize(
    ("mode", "first"), [(Mode.UNIFORM, "0"), (Mode.FLEXIBLE, "myset_3a7f9c12")]
)
def test_ids_are_numbers_on_uniform_and_names_on_flexible(book, mode, first) -> None:
    """The one thing that breaks most scripts is in every sample with ids."""
    request = read_request(code(book, DEALLOCATE, mode, Client.REST))
    assert request.body["instanceIds"][0] == first
    assert first in shlex.split(code(book, DEALLOCATE, mode, Client.AZURE_CLI))
    assert f'-InstanceId "{first}"' in code(book, DEALLOCATE, mode, Client.POWERSHELL)
    assert read_call(code(book, DEALLOCATE, mode, Client.PYTHON)).arguments[2] == request.body


def test_a_call_without_a_command_sends_the_request(book) -> None:
    """With what each client puts in the place of the subscription."""
    operation = "VirtualMachineScaleSetVMs_AttachDetachDataDisks"
    cli = code(book, operation, Mode.UNIFORM, Client.AZURE_CLI)
    words = shlex.split(cli.partition("\n")[2])
    assert words[:4] == ["az", "rest", "--method", "post"]
    body = json.loads(words[words.index("--body") + 1])
    assert body["dataDisksToAttach"][0]["diskId"].startswith("/subscriptions/$id/")
    powershell = code(book, operation, Mode.UNIFORM, Client.POWERSHELL)
    assert read_cmdlet(powershell).name == "Invoke-AzRestMethod"
    assert "{subscriptionId}" not in powershell


def test_a_list_of_vms_asks_for_those_of_the_set(book) -> None:
    """Without the filter a list of instances holds every VM of the resource group."""
    asked = read_request(code(book, "VirtualMachines_List", Mode.FLEXIBLE, Client.REST)).query
    assert asked["$filter"].startswith("'virtualMachineScaleSet/id' eq '/subscriptions/")
    for client in (Client.REST, Client.POWERSHELL):
        assert "$filter" not in code(book, "VirtualMachines_List", Mode.FLEXIBLE, client)
    call = read_call(code(book, "VirtualMachines_List", Mode.FLEXIBLE, Client.PYTHON))
    assert call.keywords == ("filter",)
    assert "--vmss" in code(book, "VirtualMachines_List", Mode.FLEXIBLE, Client.AZURE_CLI)


def test_an_entry_can_have_its_own_sample_of_an_operation(mapping) -> None:
    """A deallocation without the switch loses the memory that hibernation is to keep."""
    entry = next(entry for entry in mapping.entries if entry.id == "hibernation")
    for alternative in entry.flexible.alternatives:
        assert len(alternative.samples) == 4
        for sample in alternative.samples:
            assert re.search(r"hibernate[ =][Tt]rue", sample.code), sample.code
    other = next(entry for entry in mapping.entries if entry.id == "vmss-deallocate")
    assert not any("hibernate" in sample.code for sample in other.flexible.samples)


def test_no_sample_drops_the_disks_that_are_there(mapping) -> None:
    """A list of disks replaces the list, so whoever sends one has read the disks before."""
    samples = [
        sample
        for entry in mapping.entries
        for item in (entry.uniform, entry.flexible, *entry.flexible.alternatives)
        for sample in item.samples
        if re.search(r'"dataDisks"|data_disks =|DataDisk |vm(ss)? disk attach', sample.code)
    ]
    reads = {
        Client.REST: r"^GET [^\n]*\n\n### Then.*\nPUT (?s:.*each disk that the answer lists)",
        Client.AZURE_CLI: r"^az vm(ss)? disk attach ",
        Client.POWERSHELL: r"^\$(\w+) = Get-AzVM(?s:.*Update-AzVM.*\$\1)$",
        Client.PYTHON: r"\.get\((?s:.*)data_disks = \[\*",
    }
    assert {sample.client for sample in samples} == set(reads)
    for sample in samples:
        assert re.search(reads[sample.client], sample.code, re.I), sample.code


def test_every_operation_of_an_entry_has_a_sample_in_four_clients(mapping) -> None:
    """Whoever reads an entry finds a line to paste, whatever they use."""
    four = {Client.REST, Client.AZURE_CLI, Client.POWERSHELL, Client.PYTHON}
    for entry in mapping.entries:
        if entry.uniform.operation:
            assert {sample.client for sample in entry.uniform.samples} == four, entry.id
            for item in entry.flexible.alternatives:
                if item.operation and "Network" not in (
                    item.endpoint.path if item.endpoint else ""
                ):
                    assert {sample.client for sample in item.samples} == four, entry.id
        same = entry.flexible.verdict is Verdict.SAME
        assert bool(entry.flexible.samples) == bool(same and entry.uniform.operation), entry.id


def test_python_samples_parse_after_their_setup(mapping) -> None:
    """The setup is what comes before them, so both together are one script."""
    (setup,) = (item.code for item in mapping.setups if item.client == Client.PYTHON)
    for entry in mapping.entries:
        for sample in entry.uniform.samples:
            if sample.client is Client.PYTHON:
                ast.parse(f"{setup}\n{sample.code}\n")


def test_a_wrong_body_is_told_by_its_place() -> None:
    """Unknown, missing and mistyped properties, however deep."""
    calls = {
        "models": {
            "Set": {"properties": {"ids": "text[]", "mode": "Mode", "inner": "Inner{}"},
                    "required": ["ids"]},
            "Inner": {"properties": {"count": "number"}},
        },
        "enumerations": {"Mode": ["Uniform", "Flexible"]},
    }  # fmt: skip
    body = {"mode": "flexible", "inner": {"a": {"count": True}, "b": {"size": 1}}}
    told = [fault.message for fault in body_faults(body, "Set", calls)]
    assert told == [
        "body lacks 'ids'",
        "body.mode is 'flexible'",
        "body.inner.a.count is a number",
        "body.inner.b has no 'size'",
    ]


def test_a_command_is_read_with_what_is_inside_it_left_out() -> None:
    """Options of a command in brackets belong to that command."""
    line = read_command('az vm start --ids $(az vm list --query "[].id") -g group')
    assert (line.name, line.options) == ("az vm start", ("--ids", "-g"))


@pytest.mark.parametrize("value", [{"a": [1, True, None], "b": {"c": "true, false"}}, [], {}])
def test_a_value_is_the_same_in_every_layout(value) -> None:
    """Short or long, in JSON or in Python."""
    long = {"x" * 60: value, "y": [value, "z" * 70]}
    assert json.loads(layout(long)) == long
    assert ast.literal_eval(layout(long, PYTHON)) == long
    assert len(layout({"a": 1})) < WIDTH


def test_before_and_after_shows_what_the_verdict_says(mapping) -> None:
    """The preferred call where one replaces it, the same call where that works, else nothing."""
    whole = site(mapping)
    titles = {}
    for entry in mapping.entries:
        preferred = next((a for a in entry.flexible.alternatives if a.preferred), None)
        view = before_and_after(entry, preferred, whole)
        titles[entry.id] = view.after_title
        assert all(row.before for row in view.rows)
        assert [row.first for row in view.rows].count(True) == (1 if view.rows else 0)
    assert titles["vmss-deallocate"] == "After: the same call on Flexible"
    assert titles["vmss-vm-power-off"] == "After: VirtualMachines_PowerOff on Flexible"
    assert titles["vmss-reapply"] == titles["vmss-reimage-all"] == ""


def test_citations_name_full_addresses_and_the_evidence(mapping) -> None:
    """For a review: a link, the verdict, a dated source."""
    whole = site(mapping, "https://x.example/", "https://git.example/", "edit/main/")
    entry = mapping.by_id["vmss-deallocate"]
    cited = citation(entry, whole)
    assert "(https://x.example/entries/vmss-deallocate/)" in cited.markdown
    assert "**Same**" in cited.review
    assert "2026-10-15" in cited.review
    link = caveat_citation(entry, entry.caveats[0], whole)
    assert f"(https://x.example/entries/vmss-deallocate/#{entry.caveats[0].id})" in link
    report = report_address(entry, whole)
    assert report.startswith("https://git.example/issues/new?template=wrong-fact.yml&title=Wrong")
    assert "&entry=VF018+https" in report
    assert "&version=" in report


def test_the_form_has_the_fields_that_the_page_fills_in() -> None:
    """GitHub passes over a parameter that names no field."""
    form = (ROOT / ".github/ISSUE_TEMPLATE/wrong-fact.yml").read_text()
    assert "id: entry" in form
    assert "id: version" in form


def test_settings_come_from_the_file_unless_the_environment_says_otherwise(monkeypatch) -> None:
    """As MkDocs reads them."""
    monkeypatch.delenv("FLEXMAP_SITE_URL", raising=False)
    assert read_settings(ROOT / "mkdocs.yml").site == "https://flexmap.example/"
    monkeypatch.setenv("FLEXMAP_SITE_URL", "https://x.example/flexmap")
    settings = read_settings(ROOT / "mkdocs.yml")
    assert settings.site == "https://x.example/flexmap/"
    assert settings.branch == "edit/main/"


@pytest.mark.parametrize("text", [None, "site_url: [", "- site_url"])
def test_settings_that_cannot_be_read_are_named(tmp_path, text: str | None) -> None:
    """One sentence with the file, where a build would end in a traceback."""
    config = tmp_path / "mkdocs.yml"
    if text is not None:
        config.write_text(text)
    with pytest.raises(SiteError, match=r"mkdocs\.yml"):
        read_settings(config)


def test_a_setup_is_a_line_of_its_own(mapping) -> None:
    """The export carries it once."""
    assert all(isinstance(item, Sample) and item.code for item in mapping.setups)
