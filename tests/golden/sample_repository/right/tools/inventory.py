"""Writes the state of the VMs of a Flexible scale set as CSV, and replaces those that are ill."""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterator

from azure.identity import DefaultAzureCredential
from azure.mgmt.compute import ComputeManagementClient
from azure.mgmt.compute.models import VirtualMachine, VirtualMachineScaleSetVMInstanceRequiredIDs


def members(client: ComputeManagementClient, set_id: str) -> Iterator[VirtualMachine]:
    """The VMs of the set, each with its instance view."""
    wanted = f"'virtualMachineScaleSet/id' eq '{set_id}'"
    group = set_id.split("/")[4]
    for vm in client.virtual_machines.list(group, filter=wanted):
        yield client.virtual_machines.get(group, vm.name, expand="instanceView")


def health(vm: VirtualMachine) -> str:
    """The last word of the health extension."""
    view = vm.instance_view
    if view is None or view.vm_health is None:
        return "unknown"
    return view.vm_health.status.code.rpartition("/")[2]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("resource_group")
    parser.add_argument("scale_set")
    parser.add_argument("--replace", action="store_true")
    given = parser.parse_args()

    client = ComputeManagementClient(DefaultAzureCredential(), os.environ["SUBSCRIPTION_ID"])
    scale_set = client.virtual_machine_scale_sets.get(given.resource_group, given.scale_set)

    table = csv.writer(sys.stdout)
    table.writerow(["name", "zone", "health"])
    ill = []
    for vm in members(client, scale_set.id):
        state = health(vm)
        table.writerow([vm.name, ",".join(vm.zones or []), state])
        if state == "unhealthy":
            ill.append(vm.name)

    if ill and given.replace:
        names = VirtualMachineScaleSetVMInstanceRequiredIDs(instance_ids=ill)
        client.virtual_machine_scale_sets.begin_delete_instances(
            given.resource_group, given.scale_set, names
        ).result()
    return 1 if ill else 0


if __name__ == "__main__":
    sys.exit(main())
