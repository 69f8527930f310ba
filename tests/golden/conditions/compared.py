import subprocess


def fake(command):
    if command[:3] == ["az", "vmss", "get-instance-view"]:
        return "{}"
    if command[:3] != ["az", "vmss", "reimage"]:
        raise RuntimeError("unexpected")
    return subprocess.run(["az", "vmss", "list-instances", "-g", "rg", "-n", "web"])


nics = paged(group, name, operation=network.network_interfaces.list_virtual_machine_scale_set_network_interfaces)
COMMANDS = "operations#NetworkInterfacesOperations.list_virtual_machine_scale_set_network_interfaces"
