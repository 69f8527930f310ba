const base = `/subscriptions/${sub}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachineScaleSets/${name}`;
const view = await client.pathUnchecked(`${base}/virtualMachines/0/instanceView`).get();
const all = await fetch(`${ARM}${vmss.id}/virtualMachines?api-version=2024-11-01&$expand=instanceView`);
const one = await fetch(`${ARM}${vm.id}/restart?api-version=2024-11-01`, { method: "POST" });
