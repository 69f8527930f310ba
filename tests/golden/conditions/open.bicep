// What is put together elsewhere leaves open what is missing, and the mode.
var mode = 'Flexible'
param zones array
resource spread 'Microsoft.Compute/virtualMachineScaleSets@2024-07-01' = {
  name: 'spread'
  properties: {
    ...extra
    platformFaultDomainCount: 1
  }
}
resource joined 'Microsoft.Compute/virtualMachineScaleSets@2024-07-01' = {
  name: 'joined'
  properties: union(base, { orchestrationMode: 'Flexible' })
}
resource held 'Microsoft.Compute/virtualMachineScaleSets@2024-07-01' = {
  name: 'held'
  zones: zones
  properties: {
    orchestrationMode: mode
    platformFaultDomainCount: 2
    singlePlacementGroup: false
    overprovision: null
    virtualMachineProfile: profile
  }
}
