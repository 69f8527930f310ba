#!/usr/bin/env bash
# pkg:pypi/azure-cli@2.91.0, on 2026-11-30: three checks whose condition is never true.
#
# Guess: where the code has a message for it, the command stops.
# Seen, with a transport that answers in the process, so that nothing is sent anywhere:
#   az vmss create --assign-identity [system], Flexible: the deployment goes out with SystemAssigned.
#     The check compares the list of values with a text; its message is "only user assigned indetity
#     is suppoprted for Flex mode". The service refuses the deployment later.
#   az vmss create --zone-placement-policy Auto --ppg: goes out with both. The check looks for an
#     argument `ppg`, which is called proximity_placement_group.
#   az vmss scale to the number of instances that the set has: GET and PUT. The early return compares
#     the number in the answer with the text of the option.
# So an error text in the source of a client proves nothing; the condition around it has to be read.
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
import io
import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import requests.adapters
from urllib3.response import HTTPResponse

ID = "00000000-0000-0000-0000-000000000000"
account = {"id": ID, "name": "a", "state": "Enabled", "isDefault": True, "tenantId": ID,
           "environmentName": "AzureCloud", "user": {"name": "a@example.com", "type": "user"}}
Path(os.environ["AZURE_CONFIG_DIR"], "azureProfile.json").write_text(
    json.dumps({"installationId": ID, "subscriptions": [account]}))
SET = {"location": "westeurope", "properties": {"orchestrationMode": "Flexible"},
       "sku": {"name": "Standard_D2s_v5", "tier": "Standard", "capacity": 2}}
sent = []


def answer(path):
    """What the service would say, as far as these commands read it."""
    if path.endswith("/versions"):
        return [{"name": "1.0.0", "location": "westeurope"}]
    if "/versions/" in path:
        return {"properties": {"osDiskImage": {"operatingSystem": "Linux"}}}
    if "/deployments/" in path:
        return {"properties": {"provisioningState": "Succeeded", "outputs": {}}}
    if path.endswith("/virtualNetworks"):
        return {"value": []}
    return {"id": path, "name": path.rpartition("/")[2], **SET}


def send(self, request, **_):
    path = urlsplit(request.url).path
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
    return code, [(m, p, b) for m, p, b in sent if "/virtualMachineScaleSets/" in p or "/deployments/" in p]


CREATE = ("vmss create -g g -n s --orchestration-mode Flexible --generate-ssh-keys --admin-username me"
          " --image Canonical:ubuntu-24_04-lts:server:latest")


def made(options):
    code, found = az(f"{CREATE} {options}")
    template = found[-1][2]["properties"]["template"]["resources"] if found else []
    return code, next((item for item in template if item["type"].endswith("/virtualMachineScaleSets")), {})


code, item = made("--assign-identity [system]")
print("identity:", code, item.get("identity"))
code, item = made("--zone-placement-policy Auto --ppg p")
print("placement:", code, item.get("placement"), "proximityPlacementGroup" in item.get("properties", {}))
code, found = az("vmss scale -g g -n s --new-capacity 2")
print("scale:", code, [method for method, _, _ in found])
PYTHON
cat "$folder/seen"
diff "$folder/seen" - <<'END'
identity: 0 {'type': 'SystemAssigned'}
placement: 0 {'zonePlacementPolicy': 'Auto'} True
scale: 0 ['GET', 'PUT']
END
