from azure.mgmt.compute import ComputeManagementClient as CMC
def f(c: CMC):
    c.virtual_machine_scale_set_vms.begin_deallocate("g", "n", "1")
    ops = c.virtual_machine_scale_sets
    ops.begin_restart("g", "n")
