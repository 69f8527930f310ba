"""What options of clients fill: of real commands, and what two wire names have in common."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.building.check import authored_schemas
from generator.reading.documents import Documents
from generator.reading.files import read_folder
from generator.reading.loading import load
from generator.surface.provider import versions_of
from generator.surface.wires import Fill, fills, spellings, unknown_wire, within

DATA = Path(__file__).parent.parent / "data"
PROFILE = "properties.virtualMachineProfile"


@pytest.fixture(scope="module")
def documents() -> Documents:
    return load(read_folder(DATA), authored_schemas()).documents


def of(documents: Documents, name: str, option: str) -> list[Fill]:
    return [fill for fill in fills(documents) if (fill.name, fill.option) == (name, option)]


FILLED = (
    ("azure-cli", "az vmss restart", "--instance-ids", "instanceIds"),
    ("azure-cli", "az vmss list-instances", "--expand", "$expand"),
    ("azure-cli", "az vmss create", "--priority", f"{PROFILE}.priority"),
    ("azure-cli", "az vmss update", "--scale-in-policy", "properties.scaleInPolicy.rules"),
    ("powershell", "Restart-AzVmss", "-InstanceId", "instanceIds"),
    ("powershell", "New-AzVmssConfig", "-OrchestrationMode", "properties.orchestrationMode"),
    ("powershell", "New-AzVMConfig", "-VmssId", "properties.virtualMachineScaleSet.id"),
    (
        "terraform",
        "azurerm_linux_virtual_machine_scale_set",
        "overprovision",
        "properties.overprovision",
    ),
    (
        "terraform",
        "azurerm_orchestrated_virtual_machine_scale_set",
        "network_api_version",
        f"{PROFILE}.networkProfile.networkApiVersion",
    ),
)


@pytest.mark.parametrize(("client", "name", "option", "wire"), FILLED)
def test_an_option_is_known_to_fill_a_wire_name(documents, client, name, option, wire) -> None:
    """Collected, kept by hand, or told by an entry of a property: all are found alike."""
    assert (client, wire) in {(fill.client, fill.wire) for fill in of(documents, name, option)}


def test_an_option_can_send_a_value_of_its_own(documents) -> None:
    """The option says the opposite of the property, or takes no value."""
    (fill,) = of(documents, "az vmss create", "--disable-overprovision")
    assert (fill.wire, fill.value) == ("properties.overprovision", "false")
    kinds = dict(of(documents, "az vmss create", "--assign-identity")[0].values)
    assert kinds == {"": "SystemAssigned", "[system]": "SystemAssigned", "*": "UserAssigned"}


def test_a_newer_provider_spells_an_argument_anew(documents) -> None:
    """Code for both versions is found, and which of them has a name comes from the packages."""
    resource = "azurerm_windows_virtual_machine_scale_set"
    spelled = {
        fill.option: versions_of(documents.surface("arguments"), f"{resource}.{fill.option}")
        for fill in fills(documents)
        if fill.name == resource
        and fill.wire == f"{PROFILE}.osProfile.windowsConfiguration.enableAutomaticUpdates"
    }
    assert spelled == {
        "enable_automatic_updates": ("azurerm 4.55.0",),
        "automatic_updates_enabled": ("azurerm 5.10.0",),
    }


def test_every_spelling_leads_to_the_first(documents) -> None:
    """Whoever reads a line of a script looks up what stands there."""
    assert spellings(documents)["az vmss create"]["-n"] == "--name"
    assert spellings(documents)["az vmss create"]["--name"] == "--name"


@pytest.mark.parametrize(
    ("wire", "top", "expected"),
    [
        ("zones", "zones", True),
        ("properties.scaleInPolicy.rules", "properties.scaleInPolicy", True),
        ("properties.disks[].lun", "properties.disks", True),
        ("properties.scaleInPolicy", "properties.scaleInPolicy.rules", False),
        ("properties.zoneBalanced", "properties.zoneBalance", False),
    ],
)
def test_a_wire_name_lies_within_another(wire: str, top: str, expected: bool) -> None:
    """At the borders of keys, not of letters."""
    assert within(wire, top) is expected


def test_a_wire_name_is_known_to_an_operation(documents) -> None:
    """Its parameters and its body count, of all operations or of the given ones."""
    restart = ("VirtualMachineScaleSets_Restart",)
    assert unknown_wire(documents, "instanceIds", restart) is None
    assert unknown_wire(documents, "properties.overprovision") is None
    unknown = unknown_wire(documents, "instanceId", restart)
    assert unknown is not None
    assert "instanceIds" in unknown.hint
    unknown = unknown_wire(documents, "properties.overprovison")
    assert unknown is not None
    assert unknown.message.endswith("has 'properties.overprovison'")
