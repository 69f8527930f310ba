Set-AzVmssStorageProfile $config `
  -ImageReferenceVersion latest
  -OsDiskCreateOption FromImage
New-AzVmss `
  -ResourceGroupName rg `
  -VirtualMachineScaleSet $config
Restart-AzVmss -ResourceGroupName rg -VMScaleSetName web
