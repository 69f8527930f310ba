#!/usr/bin/env bash
# pkg:pypi/azure-cli@2.91.0, on 2026-11-30: four commands that send something else than they say.
#
# Seen, with a transport that answers in the process, so that nothing is sent anywhere:
#   az vmss deallocate --instance-ids "*" asks for the instance called *, below virtualMachines/; the
#     same option of start sends the star in the body of the call on the set.
#   az vm list --vmss s --show-details asks for each VM and for each interface, five requests for two
#     VMs, and prints the power state out of the answers, not the health that is beside it.
#   az vm disk attach --lun 0 counts as no LUN: where 0 is taken the disk goes to 1, without a word.
#   az vmss create --upgrade-policy-mode Rolling --custom-data mine sends the custom data of its own,
#     which installs nginx and a page, in place of mine.
#
# Exits with 1 when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder/home AZURE_CONFIG_DIR=$folder/home/.azure AZURE_CORE_COLLECT_TELEMETRY=no
mkdir -p "$AZURE_CONFIG_DIR"
python3 -I -m venv "$folder/venv"
"$folder/venv/bin/python" -I -m pip install --quiet --disable-pip-version-check azure-cli==2.91.0

"$folder/venv/bin/python" -I - 2>"$folder/err" >"$folder/seen" <<'PYTHON' || { cat "$folder/err"; exit 2; }
import base64
import io
import json
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests.adapters
from urllib3.response import HTTPResponse

ID = "00000000-0000-0000-0000-000000000000"
account = {"id": ID, "name": "a", "state": "Enabled", "isDefault": True, "tenantId": ID,
           "environmentName": "AzureCloud", "user": {"name": "a@example.com", "type": "user"}}
Path(os.environ["AZURE_CONFIG_DIR"], "azureProfile.json").write_text(
    json.dumps({"installationId": ID, "subscriptions": [account]}))
sent = []


def answer(path):
    """What the service would say, as far as these commands read it."""
    kind = path.rpartition("/")[0].rpartition("/")[2]
    if path.endswith("/versions"):
        return [{"name": "1.0.0", "location": "westeurope"}]
    if kind == "versions":
        return {"properties": {"osDiskImage": {"operatingSystem": "Linux"}}}
    if kind == "deployments":
        return {"properties": {"provisioningState": "Succeeded", "outputs": {}}}
    if path.endswith("/virtualNetworks"):
        return {"value": []}
    if path.endswith("/virtualMachines"):
        return {"value": [answer(f"{path}/{name}") for name in "ab"]}
    head = {"id": path, "name": path.rpartition("/")[2], "location": "westeurope"}
    if kind == "virtualMachines":
        card = {"id": path.replace("Compute/virtualMachines", "Network/networkInterfaces")}
        view = {"statuses": [{"code": "PowerState/running", "displayStatus": "VM running"}],
                "vmHealth": {"status": {"code": "HealthState/unhealthy"}}}
        disks = [{"lun": 0, "createOption": "Attach", "managedDisk": {"id": "/d"}}]
        return {**head, "properties": {"networkProfile": {"networkInterfaces": [card]},
                "storageProfile": {"dataDisks": disks}, "instanceView": view}}
    return {**head, "properties": {"ipConfigurations": []}}


def send(self, request, **_):
    path = unquote(urlsplit(request.url).path)
    sent.append((request.method, path, json.loads(request.body or "null")))
    data = io.BytesIO(json.dumps(answer(path)).encode())
    headers = {"Content-Type": "application/json"}
    raw = HTTPResponse(data, headers=headers, status=200, preload_content=False)
    return self.build_response(request, raw)


requests.adapters.HTTPAdapter.send = send
from azure.cli.core import get_default_cli
from azure.cli.core._profile import Profile


class Credential:
    def acquire_token(self, *_, **__):
        return {"access_token": "none", "expires_in": 3600}


Profile._create_credential = lambda *_, **__: Credential()


def az(line):
    sent.clear()
    code = get_default_cli().invoke(line.split(), out_file=io.StringIO())
    return code, list(sent)


for command in "deallocate", "start":
    _, found = az(f"vmss {command} -g g -n s --instance-ids *")
    print(command, found[-1][1].partition("virtualMachineScaleSets/")[2], found[-1][2])
out = io.StringIO()
sent.clear()
get_default_cli().invoke("vm list -g g --vmss s --show-details".split(), out_file=out)
print("list:", len(sent), "powerState" in out.getvalue(), "vmHealth" in out.getvalue())
_, found = az("vm disk attach -g g --vm-name a --disk-ids /subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/disks/d --lun 0")
print("lun:", found[-1][2]["dataDisksToAttach"][0]["lun"])
_, found = az("vmss create -g g -n s --image Canonical:ubuntu-24_04-lts:server:latest --generate-ssh-keys"
              " --admin-username me --upgrade-policy-mode Rolling --custom-data mine")
resources = next(body for _, path, body in found if "/deployments/" in path)["properties"]["template"]["resources"]
made = next(item for item in resources if item["type"] == "Microsoft.Compute/virtualMachineScaleSets")
custom = base64.b64decode(made["properties"]["virtualMachineProfile"]["osProfile"]["customData"]).decode()
print("custom data:", "mine" in custom, "nginx" in custom)
PYTHON
cat "$folder/seen"
diff "$folder/seen" - <<'END'
deallocate s/virtualMachines/*/deallocate None
start s/start {'instanceIds': ['*']}
list: 5 True False
lun: 1
custom data: False True
END
