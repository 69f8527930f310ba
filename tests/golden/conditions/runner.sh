source ./lib.sh
run_az vmss list-instance-public-ips -g rg -n web
"$AZ_CLI" vmss get-instance-view -g rg -n web
${AZCMD} vmss list-instance-public-ips -g rg -n web
azure vmss list -g rg
make_lazy vmss list-instance-public-ips -g rg
