ROLL = az vmss restart -g rg -n web --instance-ids 1
all:
	$(ROLL)
