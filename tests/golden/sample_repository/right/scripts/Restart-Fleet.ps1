<#
.SYNOPSIS
Restarts the VMs of a Flexible scale set one after the other.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ResourceGroupName,
    [Parameter(Mandatory)] [string] $VMScaleSetName,
    [int] $PauseSeconds = 60
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$set = Get-AzVmss -ResourceGroupName $ResourceGroupName -VMScaleSetName $VMScaleSetName
if ($set.OrchestrationMode -ne 'Flexible') {
    throw "$VMScaleSetName is no Flexible set"
}

$members = Get-AzVM -ResourceGroupName $ResourceGroupName |
    Where-Object { $_.VirtualMachineScaleSet -and $_.VirtualMachineScaleSet.Id -eq $set.Id }

foreach ($vm in $members) {
    Write-Host "Restarting $($vm.Name)"
    Restart-AzVM -ResourceGroupName $ResourceGroupName -Name $vm.Name | Out-Null

    do {
        Start-Sleep -Seconds 5
        $view = Get-AzVM -ResourceGroupName $ResourceGroupName -Name $vm.Name -Status
    } until ($view.VMHealth.Status.Code -eq 'HealthState/healthy')

    Start-Sleep -Seconds $PauseSeconds
}

# The batch call takes the names, too.
$names = @($members | ForEach-Object Name)
Stop-AzVmss -ResourceGroupName $ResourceGroupName -VMScaleSetName $VMScaleSetName `
    -InstanceId $names -Force
Start-AzVmss -ResourceGroupName $ResourceGroupName -VMScaleSetName $VMScaleSetName `
    -InstanceId $names
