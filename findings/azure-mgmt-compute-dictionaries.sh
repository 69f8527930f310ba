#!/usr/bin/env bash
# Dictionaries as bodies in azure-mgmt-compute, on 2026-11-30.
#
# Guess: a dictionary in the words of the Python model, {"orchestration_mode": "Flexible"}, is sent as
# REST has it, and an id that is a number is sent as text, as in the releases before.
# Seen, with a transport that answers in the process, so that nothing is sent anywhere:
#   pkg:pypi/azure-mgmt-compute@37.2.0 puts the mode below `properties` and sends the ids as text.
#   pkg:pypi/azure-mgmt-compute@39.0.0, as every release since 38.0.0, sends the dictionary as it is:
#   `orchestration_mode` at the top and numbers for ids. A dictionary as REST has it, and a model
#   object, are sent right by both.
# Nothing is raised: a mode under a name that REST does not have is no mode.
#
# Exits with 1 when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/try.py" <<'PYTHON'
import io
import json
from importlib.metadata import version

import requests.adapters
from urllib3.response import HTTPResponse

sent = []


def send(self, request, **_):
    sent.append(json.loads(request.body))
    headers = {"Content-Type": "application/json"}
    raw = HTTPResponse(io.BytesIO(b"{}"), headers=headers, status=200, preload_content=False)
    return self.build_response(request, raw)


requests.adapters.HTTPAdapter.send = send
from azure.core.credentials import AccessToken
from azure.mgmt.compute import ComputeManagementClient
from azure.mgmt.compute.models import VirtualMachineScaleSet


class Credential:
    def get_token(self, *_, **__):
        return AccessToken("none", 2**40)


sets = ComputeManagementClient(
    Credential(), "00000000-0000-0000-0000-000000000000"
).virtual_machine_scale_sets
for body in (
    {"location": "w", "orchestration_mode": "Flexible"},
    {"location": "w", "properties": {"orchestrationMode": "Flexible"}},
    VirtualMachineScaleSet(location="w", orchestration_mode="Flexible"),
):
    sets.begin_create_or_update("g", "s", body, polling=False)
sets.begin_restart("g", "s", {"instanceIds": [0, 1]}, polling=False)
print(version("azure-mgmt-compute"))
for body in sent:
    print(json.dumps(body))
PYTHON

for release in 37.2.0 39.0.0; do
  python3 -I -m venv --clear "$folder/venv"
  "$folder/venv/bin/python" -I -m pip install --quiet --disable-pip-version-check \
    "azure-mgmt-compute==$release" requests
  "$folder/venv/bin/python" -I "$folder/try.py" >>"$folder/seen"
done
cat "$folder/seen"
diff "$folder/seen" - <<'END'
37.2.0
{"location": "w", "properties": {"orchestrationMode": "Flexible"}}
{"location": "w", "properties": {"orchestrationMode": "Flexible"}}
{"location": "w", "properties": {"orchestrationMode": "Flexible"}}
{"instanceIds": ["0", "1"]}
39.0.0
{"location": "w", "orchestration_mode": "Flexible"}
{"location": "w", "properties": {"orchestrationMode": "Flexible"}}
{"location": "w", "properties": {"orchestrationMode": "Flexible"}}
{"instanceIds": [0, 1]}
END
