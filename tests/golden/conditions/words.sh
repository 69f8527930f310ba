az graph query -q "Resources | where type =~ 'microsoft.compute/virtualmachinescalesets/virtualmachines' | project id"
az graph query -q "ComputeResources | where type == 'microsoft.compute/virtualmachinescalesets/virtualmachines'"
az resource list --resource-type Microsoft.Compute/virtualMachineScaleSets/virtualMachines
az resource show --ids /subscriptions/x/resourceGroups/rg/providers/Microsoft.Compute/virtualMachineScaleSets/x/virtualMachines/0
az resource list --resource-type Microsoft.Compute/virtualMachineScaleSets
for i in 0 1 2; do az vmss restart -g rg -n x --instance-ids $i; done
for i in {0..3}; do az vmss restart -g rg -n x --instance-ids "$i"; done
for i in $(seq 0 3); do az vmss restart -g rg -n x --instance-ids "$i"; done
az vmss list-instances -g rg -n x --query '[].instanceId' -o tsv | xargs -I{} az vmss restart -g rg -n x --instance-ids {}
xargs -n1 az vmss restart -g rg -n x --instance-ids < ids
S=$(cat <<EOF
az vmss restart -g rg -n x --instance-ids 7
EOF
)
ssh host "az vmss restart -g rg -n x --instance-ids 8"
bash -c 'az vmss restart -g rg -n x --instance-ids 9'
cat > "$F" <<EOF
#!/bin/bash
az vmss restart -g rg -n x --instance-ids 10
EOF
eval "az vmss restart -g rg -n x --instance-ids 11"
timeout 10 az vmss restart -g rg -n x --instance-ids 12
AZ="az vmss"
$AZ restart -g rg -n x --instance-ids 13
az vmss restart -g rg -n x --instance-ids 14 || az vmss start -g rg -n x --instance-ids 15 &
run() { az "$@"; }
run vmss restart -g rg -n x --instance-ids 16
az vmss restart -g rg -n x \
  --instance-ids 17 \
  # comment
az vmss run-command invoke -g rg -n x --instance-id 0 --command-id RunShellScript --scripts "echo hi"
