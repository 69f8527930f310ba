"""Keeps the build agents at the wanted number and drains the oldest."""

from __future__ import annotations

import logging
import os

from azure.identity import DefaultAzureCredential
from azure.mgmt.compute import ComputeManagementClient
from azure.mgmt.network import NetworkManagementClient

log = logging.getLogger("agents")
GROUP = os.environ.get("GROUP", "build")
SET = "build-agents"


class Pool:
    """The agents: instances of one scale set."""

    def __init__(self, subscription: str) -> None:
        credential = DefaultAzureCredential()
        self.compute = ComputeManagementClient(credential, subscription)
        self.network = NetworkManagementClient(credential, subscription)
        self.vms = self.compute.virtual_machine_scale_set_vms

    def create(self, image: str) -> None:
        model = {
            "location": "westeurope",
            "sku": {"name": "Standard_D4s_v5", "capacity": 2},
            "identity": {"type": "SystemAssigned"},  # break: VF103
            "properties": {
                "orchestrationMode": "Flexible",
                "platformFaultDomainCount": 1,
                "overprovision": False,  # break: VF094
                "virtualMachineProfile": {
                    "storageProfile": {"imageReference": {"id": image}},
                },
            },
        }
        self.compute.virtual_machine_scale_sets.begin_create_or_update(GROUP, SET, model).result()

    def running(self) -> list[str]:
        found = []
        for vm in self.vms.list(GROUP, SET, expand="instanceView"):  # break: VF016
            codes = [status.code for status in vm.instance_view.statuses]  # break: VF016
            if "PowerState/running" in codes:
                found.append(vm.instance_id)
        return sorted(found, key=int)

    def states(self) -> dict[str, str]:
        states = {}
        for vm in self.vms.list(GROUP, SET):
            states[vm.name] = vm.instance_view.statuses[0].code  # break: VF016
        return states

    def oldest(self) -> int:
        return min(int(vm.instance_id) for vm in self.vms.list(GROUP, SET))  # break: VF076

    def drain(self, instance_id: str) -> None:
        log.info("draining %s", instance_id)
        self.vms.begin_run_command(GROUP, SET, instance_id, {"command_id": "RunShellScript", "script": ["drain"]}).result()  # break: VF056
        self.vms.begin_deallocate(GROUP, SET, instance_id).result()  # break: VF002

    def addresses(self) -> list[str]:
        nics = self.network.network_interfaces.list_virtual_machine_scale_set_network_interfaces(GROUP, SET)  # break: VF133
        return [config.private_ip_address for nic in nics for config in nic.ip_configurations]


if __name__ == "__main__":
    pool = Pool(os.environ["SUBSCRIPTION_ID"])
    log.info("running: %s", pool.running())
