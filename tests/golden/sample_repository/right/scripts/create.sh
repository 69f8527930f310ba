#!/usr/bin/env bash
# Makes the web tier: a Flexible set behind a load balancer, then waits until it serves.
set -euo pipefail

RESOURCE_GROUP=${1:?resource group}
SET_NAME=web-tier
MODE=Flexible
ZONES="1 2 3"
IMAGE=Canonical:ubuntu-24_04-lts:server:latest

log() { printf '%s %s\n' "$(date -u +%FT%TZ)" "$*" >&2; }

if ! az group show --name "$RESOURCE_GROUP" >/dev/null 2>&1; then
  az group create --name "$RESOURCE_GROUP" --location westeurope --output none
fi

log "creating $SET_NAME"
az vmss create \
  --resource-group "$RESOURCE_GROUP" \
  --name "$SET_NAME" \
  --orchestration-mode "$MODE" \
  --platform-fault-domain-count 1 \
  --zones $ZONES \
  --image "$IMAGE" \
  --vm-sku Standard_D2s_v5 \
  --instance-count 3 \
  --admin-username azureuser \
  --ssh-key-values ~/.ssh/id_ed25519.pub \
  --assign-identity "/subscriptions/$SUBSCRIPTION/resourceGroups/ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/web" \
  --lb-sku Standard

az vmss extension set \
  --resource-group "$RESOURCE_GROUP" --vmss-name "$SET_NAME" \
  --name ApplicationHealthLinux --publisher Microsoft.ManagedServices --version 1.0 \
  --settings '{"protocol": "http", "port": 8080, "requestPath": "/healthz"}'

log "waiting for the instances"
mapfile -t vms < <(az vmss list-instances \
  --resource-group "$RESOURCE_GROUP" --name "$SET_NAME" --query "[].instanceId" --output tsv)
for vm in "${vms[@]}"; do
  az vm get-instance-view --resource-group "$RESOURCE_GROUP" --name "$vm" \
    --query "instanceView.statuses[?starts_with(code, 'PowerState')].displayStatus" --output tsv
done

az vmss scale --resource-group "$RESOURCE_GROUP" --name "$SET_NAME" --new-capacity 5
az vmss show --resource-group "$RESOURCE_GROUP" --name "$SET_NAME" --query sku.capacity --output tsv
