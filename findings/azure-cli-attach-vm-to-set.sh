#!/usr/bin/env bash
# pkg:pypi/azure-cli@2.91.0, on 2026-11-30: the documented command that puts a VM into a scale set.
#
# Guess: `az vm update --set virtualMachineScaleSet.id=...`, as the article on attaching has it,
# attaches a VM, since `--set` makes what is missing on the way.
# Seen, with a transport that answers in the process, so that nothing is sent anywhere: for a VM
# that is in no set, and so has no such property, the command ends with 1 and writes nothing; it only
# makes the last part of a path. With the whole object it writes. For a VM in a set the path works,
# and with null it sends an empty object, which is how a VM leaves its set.
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
sent = []


def answer(path):
    """A VM; the one called inside is in a set."""
    joined = {"virtualMachineScaleSet": {"id": "/old"}} if path.endswith("/inside") else {}
    return {"id": path, "name": "v", "location": "westeurope", "properties": {"vmId": ID, **joined}}


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
    return code, list(sent)


for name, value in (
    ("outside", "virtualMachineScaleSet.id=/new"),
    ("outside", 'virtualMachineScaleSet={"id":"/new"}'),
    ("inside", "virtualMachineScaleSet.id=null"),
):
    code, found = az(f"vm update -g g -n {name} --set {value}")
    written = [body["properties"].get("virtualMachineScaleSet") for method, _, body in found if method == "PUT"]
    print(name, value, "->", code, written)
PYTHON
cat "$folder/seen"
diff "$folder/seen" - <<'END'
outside virtualMachineScaleSet.id=/new -> 1 []
outside virtualMachineScaleSet={"id":"/new"} -> 0 [{'id': '/new'}]
inside virtualMachineScaleSet.id=null -> 0 [{}]
END
