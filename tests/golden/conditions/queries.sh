az vmss list-instances -g a -n b --query "[].tags"
az vmss list-instances -g a -n b --query "[].{id:instanceId}" -o tsv
az vmss list-instances -g a -n b --query "[].to_number(instanceId)"
az vmss show -g a -n b --query identity.principalId
NAME="${VMSS}_0"
