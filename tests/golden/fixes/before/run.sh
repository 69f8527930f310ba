#!/bin/bash
set -e
az vmss create -g rg -n web --orchestration-mode Flexible --image Ubuntu2204
az vmss deallocate -g "$RG" -n web --instance-ids web_3f2a # a comment stays
if true; then
	az vmss restart --resource-group rg --name web --instance-ids "$1" --no-wait || exit 1
fi
STATE=$(az vmss get-instance-view -g rg -n web --instance-id "$1" --query statuses -o tsv)
