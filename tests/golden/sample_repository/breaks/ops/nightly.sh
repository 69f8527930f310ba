#!/usr/bin/env bash
# Nightly upkeep of the batch tier: recycles instances and reads their state.
set -euo pipefail

GROUP=batch
SET=batch-nodes
FIRST="0 1 2"
REPORT=$(mktemp)
trap 'rm -f "$REPORT"' EXIT

instances() {
  az vmss list-instances --resource-group "$GROUP" --name "$SET" --query "[].instanceId" -o tsv
}

power_state() {
  az vmss get-instance-view -g "$GROUP" -n "$SET" --instance-id "$1" --query statuses  # break: VF004
}

create() {
  az vmss create -g "$GROUP" -n "$SET" --orchestration-mode Flexible \
    --image Ubuntu2204 --vm-sku Standard_D2s_v5 \
    --disable-overprovision "$@"  # break: VF094
}

case "${1:-nightly}" in
create)
  create --admin-username azureuser
  ;;
nightly)
  az vmss restart -g "$GROUP" -n "$SET" --instance-ids $FIRST  # break: VF024
  for id in $(instances); do
    power_state "$id" >>"$REPORT"
  done
  az vmss run-command invoke -g "$GROUP" -n "$SET" --instance-id 0 --command-id RunShellScript --scripts uptime  # break: VF056
  az vmss list-instances -g "$GROUP" -n "$SET" --expand instanceView -o json  # break: VF016
  ;;
addresses)
  az vmss nic list --resource-group "$GROUP" --vmss-name "$SET" --query "[].ipConfigurations[].privateIPAddress"  # break: VF133
  az vmss list-instance-connection-info -g "$GROUP" -n "$SET"  # break: VF035
  ;;
trim)
  newest=$(instances | tail -1)
  az vmss delete-instances -g "$GROUP" -n "$SET" --instance-ids "$newest"
  curl -sf -X POST -H "Authorization: Bearer $TOKEN" "https://management.azure.com/subscriptions/$SUB/resourceGroups/$GROUP/providers/Microsoft.Compute/virtualMachineScaleSets/$SET/virtualMachines/3/redeploy?api-version=2024-07-01"  # break: VF007
  ;;
esac

mail -s "batch tier" ops@contoso.example <"$REPORT"
