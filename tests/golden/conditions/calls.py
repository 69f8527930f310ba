from azure.mgmt.compute import ComputeManagementClient
from azure.mgmt.compute.models import VirtualMachineScaleSet, VirtualMachineScaleSetVMInstanceIDs
c = ComputeManagementClient(a, "s")
body = VirtualMachineScaleSet(location="w", overprovision=True, orchestration_mode="Flexible", platform_fault_domain_count=1, zones=["1"])
c.virtual_machine_scale_sets.begin_create_or_update("web", "front", body)
c.virtual_machine_scale_sets.begin_restart(resource_group_name="web", vm_scale_set_name="front", vm_instance_i_ds=VirtualMachineScaleSetVMInstanceIDs(instance_ids=["0"]))
ids = ["0", "1"]
c.virtual_machine_scale_sets.begin_start("web", "front", {"instance_ids": ids})
c.virtual_machine_scale_set_vms.get("web", "front", "3", expand="instanceView")
c.virtual_machine_scale_set_vms.begin_restart("web", "front", instance_id="0")
c.virtual_machine_scale_sets.begin_update("web", "front", {"proximity_placement_group": {"id": x}})
