<#
.EXAMPLE
  Restart-AzVmss -ResourceGroupName rg -VMScaleSetName web
#>
param([string] $Group, [string] $Set)
$same = @{ ResourceGroupName = $Group; VMScaleSetName = $Set }
$one = @{ ResourceGroupName = $Group; VMScaleSetName = $Set; InstanceId = '3' }
stop-azvmss @same -Force
Stop-AzVmss -ResourceGroupName $Group -VMScaleSetName $Set -StayProvisioned -Force
Stop-AzureRmVmss -ResourceGroupName $Group -VMScaleSetName $Set -StayProvisioned:$false
Get-AzVmssVM @one
Get-AzVmssVM @one -InstanceView
Get-AzVmssVM $Group $Set 3
Get-AzVmssVM @unknown
Az.Compute\Get-AzVmss -ResourceGroupName $Group
Get-AzVmss
Get-AzVmss $Group $Set -OSUpgradeHistory
Set-AzVmssVM -Reimage `
  -ResourceGroupName $Group `
  -VMScaleSetName $Set -InstanceId 1
$model = Get-AzVmss -ResourceGroupName $Group -VMScaleSetName $Set
$model = Add-AzVmssExtension -VirtualMachineScaleSet $model -Name e -Publisher p -Type t
$model | Update-AzVmss
Update-AzVmss -ResourceGroupName $Group -VMScaleSetName $Set -SkuCapacity 4
Update-AzVmss -ResourceGroupName $Group -VMScaleSetName $Set -VirtualMachineScaleSet $model
$ids | ForEach-Object { Remove-AzVmss @same -InstanceId $_ -Force }
New-AzVmss @same -OrchestrationMode Flexible
Write-Host "use Start-AzVmss to start"
az vmss perform-maintenance -g $Group -n $Set
Stop-AzVM -ResourceGroupName $Group -Name vm1
Invoke-AzRestMethod -Method POST -Path "$($model.Id)/virtualMachines/1/redeploy?api-version=2024-11-01"
$call = @{ Method = 'POST'; Uri = "https://management.azure.com/subscriptions/$s/resourceGroups/$Group/providers/Microsoft.Compute/virtualMachineScaleSets/$Set/start?api-version=2024-11-01" }
Invoke-RestMethod @call
Invoke-AzResourceAction -ResourceType Microsoft.Compute/virtualMachineScaleSets/virtualMachines -ResourceName "$Set/1" -Action restart -Force
