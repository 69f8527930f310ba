param location string = 'westeurope'

// the set
resource web 'Microsoft.Compute/virtualMachineScaleSets@2023-09-01' = if (location != '') {
  name: 'web'
  location: location
  zones: ['1']
  sku: { name: 'Standard_D2s_v3', capacity: 3 }
  properties: {
    orchestrationMode: 'Flexible'
    platformFaultDomainCount: 1
    // flexmap VF094: Leave it out; a Flexible set never overprovisions.
    // overprovision: true // more
    singlePlacementGroup: false
    upgradePolicy: {
      mode: 'Manual'
    }
    virtualMachineProfile: {
      networkProfile: {
        networkApiVersion: '2020-11-01'
        // flexmap VF090: Remove it and put the Application Health extension into the model.
        // healthProbe: {
        //   id: probe.id
        // }
        networkInterfaceConfigurations: [
          {
            name: 'nic'
            properties: {
              primary: true
              ipConfigurations: [
                { name: 'ip', properties: { subnet: { id: subnet } /* flexmap VF086: Remove it and make one inbound NAT rule, version 2, on the backend pool. loadBalancerInboundNatPools: [ { id: pool } ] */ } }
              ]
            }
          }
        ]
      }
    }
  }
}
