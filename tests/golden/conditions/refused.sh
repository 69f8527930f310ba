az vmss create -g g -n s --orchestration-mode Flexible --image Win2022Datacenter --patch-mode Manual
az vmss create -g g -n s --orchestration-mode Flexible --image Win2022Datacenter --patch-mode Manual --enable-agent true
az vmss create -g g -n s --orchestration-mode Flexible --image Ubuntu2204 --patch-mode ImageDefault
az vmss update -g g -n s --set zones=1
az vmss update -g g -n s --set zones='["1"]'
az vmss create -g g -n s --orchestration-mode Uniform --image Ubuntu2204 --lb-sku Basic
az vmss update -g g -n s --set orchestrationMode=Flexible
MODE=Flexible
az vmss create -g g -n s --orchestration-mode "$MODE" --image Ubuntu2204 --scale-in-policy OldestVM
