"""Pulumi's azure-native: what its package says, and that its programs are judged like templates."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from jsonschema_rs import Draft202012Validator

from flexmap.mapping import Client, Kind
from flexmap.review.findings import Finding
from generator.collect.packages import CollectError, Package, read_packages
from generator.collect.pulumi import PULUMI, pulumi_surface, snake
from generator.surface.pulumi import pulumi_path, python_path
from tests.fixtures_collect import build
from tests.fixtures_collect.build import Members, wheel
from tests.review_cases import ROOT, found, mapping

SET = "Microsoft.Compute/virtualMachineScaleSets"
OWN = "pulumi_azure_native/compute/virtual_machine_scale_set.py"
INPUTS = "pulumi_azure_native/compute/_inputs.py"


@pytest.fixture
def package(tmp_path) -> Package:
    listed = read_packages(build.workplace(tmp_path).out / "packages.yml")
    (found,) = [package for package in listed if package.name == PULUMI]
    return found


def test_properties_are_paths_without_the_level_properties(package) -> None:
    """As in TypeScript and YAML, with a mark behind lists; Python by rule or by name."""
    data = pulumi_surface(package, wheel(build.pulumi()))
    assert data["api_version"] == "2030-01-01"
    properties = [
        "doNotRunOnOverprovisionedVMs",
        "zones",
        "dataDisks",
        "dataDisks[].diskIOPSReadWrite",
        "dataDisks[].parent",
    ]
    token = "azure-native:compute:VirtualMachineScaleSet"
    assert data["resources"] == [{"resource": SET, "token": token, "properties": properties}]
    assert data["python"] == {"doNotRunOnOverprovisionedVMs": "do_not_run_on_overprovisioned_vms"}
    schema = json.loads((ROOT / "data/schema/pulumi.schema.json").read_text("utf-8"))
    assert not list(Draft202012Validator(schema).iter_errors(data))


def test_a_path_of_rest_is_found_and_spelled_in_python(package) -> None:
    """None for what the release has not, or of a resource that was not read."""
    data = pulumi_surface(package, wheel(build.pulumi()))
    path = pulumi_path(data, SET, "properties.dataDisks[].properties.diskIOPSReadWrite")
    assert path == "dataDisks[].diskIOPSReadWrite"
    assert python_path(data, path) == "data_disks.disk_iops_read_write"
    odd = "doNotRunOnOverprovisionedVMs"
    assert python_path(data, odd) == "do_not_run_on_overprovisioned_vms"
    assert pulumi_path(data, SET, "properties.other") is None
    assert pulumi_path(data, "Microsoft.Network/loadBalancers", "zones") is None
    assert pulumi_path(None, SET, "zones") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("zones", "zones"),
        ("vhdContainers", "vhd_containers"),
        ("enableAutomaticOSUpgrade", "enable_automatic_os_upgrade"),
        ("VirtualMachineScaleSetVM", "virtual_machine_scale_set_vm"),
        ("publicIPAddressConfiguration", "public_ip_address_configuration"),
    ],
)
def test_names_in_python_follow_a_rule(name: str, expected: str) -> None:
    """What does not is kept beside it."""
    assert snake(name) == expected


def changed(member: str, old: str, new: str) -> Callable[[], Members]:
    def change() -> Members:
        texts = build.pulumi()
        assert old in texts[member]
        return texts | {member: texts[member].replace(old, new)}

    return change


FAULTS = {
    "no arguments": (changed(OWN, "class VirtualMachineScaleSetArgs", "class X"), "has no Virtual"),
    "no version": (changed(OWN, "Uses Azure REST API version", "Uses"), "names no api-version"),
    "no inputs": (lambda: {OWN: build.pulumi()[OWN]}, f"there is no {INPUTS}"),
    "no Python": (changed(INPUTS, "class DiskArgs:", "class :"), "is not Python as we know it"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_package_of_another_shape_is_refused(package, fault: str) -> None:
    """Whatever is wrong, the message names it."""
    texts, words = FAULTS[fault]
    with pytest.raises(CollectError) as caught:
        pulumi_surface(package, wheel(texts()))
    assert words in str(caught.value)


def test_entries_of_properties_have_their_name_in_pulumi() -> None:
    """Nearly all; the release is behind in a few, and says so by having none."""
    named = {}
    for entry in mapping().entries:
        target = entry.uniform.property
        if entry.kind is Kind.PROPERTY and target and target.resource == SET:
            names = [name for name in entry.uniform.names if name.client == Client.PULUMI]
            named[entry.id] = [(name.name, name.note) for name in names]
    assert named["property-user-data"] == [
        ("virtualMachineProfile.userData", "In Python `virtual_machine_profile.user_data`.")
    ]
    assert named["property-zone-placement-policy"] == []
    lacking = [entry for entry, names in named.items() if not names]
    assert len(lacking) * 10 <= len(named)


TYPESCRIPT = """\
import * as compute from "@pulumi/azure-native/compute";
const web = new compute.VirtualMachineScaleSet("web", {
    orchestrationMode: "Flexible",
    platformFaultDomainCount: 3,
    zones: ["1", "2"],
    virtualMachineProfile: { networkProfile: { healthProbe: { id: probe.id } } },
});
"""
PYTHON = """\
from pulumi_azure_native import compute
web = compute.VirtualMachineScaleSet("web",
    orchestration_mode="Flexible",
    platform_fault_domain_count=3,
    zones=["1", "2"],
    virtual_machine_profile={"network_profile": {"health_probe": {"id": probe.id}}})
"""
CSHARP = """\
using Compute = Pulumi.AzureNative.Compute;
var web = new Compute.VirtualMachineScaleSet("web", new()
{
    OrchestrationMode = "Flexible",
    PlatformFaultDomainCount = 3,
    Zones = new[] { "1", "2" },
    VirtualMachineProfile = new Compute.Inputs.VirtualMachineScaleSetVMProfileArgs
    {
        NetworkProfile = new Compute.Inputs.VirtualMachineScaleSetNetworkProfileArgs
        {
            HealthProbe = new Compute.Inputs.ApiEntityReferenceArgs { Id = probe.Id },
        },
    },
});
"""
YAML = """\
name: web
runtime: yaml
resources:
  web:
    type: azure-native:compute:VirtualMachineScaleSet
    properties:
      orchestrationMode: Flexible
      platformFaultDomainCount: 3
      zones: ["1", "2"]
      virtualMachineProfile:
        networkProfile:
          healthProbe: {id: "${probe.id}"}
"""
PROGRAMS = [
    ("typescript", TYPESCRIPT), ("python", PYTHON), ("csharp", CSHARP), ("yaml", YAML),
]  # fmt: skip
STOPS = {"VF090#probe-is-refused", "VF101#zones-take-one", "VF117#fault-domains-one"}


@pytest.mark.parametrize(("language", "program"), PROGRAMS, ids=[name for name, _ in PROGRAMS])
def test_a_program_is_judged_by_the_conditions_of_properties(language: str, program: str) -> None:
    """The same set in each language stops at the same properties, for the same reasons."""
    results: list[Finding] = found(program.encode(), language)
    assert {caveat.anchor for f in results for caveat in f.caveats if f.stops} >= STOPS
