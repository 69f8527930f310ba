resource ds 'Microsoft.Resources/deploymentScripts@2023-08-01' = {
  name: 'ds'
  kind: 'AzureCLI'
  properties: {
    scriptContent: '''
      az vmss restart -g rg -n web --instance-ids 1
    '''
  }
}

resource after 'Microsoft.Compute/virtualMachineScaleSets@2024-11-01' = {
  name: 'after'
  properties: { orchestrationMode: 'Uniform' }
}
