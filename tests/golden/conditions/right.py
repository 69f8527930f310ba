# Everything here is right for a Flexible set.
from azure.mgmt.compute import ComputeManagementClient

client = ComputeManagementClient(credential, "00000000-0000-0000-0000-000000000000")
client.virtual_machine_scale_sets.begin_restart("web", "front", {"instance_ids": ["front_1a2b"]})
for vm in client.virtual_machine_scale_set_vms.list("web", "front"):
    print(vm.name, vm.instance_id)
model = {
    "location": "westeurope",
    "orchestration_mode": "Flexible",
    "platform_fault_domain_count": 1,
    "single_placement_group": False,
    "identity": {"type": "UserAssigned"},
}
client.virtual_machine_scale_sets.begin_create_or_update("web", "front", model)
client.virtual_machine_scale_sets.begin_update("web", "front", {"sku": {"capacity": 3}})
