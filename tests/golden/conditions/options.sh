az rest --method get --url "https://management.azure.com/subscriptions/$s/resourceGroups/web/providers/Microsoft.Compute/virtualMachineScaleSets/web/virtualMachines?api-version=2019-03-01&\$expand=instanceView"
az rest --method post --url "/subscriptions/$s/resourceGroups/web/providers/Microsoft.Compute/virtualMachineScaleSets/web/restart?api-version=2024-07-01" --body '{"instanceIds": ["0","1"]}'
az rest --method put --url "/subscriptions/$s/resourceGroups/web/providers/Microsoft.Compute/virtualMachineScaleSets/web?api-version=2024-07-01" --body '{"location":"x","identity":{"type":"SystemAssigned"},"properties":{"orchestrationMode":"Flexible","overprovision":true}}'
IDS="0 1"
az vmss restart -g a -n b --instance-ids $IDS
az vmss restart -g a -n b --instance-ids "$ID"
az vmss update -g a -n b --set overprovision=false virtualMachineProfile.networkProfile.healthProbe.id=x
az vmss create -g web -n front --orchestration-mode Flexible \
  --assign-identity --image x \
  --disable-overprovision --zones 1 2 --platform-fault-domain-count 3
