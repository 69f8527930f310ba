#!/usr/bin/env bash
# The argument api_version of ComputeManagementClient, on 2026-11-30.
#
# Guess: a client made with an api-version sends it.
# Seen, with a transport that answers in the process, so that nothing is sent anywhere:
#   pkg:pypi/azure-mgmt-compute@33.0.0 sends it.
#   pkg:pypi/azure-mgmt-compute@35.0.0 raises ValueError for a version that it does not have.
#   pkg:pypi/azure-mgmt-compute@36.0.0 and @39.0.0 take it without a word and send the version of the
#   package. On a single call the argument counts in all of them.
# A script that pins an old api-version sends a new one after an upgrade, with other required members.
#
# Exits with 1 when that changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/try.py" <<'PYTHON'
import io
from importlib.metadata import version
from urllib.parse import parse_qs, urlsplit

import requests.adapters
from urllib3.response import HTTPResponse

sent = []


def send(self, request, **_):
    sent.extend(parse_qs(urlsplit(request.url).query)["api-version"])
    headers = {"Content-Type": "application/json"}
    raw = HTTPResponse(io.BytesIO(b"{}"), headers=headers, status=200, preload_content=False)
    return self.build_response(request, raw)


requests.adapters.HTTPAdapter.send = send
from azure.core.credentials import AccessToken
from azure.mgmt.compute import ComputeManagementClient


class Credential:
    def get_token(self, *_, **__):
        return AccessToken("none", 2**40)


def asked(client, call):
    sent.clear()
    try:
        made = ComputeManagementClient(Credential(), "00000000-0000-0000-0000-000000000000", **client)
        made.virtual_machine_scale_sets.get("g", "s", **call)
    except ValueError:
        return "ValueError"
    return sent[0]


pin = {"api_version": "2021-03-01"}
print(version("azure-mgmt-compute"), asked(pin, {}), asked({}, pin))
PYTHON

for release in 33.0.0 35.0.0 36.0.0 39.0.0; do
  python3 -I -m venv --clear "$folder/venv"
  "$folder/venv/bin/python" -I -m pip install --quiet --disable-pip-version-check \
    "azure-mgmt-compute==$release" requests
  "$folder/venv/bin/python" -I "$folder/try.py" >>"$folder/seen"
done
cat "$folder/seen"
diff "$folder/seen" - <<'END'
33.0.0 2021-03-01 2021-03-01
35.0.0 ValueError 2021-03-01
36.0.0 2024-11-01 2021-03-01
39.0.0 2026-04-01 2021-03-01
END
