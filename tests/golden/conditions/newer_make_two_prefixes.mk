all:
	+@az vmss restart -g rg -n web --instance-ids 1
	@-az vmss restart -g rg -n web --instance-ids 1
	-@az vmss restart -g rg -n web --instance-ids 1
	+az vmss restart -g rg -n web --instance-ids 1
	@ az vmss restart -g rg -n web --instance-ids 1
