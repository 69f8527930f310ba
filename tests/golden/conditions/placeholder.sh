az account set --subscription <subscription-id>
az vmss delete-instances --resource-group web --name front --instance-ids 1 2
az login --tenant <tenant>
az vmss restart --resource-group web \
  --name front --instance-ids 4
sort <names >sorted
az vmss start --resource-group web --name front --instance-ids 0
