#!/usr/bin/env bash
# pkg:pypi/checkov@3.3.30, on 2026-12-01: CKV_AZURE_95 fails every Flexible scale set.
#
# Guess: the check on automatic OS image patching looks at the upgrade policy of the set, in all
# languages alike.
# Seen:
#   In ARM and Bicep a set whose orchestrationMode is Flexible fails, whatever else it says, and a
#     Uniform one passes when one of its extensions has enableAutomaticUpgrade, which is about the
#     extension and not about the image.
#   In Terraform neither azurerm_orchestrated_virtual_machine_scale_set nor the resource for Linux
#     sets is looked at: the check knows the legacy azurerm_virtual_machine_scale_set only.
# So a move to Flexible turns the check red in a pipeline, and the check needs a skip with that reason.
#
# Exits with 1 when that changes. Needs Python 3.11 with venv.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check checkov==3.3.30
mkdir templates
set_in() { # set_in MODE: an ARM template with a set of that mode
  cat <<JSON
{
  "\$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Compute/virtualMachineScaleSets",
      "apiVersion": "2024-07-01",
      "name": "web",
      "location": "westeurope",
      "sku": { "name": "Standard_D2s_v5", "capacity": 2 },
      "properties": {
        "orchestrationMode": "$1",
        "virtualMachineProfile": {
          "extensionProfile": {
            "extensions": [
              {
                "name": "health",
                "properties": {
                  "publisher": "Microsoft.ManagedServices",
                  "type": "ApplicationHealthLinux",
                  "typeHandlerVersion": "1.0",
                  "enableAutomaticUpgrade": true
                }
              }
            ]
          }
        }
      }
    }
  ]
}
JSON
}
set_in Flexible >templates/flexible.json
set_in Uniform >templates/uniform.json
cat >templates/flexible.bicep <<'BICEP'
resource web 'Microsoft.Compute/virtualMachineScaleSets@2024-07-01' = {
  name: 'web'
  location: 'westeurope'
  properties: {
    orchestrationMode: 'Flexible'
    virtualMachineProfile: {
      extensionProfile: {
        extensions: [
          {
            name: 'health'
            properties: {
              publisher: 'Microsoft.ManagedServices'
              type: 'ApplicationHealthLinux'
              typeHandlerVersion: '1.0'
              enableAutomaticUpgrade: true
            }
          }
        ]
      }
    }
  }
}
BICEP
cat >templates/orchestrated.tf <<'TERRAFORM'
resource "azurerm_orchestrated_virtual_machine_scale_set" "web" {
  name                        = "web"
  location                    = "westeurope"
  resource_group_name         = "web"
  platform_fault_domain_count = 1
}
TERRAFORM

for file in flexible.bicep flexible.json orchestrated.tf uniform.json; do
  venv/bin/checkov --file "templates/$file" --check CKV_AZURE_95 --output json --soft-fail \
    >answer 2>/dev/null || { echo "checkov stopped at $file" >&2; exit 1; }
  python3 - "$file" <<'PYTHON'
import json, sys

answer = json.load(open("answer", encoding="utf-8"))
counts = answer.get("summary", answer)
print(sys.argv[1], "passed", counts["passed"], "failed", counts["failed"])
PYTHON
done >seen
cat seen
diff seen - <<'END'
flexible.bicep passed 0 failed 1
flexible.json passed 0 failed 1
orchestrated.tf passed 0 failed 0
uniform.json passed 1 failed 0
END
