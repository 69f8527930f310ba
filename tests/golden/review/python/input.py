"""Calls client.virtual_machine_scale_set_vms.begin_start in a docstring."""
import functools
import requests
from azure.mgmt.compute import ComputeManagementClient
from azure.mgmt.compute.operations import VirtualMachineScaleSetVMsOperations


def sets(client):
    return client.virtual_machine_scale_sets


class Pool:
    def __init__(self, compute: ComputeManagementClient):
        self.instances = compute.virtual_machine_scale_set_vms
        self.compute = compute

    def stop(self, rg, name):
        for vm in self.instances.list(rg, name):
            (self.instances
                .begin_deallocate(rg, name, vm.instance_id)
                .result())
        self.compute.virtual_machine_scale_sets.power_off(rg, name)
        sets(self.compute).begin_delete_instances(rg, name, {"instance_ids": ["1"]})


def more(ops: VirtualMachineScaleSetVMsOperations, client, rg, name, action):
    ops.begin_reimage_all(rg, name, "1")
    later = functools.partial(client.virtual_machine_scale_sets.begin_reapply, rg)
    getattr(client.virtual_machine_scale_sets, "begin_redeploy")(rg, name)
    getattr(client.virtual_machine_scale_sets, action)(rg, name)
    client.virtual_machines.begin_deallocate(rg, "vm1")
    vmss = {"sku": 1}
    vmss.get("sku"), vmss.update({})
    client = {}
    client.get("virtual_machine_scale_sets")
    print("client.virtual_machine_scale_sets.begin_start(")
    return later


def rest(s, rg, name, headers):
    url = f"https://management.azure.com/subscriptions/{s}/resourceGroups/{rg}/providers/Microsoft.Compute/virtualMachineScaleSets/{name}/virtualMachines/1/start?api-version=2024-11-01"
    requests.post(url, headers=headers)
    scope = f"/subscriptions/{s}/resourceGroups/{rg}/providers/Microsoft.Compute/virtualMachineScaleSets/{name}"
    return run("az vmss restart -g rg -n web"), scope


def test_calls(mock):
    mock.virtual_machine_scale_sets.list.return_value = []


def put_set(token, group, name, body):
    endpoint = "".join([host, "/resourceGroups/", group,
                        "/providers/Microsoft.Compute/virtualMachineScaleSets/", name,
                        "?api-version=", VERSION])
    return do_put(endpoint, body, token)


def list_all_instances(token, group, name):
    endpoint = "".join([host, "/resourceGroups/", group,
                        "/providers/Microsoft.Compute/virtualMachineScaleSets/", name,
                        "/virtualMachines?api-version=", VERSION])
    return do_get_next(endpoint, token)


def all_sets(self, group):
    if group:
        url = f"/subscriptions/{self.sub}/resourceGroups/{group}/providers/Microsoft.Compute/virtualMachineScaleSets"
    else:
        url = f"/subscriptions/{self.sub}/providers/Microsoft.Compute/virtualMachineScaleSets"
    self.rest_get(url, VERSION)
