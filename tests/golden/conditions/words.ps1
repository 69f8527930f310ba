$a = @('vmss','restart','-g','rg','-n','x','--instance-ids','0')
& az @a
& az @('vmss','restart','-g','rg','-n','x','--instance-ids','1')
Start-Process az -ArgumentList 'vmss restart -g rg -n x --instance-ids 2'
Start-Process -FilePath az -ArgumentList @('vmss','restart','--instance-ids','3')
Invoke-Expression "az vmss restart -g rg -n x --instance-ids 4"
cmd /c "az vmss restart -g rg -n x --instance-ids 5"
$cmd = "az vmss restart -g rg -n x --instance-ids 6"
iex $cmd
foreach ($i in 0..3) { Restart-AzVmss -ResourceGroupName rg -VMScaleSetName x -InstanceId $i }
0..3 | % { Restart-AzVmss -ResourceGroupName rg -VMScaleSetName x -InstanceId $_ }
for ($i=0; $i -lt 3; $i++) { Update-AzVmssInstance -ResourceGroupName rg -VMScaleSetName x -InstanceId $i }
Search-AzGraph -Query "resources | where type =~ 'microsoft.compute/virtualmachinescalesets/virtualmachines'"
Get-AzResource -ResourceType Microsoft.Compute/virtualMachineScaleSets/virtualMachines
