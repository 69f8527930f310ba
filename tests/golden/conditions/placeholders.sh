az account set --subscription <subscription-id>
az vmss delete-instances --resource-group web --name front --instance-ids 1 2
az vmss restart -g <group> --name <set> --instance-ids 0
sort <in >out
az vmss restart -g g -n "<set>" --instance-ids 0
