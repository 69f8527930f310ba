FROM x
RUN pwsh -c "Restart-AzVmss -ResourceGroupName rg -VMScaleSetName x -InstanceId 0"
RUN pwsh -Command Restart-AzVmss -ResourceGroupName rg -VMScaleSetName x -InstanceId 1
SHELL ["pwsh", "-Command"]
RUN Restart-AzVmss -ResourceGroupName rg -VMScaleSetName x -InstanceId 2
ENTRYPOINT ["az", "vmss", "restart", "--instance-ids", "3"]
