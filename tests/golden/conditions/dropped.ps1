New-AzVmss -ResourceGroupName g -VMScaleSetName s -OrchestrationMode Flexible -UpgradePolicyMode Automatic
New-AzVmss -ResourceGroupName g -VMScaleSetName s -OrchestrationMode Flexible -UserData abc
