resource r 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid('x')
  properties: {
    permissions: [
      {
        actions: [
          'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/restart/action'
          'Microsoft.Compute/virtualMachineScaleSets/delete/action'
        ]
      }
    ]
  }
}
