base=https://management.azure.com
id=$(az vmss show -g rg -n web --query id -o tsv)
az rest --method post --url "$base$id/virtualMachines/2/poweroff?api-version=2024-11-01"
az rest -m delete -u "/subscriptions/$sub/resourceGroups/rg/providers/Microsoft.Compute/virtualMachineScaleSets/web?api-version=2024-11-01"
az rest --url "https://management.azure.com/subscriptions/$sub/resourceGroups/rg/providers/Microsoft.Compute/virtualMachineScaleSets?api-version=2024-11-01"
curl -X POST -H "$auth" "$base$id/manualupgrade?api-version=2024-11-01" -d '{"instanceIds":["*"]}'
curl -sS -H "$auth" "https://management.azure.com/subscriptions/${sub}/providers/Microsoft.Compute/virtualMachineScaleSets?api-version=2024-11-01"
url="https://management.azure.com/subscriptions/$sub/resourceGroups/rg/providers/microsoft.compute/virtualmachinescalesets/web/osRollingUpgrade?api-version=2024-11-01"
curl --request POST "$url" -d ''
az role assignment create --scope "/subscriptions/$sub/resourceGroups/rg/providers/Microsoft.Compute/virtualMachineScaleSets/web" --role Reader
az monitor autoscale create --resource "$id" --count 2
az rest --method get --url "$base$id/providers/microsoft.insights/metrics?api-version=2018-01-01"
az rest --method post --url "$base/subscriptions/$sub/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1/start?api-version=2024-11-01"
az rest --method get --url "$base/subscriptions/$sub/resourceGroups/rg/providers/Microsoft.Compute/virtualMachineScaleSets/web/virtualMachines/0/networkInterfaces?api-version=2018-10-01"
