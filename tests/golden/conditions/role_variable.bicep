var scanner = {
  snapshotActions: [
    'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read' // reads an instance
    'Microsoft.Compute/disks/read'
  ]
}
