const { ComputeManagementClient } = require("@azure/arm-compute");
const client = new ComputeManagementClient(cred, "sub");
await client.virtualMachineScaleSets.beginRestartAndWait("web", "front", { vmInstanceIDs: { instanceIds: ["0", "1"] } });
for await (const vm of client.virtualMachineScaleSetVMs.list("web", "front", { expand: "instanceView" })) {}
await client.virtualMachineScaleSets.beginCreateOrUpdateAndWait("web", "front", { location: "w", overprovision: true, singlePlacementGroup: false, orchestrationMode: "Flexible", platformFaultDomainCount: 1, identity: {type: "SystemAssigned"} });
await client.virtualMachineScaleSetVMs.beginStartAndWait("web", "front", "0");
await client.virtualMachineScaleSetVMs.beginStartAndWait("web", "front", name);
