import * as pulumi from "@pulumi/pulumi";
import * as compute from "@pulumi/azure-native/compute";
import * as resources from "@pulumi/azure-native/resources";

const config = new pulumi.Config();
const subnetId = config.require("subnetId");
const sshKey = config.require("sshKey");
const zones = ["1", "2", "3"];
const faultDomains = 5;

const group = new resources.ResourceGroup("api");

export const set = new compute.VirtualMachineScaleSet("api", {
    resourceGroupName: group.name,
    sku: { name: "Standard_D2s_v5", capacity: 3 },
    zones, // break: VF117
    orchestrationMode: compute.OrchestrationMode.Flexible,
    platformFaultDomainCount: faultDomains, // break: VF101
    singlePlacementGroup: true, // break: VF102
    identity: { type: compute.ResourceIdentityType.SystemAssigned }, // break: VF103
    virtualMachineProfile: {
        osProfile: {
            computerNamePrefix: "api",
            adminUsername: "azureuser",
            linuxConfiguration: {
                disablePasswordAuthentication: true,
                ssh: { publicKeys: [{ keyData: sshKey, path: "/home/azureuser/.ssh/authorized_keys" }] },
            },
        },
        storageProfile: {
            imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
            osDisk: { createOption: "FromImage" },
        },
        networkProfile: {
            networkApiVersion: "2022-11-01",
            healthProbe: { id: config.require("probeId") }, // break: VF090
            networkInterfaceConfigurations: [
                {
                    name: "nic",
                    primary: true,
                    ipConfigurations: [{ name: "ip", subnet: { id: subnetId } }],
                },
            ],
        },
    },
});
