param location string = 'westeurope'

// the set
resource web 'Microsoft.Compute/virtualMachineScaleSets@2023-09-01' = if (location != '') {
  name: 'web'
  location: location
  zones: ['1']
  sku: { name: 'Standard_D2s_v3', capacity: 3 }
  properties: {
    overprovision: true // more
    singlePlacementGroup: true
    upgradePolicy: {
      mode: 'Manual'
    }
    virtualMachineProfile: {
      networkProfile: {
        healthProbe: {
          id: probe.id
        }
        networkInterfaceConfigurations: [
          {
            name: 'nic'
            properties: {
              primary: true
              ipConfigurations: [
                { name: 'ip', properties: { subnet: { id: subnet }, loadBalancerInboundNatPools: [ { id: pool } ] } }
              ]
            }
          }
        ]
      }
    }
  }
}
