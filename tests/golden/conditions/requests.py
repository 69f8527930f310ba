import requests

uri = (
    f"https://management.azure.com/subscriptions/{sub}/resourceGroups/{group}"
    f"/providers/Microsoft.Compute/virtualMachineScaleSets/{name}"
    f"/virtualMachines/0/restart?api-version=2024-11-01"
)
session.request("POST", uri)
client.resources.get_by_id(f"{vmss_id}/virtualMachines/{instance}", "2024-11-01")
metrics.list(f"/subscriptions/{sub}/resourceGroups/{group}/providers/Microsoft.Compute/virtualMachineScaleSets/{name}")
