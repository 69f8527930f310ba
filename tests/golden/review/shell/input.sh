#!/usr/bin/env bash
# az vmss delete -g rg -n web: a comment
set -eu
group=web-rg; set=web
az vmss deallocate --resource-group "$group" --name "$set" --instance-ids 4
az vmss deallocate -g "$group" -n "$set" --instance-ids 4 5
az vmss deallocate -g "$group" -n "$set" --instance-ids 4 --hibernate
az vmss deallocate -g "$group" -n "$set" --instance-ids $ids
az vmss reimage -g "$group" -n "$set" --instance-id 1
az vmss reimage -g "$group" -n "$set" $EXTRA
az vmss get-instance-view -g "$group" -n "$set" --instance-id "*"
az vmss get-instance-view -g "$group" -n "$set" --instance-id "$id"
az vmss get-instance-view -g "$group" -n "$set"
az vmss list
az vmss list -g "$group" -o tsv | while read -r name; do
  az vmss show -g "$group" -n "$name" --instance-id 2 >/dev/null || true
done
az vmss update --name "$set" --resource-group "$group" --instance-id 0 --protect-from-scale-in true
sudo az vmss \
  update-instances \
  --instance-ids '*' -g "$group" -n "$set"
if ! az vmss scale -g "$group" -n "$set" --new-capacity 3; then exit 1; fi
retry_command az vmss start -g "$group" -n "$set"
echo "then run az vmss restart -g $group"
echo "state: $(az vmss list-instances -g "$group" -n "$set")"
action=stop
az vmss "$action" -g "$group" -n "$set"
az vmss extension "$verb" -g "$group"
az vmss stop --help
bash -c "az vmss stop -g $group -n $set"
later="az vmss restart -g web-rg -n web"
usage() { cat <<TEXT
  az vmss delete -g GROUP -n NAME
TEXT
}
ssh jump <<RUN
az vmss delete-instances -g web-rg -n web --instance-ids 1
RUN
az vmss create -g "$group" -n new --orchestration-mode Uniform --image Ubuntu2204
az vm deallocate -g "$group" -n vm1
az vm list --vmss "$set" -g "$group"
az aks nodepool add --vm-set-type VirtualMachineScaleSets -g "$group" --cluster-name c -n p
az vmss nic list -g "$group" --vmss-name "$set"
az vmss list-instance-public-ips -g "$group" -n "$set"
az network nic list -g "$group"
