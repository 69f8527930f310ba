"""Which operation the options of a command line choose."""

from __future__ import annotations

import pytest

from flexmap.review.findings import Kind
from tests.review_cases import found

VMS = "VirtualMachineScaleSetVMs"
SETS = "VirtualMachineScaleSets"


def operations(text: str, language: str = "shell") -> set[str]:
    (finding,) = (f for f in found(text.encode(), language) if f.kind is Kind.CALL)
    return {match.operation for match in finding.matches if match.operation and not match.within}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("az vmss deallocate -g g -n n --instance-ids=3", {f"{VMS}_Deallocate"}),
        ("az vmss deallocate -g g -n n --instance-ids 3 4", {f"{SETS}_Deallocate"}),
        ('az vmss deallocate -g g -n n --instance-ids "$id"', {f"{VMS}_Deallocate"}),
        ("az vmss deallocate -n n --instance-ids $i", {f"{VMS}_Deallocate", f"{SETS}_Deallocate"}),
        ('az vmss deallocate -g g -n n "${args[@]}"', {f"{VMS}_Deallocate", f"{SETS}_Deallocate"}),
        ("az vmss list --resource-group g", {f"{SETS}_List"}),
        ("az vmss list", {f"{SETS}_ListAll"}),
        ("az vmss update -n n -g g --set sku.capacity=3", {f"{SETS}_CreateOrUpdate"}),
        ("az vmss disk attach --vmss-name n -g g --size-gb 5", set()),
    ],
)  # fmt: skip
def test_shell(line: str, expected: set[str]) -> None:
    """One value, several, none, or a variable that may hold anything."""
    assert operations(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Set-AzVmss -Reimage -ResourceGroupName g -VMScaleSetName n", {f"{SETS}_Reimage"}),
        ("Set-AzVmss -ReimageAll -ResourceGroupName g -VMScaleSetName n", {f"{SETS}_ReimageAll"}),
        ("get-azurermvmss -resourcegroupname g", {f"{SETS}_List"}),
        ("Get-AzVmss g n", {f"{SETS}_Get"}),
        ("Get-AzVmss g n -Instance", {f"{SETS}_GetInstanceView"}),
        ("Remove-AzVmss g n 1,2 -Force", {f"{SETS}_DeleteInstances"}),
        ("$x | Get-AzVmss", {f"{SETS}_Get", f"{SETS}_List", f"{SETS}_ListAll"}),
        ("Update-AzVmss @p", {f"{SETS}_Update", f"{SETS}_CreateOrUpdate"}),
        ("$p = @{}\n$p.VirtualMachineScaleSet = $v\nUpdate-AzVmss @p", {f"{SETS}_CreateOrUpdate"}),
    ],
)  # fmt: skip
def test_powershell(line: str, expected: set[str]) -> None:
    """Switches, positions, short forms, the pipeline, and tables in sight or not."""
    assert operations(line, "powershell") == expected
