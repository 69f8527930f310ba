#!/usr/bin/env bash
# pkg:pypi/ansible@14.5.0 with azure.azcollection 3.21.0, on 2026-12-01: scale sets that are Flexible.
#
# Guess: the modules take instances of Flexible sets throughout, since the instance modules were
# repaired for them in 2.4.0.
# Seen, with clients that answer in the process, so that nothing is sent anywhere:
#   azure_rm_virtualmachinescalesetinstance with power_state: stopped reads the instance through the VM
#     and stops it through the scale set, which is the call of Uniform sets.
#   azure_rm_virtualmachinescaleset without orchestration_mode stops at a set that is Uniform: "The
#     orchestration_mode parameter cannot be updated!"
#   the inventory plug-in azure_rm asks for the instances of Uniform sets only.
#
# Exits with 1 when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder/home ANSIBLE_LOCAL_TEMP=$folder/tmp
mkdir -p "$HOME"
python3 -I -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -I -m pip --quiet --disable-pip-version-check "$@"; }
# The collection needs a newer Python than its modules do.
pip install ansible-core==2.19.14
pip download --no-deps --only-binary :all: --python-version 3.13 --dest "$folder" ansible==14.5.0

cd "$folder"
"$folder/venv/bin/python" -I - ansible-14.5.0-py3-none-any.whl <<'PYTHON' >"$folder/seen" 2>"$folder/err" || { cat "$folder/err"; exit 2; }
import importlib
import sys
import types
import zipfile

PLUGINS = "ansible_collections.azure.azcollection.plugins"
NAMES = ("modules/azure_rm_virtualmachinescaleset", "modules/azure_rm_virtualmachinescalesetinstance",
         "inventory/azure_rm")
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in NAMES:
        wheel.extract(f"{PLUGINS.replace('.', '/')}/{name}.py")
sys.path.insert(0, ".")
calls = []


class Stopped(Exception):
    """What a module says when it gives up."""


class Record(dict):
    """A model of the SDK, as far as the modules look at it."""

    id = type = location = tags = None
    name = "front"
    as_dict = dict.copy


class Group:
    """A client for a group of operations, which notes what is called."""

    def __init__(self, name, answers):
        self.name, self.answers = name, answers

    def __getattr__(self, method):
        def call(*_, **__):
            calls.append(f"{self.name}.{method}")
            return Record(self.answers.get(f"{self.name}.{method}", {}))

        return call


class Client:
    """The compute client with canned answers."""

    def __init__(self, answers):
        for name in ("virtual_machines", "virtual_machine_scale_sets", "virtual_machine_scale_set_vms"):
            setattr(self, name, Group(name, answers))


class Base:
    """What the modules inherit: everything that logs in, sends and polls."""

    answers = {}
    check_mode = False
    _cloud_environment = types.SimpleNamespace(endpoints=types.SimpleNamespace(resource_manager=""))

    def __init__(self, *specs, derived_arg_spec=None, **_):
        spec = {**(specs[0] if specs else derived_arg_spec), "tags": {}}
        self.compute_client = Client(self.answers)
        self.defaults = {name: rule.get("default") for name, rule in spec.items()}

    managed_identity_multiple_spec = {}

    def get_mgmt_svc_client(self, *_, **__):
        return self.compute_client

    def get_resource_group(self, _):
        return types.SimpleNamespace(location="westeurope")

    def serialize_obj(self, item, *_, **__):
        return dict(item)

    def update_tags(self, _):
        return False, None

    def check_provisioning_state(self, *_):
        pass

    def fail(self, message):
        raise Stopped(message)

    log = get_poller_result = fail_json = lambda self, *_: None
    module = types.SimpleNamespace(warn=lambda *_: None)


common = types.ModuleType(f"{PLUGINS}.module_utils.azure_rm_common")
common.AzureRMModuleBase = common.AzureRMAuth = Base
common.azure_id_to_dict = common.format_resource_id = None
extended = types.ModuleType(f"{PLUGINS}.module_utils.azure_rm_common_ext")
extended.AzureRMModuleBaseExt = Base
for module in (types.ModuleType(f"{PLUGINS}.module_utils"), common, extended):
    sys.modules[module.__name__] = module


def run(called, kind, answers, **given):
    """What a module calls, and what it says when it stops."""
    module = importlib.import_module(f"{PLUGINS}.modules.{called}")
    module.ResourceNotFoundError, module.ComputeManagementClient = KeyError, None
    Base.answers = answers
    calls.clear()
    task = getattr(module, kind)()
    try:
        task.exec_module(**{**task.defaults, **given})
    except Stopped as stopped:
        calls.append(str(stopped))
    return "; ".join(calls)


VIEW = {"statuses": [{"code": "PowerState/running"}]}
FLEXIBLE = {
    "virtual_machine_scale_set_vms.get": {"id": "/vm", "instance_id": "front_1a2b", "name": "front_1a2b"},
    "virtual_machines.instance_view": VIEW,
}
print("stop:", run("azure_rm_virtualmachinescalesetinstance", "AzureRMVirtualMachineScaleSetInstance",
                   FLEXIBLE, resource_group="web", vmss_name="front", instance_id="front_1a2b",
                   power_state="stopped"))

card = {"ip_configurations": [{}]}
profile = {"storage_profile": {"os_disk": {"caching": "ReadOnly"}, "image_reference": {}},
           "network_profile": {"network_interface_configurations": [card]}}
UNIFORM = {"virtual_machine_scale_sets.get": {
    "orchestration_mode": "Uniform", "single_placement_group": False, "platform_fault_domain_count": 1,
    "sku": {"name": "Standard_D2s_v5", "capacity": 1}, "upgrade_policy": {"mode": "Manual"},
    "virtual_machine_profile": profile,
}}
for mode in ({}, {"orchestration_mode": "Uniform"}):
    print(f"set {mode.get('orchestration_mode', 'without')}:",
          run("azure_rm_virtualmachinescaleset", "AzureRMVirtualMachineScaleSet", UNIFORM,
              resource_group="web", name="front", **mode))

inventory = importlib.import_module(f"{PLUGINS}.inventory.azure_rm").InventoryModule
asked = []
plugin = types.SimpleNamespace(_compute_api_version="", _on_vm_page_response=None,
                               _enqueue_get=lambda url, **_: asked.append(url))
sets = [{"id": f"/{mode}", "properties": {"orchestrationMode": mode}} for mode in ("Uniform", "Flexible")]
inventory._on_vmss_page_response(plugin, {"value": sets})
print("inventory:", "; ".join(asked))
PYTHON

cat >"$folder/expected" <<'SEEN'
stop: virtual_machine_scale_set_vms.get; virtual_machines.instance_view; virtual_machines.get; virtual_machine_scale_set_vms.begin_power_off
set without: virtual_machine_scale_sets.get; The orchestration_mode parameter cannot be updated!
set Uniform: virtual_machine_scale_sets.get
inventory: /Uniform/virtualMachines
SEEN
diff "$folder/expected" "$folder/seen" && echo "as described"
