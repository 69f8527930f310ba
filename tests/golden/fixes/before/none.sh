az vmss create -g rg -n old --orchestration-mode Uniform --image i
az vmss list -g rg
az vmss delete-instances -g rg -n web --instance-ids web_1
