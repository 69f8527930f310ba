$id = "web_1"
& az vm deallocate -g rg -n $id
