#!/usr/bin/env bash
# pkg:npm/%40azure/arm-compute@25.1.1, on 2026-11-30: what it drops without an error.
#
# Guess: a body as REST has it is sent as it is, options with a name that is not known are refused,
# and a client made with an apiVersion sends it.
# Seen in JavaScript, with a transport that answers in the process, so that nothing is sent anywhere:
#   `properties` of a body is left out: createOrUpdate sends the location alone, update sends {}. The
#     model is flat, and only what is flat is put below `properties`.
#   restart(group, set, { instanceIds: [...] }) sends no body, which means every instance of the set.
#     The ids belong below `vmInstanceIDs`.
#   apiVersion is taken and the version of the package is sent.
# TypeScript tells of the first two; JavaScript and `as any` do not.
#
# Exits with 1 when that changes. Needs node 20 and npm.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit @azure/arm-compute@25.1.1 >/dev/null
cat >try.mjs <<'JAVASCRIPT'
import { ComputeManagementClient } from "@azure/arm-compute";
import { createHttpHeaders } from "@azure/core-rest-pipeline";

const credential = { getToken: async () => ({ token: "none", expiresOnTimestamp: 9e15 }) };
const sent = [];
const httpClient = {
  async sendRequest(request) {
    sent.push([request.method, new URL(request.url).searchParams.get("api-version"), request.body]);
    return { request, status: 200, headers: createHttpHeaders(), bodyAsText: "{}" };
  },
};
const made = (options) =>
  new ComputeManagementClient(credential, "00000000-0000-0000-0000-000000000000", { httpClient, ...options });
const shown = async (what, call) => {
  sent.length = 0;
  await call.catch(() => {}); // what the empty answer lacks is of no matter here
  console.log(what, sent[0][0], sent[0][1], sent[0][2] ?? "no body");
};

const sets = made().virtualMachineScaleSets;
const mode = { orchestrationMode: "Flexible" };
await shown("nested", sets.createOrUpdate("g", "s", { location: "w", properties: mode }));
await shown("flat", sets.createOrUpdate("g", "s", { location: "w", ...mode }));
await shown("update", sets.update("g", "s", { properties: { singlePlacementGroup: false } }));
await shown("ids", sets.restart("g", "s", { instanceIds: ["0"] }));
await shown("named", sets.restart("g", "s", { vmInstanceIDs: { instanceIds: ["0"] } }));
await shown("version", made({ apiVersion: "2021-03-01" }).virtualMachineScaleSets.get("g", "s"));
JAVASCRIPT
node try.mjs >seen
cat seen
diff seen - <<'END'
nested PUT 2026-04-01 {"location":"w"}
flat PUT 2026-04-01 {"location":"w","properties":{"orchestrationMode":"Flexible"}}
update PATCH 2026-04-01 {}
ids POST 2026-04-01 no body
named POST 2026-04-01 {"instanceIds":["0"]}
version GET 2026-04-01 no body
END
