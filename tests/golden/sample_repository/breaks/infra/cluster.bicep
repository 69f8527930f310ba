targetScope = 'resourceGroup'

param location string = resourceGroup().location
param subnetId string
param natPoolId string
param zonal bool = true
param faultDomains int = 2
param identityType string = 'SystemAssigned'

var overprovision = true
var network = { networkApiVersion: '2022-11-01' }

resource cluster 'Microsoft.Compute/virtualMachineScaleSets@2024-07-01' = {
  name: 'cluster'
  location: location
  sku: { name: 'Standard_D4s_v5', capacity: 3 }
  zones: ['1', '2'] // break: VF117
  identity: {
    type: identityType // break: VF103
  }
  properties: {
    orchestrationMode: 'Flexible'
    platformFaultDomainCount: faultDomains // break: VF101
    overprovision: overprovision // break: VF094
    virtualMachineProfile: {
      storageProfile: {
        imageReference: { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' }
        osDisk: { createOption: 'FromImage' }
      }
      networkProfile: {
        networkApiVersion: network.networkApiVersion
        networkInterfaceConfigurations: [
          {
            name: 'nic'
            properties: {
              primary: true
              ipConfigurations: [
                {
                  name: 'ip'
                  properties: {
                    subnet: { id: subnetId }
                    loadBalancerInboundNatPools: [{ id: natPoolId }] // break: VF086
                  }
                }
              ]
            }
          }
        ]
      }
    }
  }
}

resource old 'Microsoft.Compute/virtualMachineScaleSets@2019-12-01' existing = {
  name: 'old'
}

output zonal bool = zonal
output oldId string = old.id
