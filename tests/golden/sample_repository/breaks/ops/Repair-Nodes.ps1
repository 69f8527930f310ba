<#
.SYNOPSIS
Finds ill nodes of the batch tier and puts them right.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $ResourceGroupName = 'batch',
    [string] $VMScaleSetName = 'batch-nodes',
    [switch] $Rebuild
)

$ErrorActionPreference = 'Stop'
$target = @{ ResourceGroupName = $ResourceGroupName; VMScaleSetName = $VMScaleSetName }

$nodes = Get-AzVmssVM @target -InstanceView  # break: VF016
$ill = $nodes | Where-Object { $_.InstanceView.VmHealth.Status.Code -ne 'HealthState/healthy' }
$highest = ($nodes | ForEach-Object { [int]$_.InstanceId } | Measure-Object -Maximum).Maximum  # break: VF076
Write-Verbose "highest id: $highest"

foreach ($node in $ill) {
    if ($PSCmdlet.ShouldProcess($node.Name, 'redeploy')) {
        Set-AzVmssVM @target -InstanceId $node.InstanceId -Redeploy  # break: VF007
    }
}

Restart-AzVmss @target -InstanceId 4  # break: VF024

if ($Rebuild) {
    $config = New-AzVmssConfig -Location westeurope -SkuCapacity 2 -SkuName Standard_D2s_v5 -OrchestrationMode Flexible -PlatformFaultDomainCount 3 -Zone 1, 2  # break: VF101 VF117
    $config | New-AzVmss @target
}

Get-AzNetworkInterface -ResourceGroupName $ResourceGroupName -VirtualMachineScaleSetName $VMScaleSetName |  # break: VF133
    Select-Object Name, @{ n = 'Ip'; e = { $_.IpConfigurations[0].PrivateIpAddress } }

Invoke-AzVmssVMRunCommand @target -InstanceId 0 -CommandId RunPowerShellScript -ScriptPath ./check.ps1  # break: VF056
