"""Playbooks and inventories of Ansible: which operations a task sends, and what it gives."""

from __future__ import annotations

import pytest

from flexmap.lookup import lookup
from flexmap.review.findings import Finding, Kind
from tests.review_cases import found, mapping

INSTANCE = "azure_rm_virtualmachinescalesetinstance"
VMS, SETS = "VirtualMachineScaleSetVMs", "VirtualMachineScaleSets"
EXTENSIONS = "VirtualMachineScaleSetExtensions"


def calls(text: str) -> list[Finding]:
    """The calls in a text of YAML."""
    return [finding for finding in found(text.encode(), "yaml") if finding.kind is Kind.CALL]


def operations(text: str) -> set[str]:
    """What the one call in a text sends, without what it sends on the way."""
    (finding,) = calls(text)
    return {match.operation for match in finding.matches if match.operation and not match.within}


def task(module: str, **given: str) -> str:
    """A task with the module and its parameters."""
    lines = "".join(f"    {name}: {value}\n" for name, value in given.items())
    return f"- name: do it\n  {module}:\n{lines}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (task(INSTANCE, instance_id="x", power_state="stopped"), {f"{VMS}_PowerOff"}),
        (task(INSTANCE, vmss_name="s", power_state="running"), {f"{VMS}_Start"}),
        (task(INSTANCE, vmss_name="s", state="absent", power_state="running"), {f"{VMS}_Delete"}),
        (task(INSTANCE, vmss_name="s", latest_model="no"), {f"{SETS}_UpdateInstances"}),
        (task(INSTANCE, protect_from_scale_in="yes", power_state="deallocated"),
         {f"{VMS}_Update", f"{VMS}_Deallocate"}),
        (task(INSTANCE, vmss_name="s", instance_id="x"), set()),
        (task(f"{INSTANCE}_info", vmss_name="s"), {f"{VMS}_List"}),
        (task(f"{INSTANCE}_info", instance_id="x"), {f"{VMS}_Get"}),
        (task("azure_rm_virtualmachine_scaleset_facts", name="s"), {f"{SETS}_Get"}),
        (task("azure_rm_virtualmachinescaleset_info", resource_group="g"), {f"{SETS}_List"}),
        (task("azure.azcollection.azure_rm_virtualmachine_scaleset", name="s"),
         {f"{SETS}_CreateOrUpdate"}),
        (task("azure_rm_virtualmachinescaleset", name="s", state="'{{ wanted }}'"),
         {f"{SETS}_CreateOrUpdate", f"{SETS}_Delete"}),
        (task("azure_rm_virtualmachinescalesetextension", name="e", state="absent"),
         {f"{EXTENSIONS}_Delete"}),
        ("- azure_rm_virtualmachinescaleset: name=s state=absent\n", {f"{SETS}_Delete"}),
        ("- action: azure_rm_virtualmachinescaleset_info name=s\n", {f"{SETS}_Get"}),
        ("- azure_rm_virtualmachinescalesetextension_info: {vmss_name: s}\n",
         {f"{EXTENSIONS}_List"}),
        ("plugin: azure_rm\ninclude_vmss_resource_groups: ['*']\n", {f"{VMS}_List"}),
    ],
)  # fmt: skip
def test_the_parameters_choose_the_operation(text: str, expected: set[str]) -> None:
    """By their values, and all that stay possible where a variable holds one."""
    assert operations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "# azure_rm_virtualmachinescaleset: {name: s}\n",
        "doc: |\n  azure_rm_virtualmachinescaleset:\n    name: s\n",
        "- debug: {msg: 'azure_rm_virtualmachinescaleset: {{ x }}'}\n",
        "module_defaults:\n  azure_rm_virtualmachinescaleset: {name: s}\n",
        "plugin: azure.azcollection.azure_rm\ninclude_vm_resource_groups: [vmss]\n",
        "plugin: azure.azcollection.azure_rm\ninclude_vmss_resource_groups:\n",
        "plugin: azure.azcollection.azure_rm\ninclude_vmss_resource_groups: []\n",
        "vars:\n  azure_rm_virtualmachinescaleset: {name: s}\n",
        "- azure_rm_virtualmachine: {name: vmss_0, started: false}\n",
        "- azure_rm_resource: {provider: network, resource_type: virtualmachinescalesets}\n",
    ],
)
def test_what_is_no_task_of_a_scale_set_is_no_call(text: str) -> None:
    """Comments, texts, defaults for other tasks, and modules for something else."""
    assert calls(text) == []


def test_a_task_takes_what_it_does_not_give_from_the_defaults() -> None:
    """What the task gives itself counts."""
    text = (
        "module_defaults:\n  azure_rm_virtualmachinescaleset:\n    state: absent\n"
        "tasks:\n  - azure_rm_virtualmachinescaleset:\n      name: s\n{}"
    )
    assert operations(text.format("")) == {f"{SETS}_Delete"}
    assert operations(text.format("      state: present\n")) == {f"{SETS}_CreateOrUpdate"}


def test_a_mapping_that_is_merged_in_can_hold_anything() -> None:
    """An anchor, or a variable with all parameters, hides what the task is for."""
    merged = "- azure_rm_virtualmachinescaleset:\n    <<: *common\n    name: s\n"
    assert operations(merged) == {f"{SETS}_CreateOrUpdate", f"{SETS}_Delete"}
    variable = "- azure_rm_virtualmachinescaleset: '{{ common }}'\n"
    assert operations(variable) == {f"{SETS}_CreateOrUpdate", f"{SETS}_Delete"}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ("resource_name: s\n    subresource: [{type: start}]\n    method: POST", f"{SETS}_Start"),
        ("resource_name: s\n    state: absent", f"{SETS}_Delete"),
        ("resource_name: s\n    method: PATCH", f"{SETS}_Update"),
    ],
)
def test_the_general_module_sends_what_its_parts_make(parts: str, expected: str) -> None:
    """The path is made of type and name, then of each part below."""
    text = (
        "- azure_rm_resource:\n    resource_group: g\n    provider: Compute\n"
        f"    resource_type: virtualMachineScaleSets\n    {parts}\n"
    )
    assert operations(text) == {expected}


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("azure_rm_virtualmachinescaleset", "VF036"),
        ("azure.azcollection.azure_rm_virtualmachinescalesetinstance_info:", "VF016"),
        ("azure_rm include_vmss_resource_groups", "VF016"),
        ("The orchestration_mode parameter cannot be updated!", "VF084"),
    ],
)
def test_show_leads_from_a_module_to_what_it_is_for(name: str, ref: str) -> None:
    """With its collection or without, and from the error of the module."""
    assert lookup(mapping(), name).entries[0].ref == ref
