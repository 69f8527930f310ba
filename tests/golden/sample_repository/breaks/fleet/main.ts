import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { LinuxVirtualMachineScaleSet } from "@cdktf/provider-azurerm/lib/linux-virtual-machine-scale-set";
import { OrchestratedVirtualMachineScaleSet } from "@cdktf/provider-azurerm/lib/orchestrated-virtual-machine-scale-set";

class Workers extends TerraformStack {
  constructor(scope: Construct, id: string, subnetId: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });

    new LinuxVirtualMachineScaleSet(this, "queue", { // break: VF083
      name: "queue",
      resourceGroupName: "workers",
      location: "westeurope",
      sku: "Standard_D2s_v5",
      instances: 2,
      overprovision: false, // break: VF094
      adminUsername: "azureuser",
      osDisk: { caching: "ReadWrite", storageAccountType: "Premium_LRS" },
      networkInterface: [
        {
          name: "nic",
          primary: true,
          ipConfiguration: [{ name: "ip", primary: true, subnetId }],
        },
      ],
    });

    new OrchestratedVirtualMachineScaleSet(this, "web", {
      name: "web",
      resourceGroupName: "workers",
      location: "westeurope",
      platformFaultDomainCount: 2, // break: VF101
      zones: ["1"], // break: VF117
      skuName: "Standard_D2s_v5",
      instances: 2,
    });
  }
}

const app = new App();
new Workers(app, "workers", process.env.SUBNET_ID ?? "");
app.synth();
