Remove-AzResource -ResourceName web -ResourceType "Microsoft.Compute/virtualMachineScaleSets" -ResourceGroupName rg -Force
Get-AzResource -ResourceType Microsoft.Compute/virtualMachineScaleSets
Get-AzResource -ResourceType Microsoft.Compute/virtualMachines
