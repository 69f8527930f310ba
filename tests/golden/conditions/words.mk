AZ := az
define restart
az vmss restart -g $(1) -n x --instance-ids 0
endef
a:
	$(AZ) vmss restart -g rg -n x --instance-ids 1
	$(call restart,rg)
IDS = $(shell az vmss list-instances -g rg -n x --expand instanceView)
b:
	docker run mcr.microsoft.com/azure-cli az vmss restart -g rg -n x --instance-ids 2
