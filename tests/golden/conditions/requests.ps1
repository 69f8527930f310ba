$uri = "https://management.azure.com{0}/virtualMachines?api-version=2024-11-01&`$expand=instanceView" -f $vmss.Id
Invoke-RestMethod -Uri $uri -Headers $headers
Invoke-WebRequest -Method Post -Uri ("https://management.azure.com/subscriptions/" + $sub + "/resourceGroups/" + $group + "/providers/Microsoft.Compute/virtualMachineScaleSets/" + $name + "/virtualMachines/0/restart?api-version=2024-11-01")
Invoke-AzRestMethod -ResourceGroupName $group -ResourceProviderName Microsoft.Compute -ResourceType @("virtualMachineScaleSets", "virtualMachines") -Name @($set, "0") -ApiVersion 2024-11-01 -Method DELETE
Invoke-AzRestMethod -ResourceGroupName $group -ResourceProviderName Microsoft.Compute -ResourceType virtualMachines -Name web -ApiVersion 2024-11-01 -Method GET
