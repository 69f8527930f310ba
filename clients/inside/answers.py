"""What the service would answer: canned bodies that fit the request."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

HOST = "management.azure.com"
SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"

_GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/mygroup/providers"
_INSTANCES = {"Uniform": ("0", "3"), "Flexible": ("myset_3a7f9c12", "myset_b04e61d8")}
_THERE = (
    "disks", "subnets", "resourceGroups", "resourcegroups",
    "extensions", "runCommands", "diagnosticRunCommands", "rollingUpgrades",
)  # fmt: skip
"""Types that any name is found of, and of whose properties nobody reads any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it was about to leave; the path is decoded, the query by name."""

    method: str
    host: str
    path: str
    query: dict[str, str]
    body: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, and the body as a value; None is no body."""

    status: int
    body: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the requests meet: the mode of every set, and what differs from the canned bodies.

    Each change has `of` (method and end of the path) and `status`, `body` (laid over the canned
    one) or both.
    """

    mode: str = "Flexible"
    changes: list[dict[str, Any]] = field(default_factory=list)


def answer(request: Request, scene: Scene) -> Answer:
    """What the request is answered; nothing but the management host is there."""
    if request.host != HOST:
        return Answer(status=404, body={})
    given = _canned(request, scene)
    for change in scene.changes:
        method, _, end = change["of"].partition(" ")
        if request.method == method and request.path.endswith(end):
            status = change.get("status", given.status)
            base = given.body if status == given.status else {}
            given = Answer(status=status, body=laid_over(base, change.get("body", {})))
    return given


def laid_over(base: Any, top: Any) -> Any:
    """Two values as one: objects key by key, where null takes a key away; else the upper one."""
    if not (isinstance(base, dict) and isinstance(top, dict)):
        return copy.deepcopy(top)
    merged = {key: value for key, value in base.items() if top.get(key, value) is not None}
    for key, value in top.items():
        if value is not None:
            merged[key] = laid_over(base.get(key), value)
    return merged


def _canned(request: Request, scene: Scene) -> Answer:
    if request.method == "GET":
        return _read(request.path, scene.mode)
    if request.method == "HEAD":
        return Answer(status=204)
    if request.method == "DELETE":
        return Answer(status=200)
    if request.method == "POST":
        return _done(request.path)
    before = _read(request.path, scene.mode).body if request.method == "PATCH" else {}
    return Answer(status=200, body=_written(request.path, laid_over(before, request.body or {})))


def _done(path: str) -> Answer:
    """The answer to an action; most have none that anybody reads."""
    action = path.rpartition("/")[2]
    return _DONE.get(action, Answer(status=200, body={}))


_ACCEPTED = (
    "approveRollingUpgrade", "convertToVirtualMachineScaleSet",
    "migrateToVirtualMachineScaleSet", "migrateVMAvailabilityZone",
)  # fmt: skip
"""Actions whose only good answer is 202; without an address to ask, they end with that."""
_OUTPUT = {"code": "ProvisioningState/succeeded", "message": "up"}
_DONE = {
    "simulateEviction": Answer(status=204),
    **dict.fromkeys(_ACCEPTED, Answer(status=202)),
    "runCommand": Answer(status=200, body={"value": [_OUTPUT]}),
    "retrieveBootDiagnosticsData": Answer(
        status=200,
        body={
            "consoleScreenshotBlobUri": "https://example.com/screenshot",
            "serialConsoleLogBlobUri": "https://example.com/log",
        },
    ),
}


def _written(path: str, body: dict[str, Any]) -> dict[str, Any]:
    """A resource after it was written: what was sent, in the state that ends the operation."""
    properties = {**(body.get("properties") or {}), "provisioningState": "Succeeded"}
    if "/deployments/" in path:
        properties = {"provisioningState": "Succeeded", "outputs": {"vmss": {"value": {}}}}
    return {**body, **_head(path), "properties": properties}


def _head(path: str) -> dict[str, Any]:
    parts = path.strip("/").split("/")
    return {"id": path, "name": parts[-1], "location": "westeurope"}


def _read(path: str, mode: str) -> Answer:
    """A resource, a list or a view; a name that nothing is known of is not found."""
    parts = path.strip("/").split("/")
    body = _body(path, parts, mode)
    if body is None:
        error = {"code": "ResourceNotFound", "message": f"{parts[-1]} was not found."}
        return Answer(status=404, body={"error": error})
    return Answer(status=200, body=body)


def _body(path: str, parts: list[str], mode: str) -> Any:
    last, kind = parts[-1], parts[-2] if len(parts) > 1 else ""
    if path.endswith("/providers/Microsoft.Compute/skus"):
        return {"value": [_SIZE]}
    if last == "versions":
        return [{"name": "24.04.202510010", "location": "westeurope"}]
    if last in ("virtualMachineScaleSets", "virtualMachines"):
        listed = ["myset"] if last == "virtualMachineScaleSets" else _INSTANCES[mode]
        return {"value": [_read(f"{path}/{name}", mode).body for name in listed]}
    if last == "instanceView":
        return {"statuses": [_RUNNING]}
    if kind == "virtualMachines" and "virtualMachineScaleSets" in parts:
        return {**_head(path), **_machine("Uniform"), "instanceId": last}
    known: dict[str, Callable[[], dict[str, Any]]] = {
        "virtualMachineScaleSets": lambda: _set(mode),
        "virtualMachines": lambda: _machine(mode),
        "versions": lambda: {"properties": {"osDiskImage": {"operatingSystem": "Linux"}}},
        "lifecycleHookEvents": lambda: _event(path, mode),
        **dict.fromkeys(_THERE, lambda: {"properties": {}}),
        "networkInterfaces": lambda: {"properties": {"ipConfigurations": []}},
    }
    if kind in known:
        return {**_head(path), **known[kind]()}
    return {"value": []} if _is_list(parts) else None


def _is_list(parts: list[str]) -> bool:
    """Whether a path ends with a type and not with a name; types and names take turns."""
    if "providers" not in parts:
        return len(parts) % 2 == 1
    after = parts[len(parts) - parts[::-1].index("providers") + 1 :]
    return len(after) % 2 == 1


def _event(path: str, mode: str) -> dict[str, Any]:
    owner = path.partition("/lifecycleHookEvents/")[0]
    below = f"{_GROUP}/Microsoft.Compute" if mode == "Flexible" else owner
    targets = [
        {"resource": {"id": f"{below}/virtualMachines/{name}"}, "actionState": "Waiting"}
        for name in _INSTANCES[mode]
    ]
    return {"properties": {"type": "UpgradeAutoOSScheduling", "targetResources": targets}}


_SIZE = {
    "resourceType": "virtualMachines",
    "name": "Standard_D2s_v5",
    "locations": ["westeurope"],
    "locationInfo": [{"location": "westeurope", "zones": ["1", "2", "3"]}],
    "capabilities": [],
    "restrictions": [],
}
_RUNNING = {"code": "PowerState/running", "displayStatus": "VM running"}
_IMAGE = {
    "publisher": "Canonical",
    "offer": "ubuntu-24_04-lts",
    "sku": "server",
    "version": "latest",
}


def _set(mode: str) -> dict[str, Any]:
    """The model of a set, as small as clients that read it before they write need it."""
    flexible = mode == "Flexible"
    only = {"platformFaultDomainCount": 1} if flexible else {"overprovision": True}
    return {
        "type": "Microsoft.Compute/virtualMachineScaleSets",
        "tags": {},
        "sku": {"name": "Standard_D2s_v3", "tier": "Standard", "capacity": 2},
        "properties": {
            "provisioningState": "Succeeded",
            "orchestrationMode": mode,
            "upgradePolicy": {"mode": "Manual"},
            **only,
            "virtualMachineProfile": _profile(),
        },
    }


def _profile() -> dict[str, Any]:
    address = {"name": "myip", "properties": {"subnet": {"id": _subnet()}}}
    card = {"name": "mynic", "properties": {"primary": True, "ipConfigurations": [address]}}
    kind = {"managedDisk": {"storageAccountType": "Premium_LRS"}}
    return {
        "osProfile": {"computerNamePrefix": "myset", "adminUsername": "azureuser"},
        "storageProfile": {
            "osDisk": {"createOption": "FromImage", "osType": "Linux", **kind},
            "dataDisks": [{"lun": 0, "createOption": "Empty", "diskSizeGB": 32, **kind}],
            "imageReference": _IMAGE,
        },
        "networkProfile": {"networkInterfaceConfigurations": [card]},
    }


def _subnet() -> str:
    return f"{_GROUP}/Microsoft.Network/virtualNetworks/mynetwork/subnets/mysubnet"


def _machine(mode: str) -> dict[str, Any]:
    """The model of a VM, which is near enough to that of an instance of a Uniform set."""
    joined = {"id": f"{_GROUP}/Microsoft.Compute/virtualMachineScaleSets/myset"}
    disk = {"id": f"{_GROUP}/Microsoft.Compute/disks/myosdisk"}
    data = {"id": f"{_GROUP}/Microsoft.Compute/disks/myolddisk"}
    card = {"id": f"{_GROUP}/Microsoft.Network/networkInterfaces/mynic"}
    health = {"status": {"code": "HealthState/healthy", "level": "Info"}}
    return {
        "properties": {
            **({"virtualMachineScaleSet": joined} if mode == "Flexible" else {}),
            "vmId": "6f0c0a52-5d3e-4c8e-9f57-0b6f3f0d2a11",
            "provisioningState": "Succeeded",
            "hardwareProfile": {"vmSize": "Standard_D2s_v5"},
            "storageProfile": {
                "osDisk": {"osType": "Linux", "createOption": "FromImage", "managedDisk": disk},
                "dataDisks": [{"lun": 0, "createOption": "Attach", "managedDisk": data}],
            },
            "osProfile": {"computerName": "myhost", "adminUsername": "azureuser"},
            "networkProfile": {"networkInterfaces": [card]},
            "instanceView": {"statuses": [_RUNNING], "disks": [], "vmHealth": health},
        }
    }
