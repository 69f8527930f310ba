param mode string = 'Flexible'
resource there 'Microsoft.Compute/virtualMachineScaleSets@2024-11-01' existing = { name: 'x' }
resource uniform 'Microsoft.Compute/virtualMachineScaleSets@2024-11-01' = {
  name: 'u'
  properties: { orchestrationMode: 'Uniform' }
  resource agent 'extensions' = {
    name: 'agent'
  }
}
resource silent 'microsoft.compute/virtualmachinescalesets@2024-11-01' = if (true) {
  name: 's'
  properties: { singlePlacementGroup: false }
}
resource many 'Microsoft.Compute/virtualMachineScaleSets@2024-11-01' = [for i in range(0, 2): {
  name: 'm${i}'
  properties: { orchestrationMode: mode }
}]
// resource off 'Microsoft.Compute/virtualMachineScaleSets@2024-11-01' = {}
output id string = resourceId('Microsoft.Compute/virtualMachineScaleSets', 'u')
