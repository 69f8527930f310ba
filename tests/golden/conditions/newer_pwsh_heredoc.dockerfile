FROM mcr.microsoft.com/azure-cli
RUN pwsh <<'EOF'
Restart-AzVmss -ResourceGroupName rg -VMScaleSetName web -InstanceId 1
EOF
RUN az vmss restart -g rg -n web --instance-ids 1
