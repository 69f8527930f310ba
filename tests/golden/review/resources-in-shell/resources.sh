az resource delete --resource-type Microsoft.Compute/virtualMachineScaleSets -g rg -n web
az resource show -g rg -n web --resource-type virtualMachineScaleSets --namespace Microsoft.Compute
az resource list --resource-type Microsoft.Compute/virtualMachines
azs vmss get-instance-view -g rg -n web
