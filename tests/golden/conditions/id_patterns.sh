kubectl get nodes -o json | jq -r --arg set "$SET" '.items[]
  | select(.spec.providerID | contains("/virtualMachineScaleSets/" + $set + "/virtualMachines/"))'
