resource set 'Microsoft.Compute/virtualMachineScaleSets@2024-07-01' = {
  name: 'done'
  properties: { orchestrationMode: 'Flexible', platformFaultDomainCount: 1 }
}

param mode string

resource open 'Microsoft.Compute/virtualMachineScaleSets@2024-07-01' = {
  name: 'open'
  properties: { orchestrationMode: mode }
}

resource loop 'Microsoft.Compute/virtualMachineScaleSets@2024-07-01' = [for i in range(0, 2): {
  name: 'web${i}'
  properties: {
    singlePlacementGroup: false
    orchestrationMode: 'Flexible'
    platformFaultDomainCount: 2
  }
}]
