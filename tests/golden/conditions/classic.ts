import * as azure from "@pulumi/azure";
const set = new azure.compute.ScaleSet("front", {
    upgradePolicyMode: "Manual",
    overprovision: true,
    singlePlacementGroup: true,
});
