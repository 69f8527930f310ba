# Everything here is right for a Flexible set.
az vmss create -g web -n front --orchestration-mode Flexible --image Ubuntu2204 --assign-identity "$IDENTITY"
az vmss restart -g web -n front --instance-ids "$NAME"
az vmss list-instances -g web -n front --query "[].name" -o tsv
az vmss update -g web -n front --set tags.owner=team
az rest --method get --url "https://management.azure.com/subscriptions/$SUB/resourceGroups/web/providers/Microsoft.Compute/virtualMachineScaleSets/front?api-version=2024-07-01"
# az vmss restart -g web -n front --instance-ids 0
