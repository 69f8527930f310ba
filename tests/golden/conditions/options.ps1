Restart-AzVmss -ResourceGroupName web -VMScaleSetName front -InstanceId 0, 1
Restart-AzVmss web front -InstanceId "0","1"
$ids = @("0","1")
Start-AzVmss -ResourceGroupName web -VMScaleSetName front -InstanceId $ids
$p = @{ ResourceGroupName='web'; VMScaleSetName='front'; InstanceId='3' }
Stop-AzVmss @p
New-AzVmssConfig -Location westeurope -SinglePlacementGroup $true -Overprovision $false -OrchestrationMode Flexible
Get-AzVmssVM web front -InstanceId 3
