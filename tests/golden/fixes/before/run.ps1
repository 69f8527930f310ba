$id = "web_1"
& az vmss deallocate -g rg -n web --instance-ids $id
