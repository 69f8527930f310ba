Start-Process -FilePath "az" -ArgumentList "vmss restart -g $group -n $set --instance-ids 0" -Wait
Start-Process az -ArgumentList "vmss", "restart", "-g", $group, "-n", $set, "--instance-ids", "1"
Start-Process notepad -ArgumentList "vmss restart -g $group"
