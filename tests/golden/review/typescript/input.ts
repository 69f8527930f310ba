import { ComputeManagementClient, VirtualMachineScaleSets } from "@azure/arm-compute";
export class Api {
  private readonly sets: VirtualMachineScaleSets;
  constructor(private client: ComputeManagementClient) {
    this.sets = client.virtualMachineScaleSets;
  }
  async run(rg: string, name: string) {
    await this.sets.beginUpdateInstancesAndWait(rg, name, { instanceIds: ["*"] });
    for await (const vm of this.client.virtualMachineScaleSetVMs.list(rg, name)) {
      await this.client!.virtualMachineScaleSetVMs?.beginRestart(rg, name, vm.instanceId!);
    }
    for await (const h of (this.client as any).virtualMachineScaleSets.listOSUpgradeHistory(rg, name)) void h;
    await fetch(`${base}/subscriptions/${s}/resourceGroups/${rg}/providers/Microsoft.Compute/virtualMachineScaleSets/${name}/reimageall?api-version=2024-11-01`, { method: "POST" });
    const id = `/subscriptions/${s}/resourceGroups/${rg}/providers/Microsoft.Compute/virtualMachineScaleSets/${name}`;
    return id;
  }
}

async function byPath(client: any) {
  await client.path("/subscriptions/{s}/resourceGroups/{g}/providers/Microsoft.Compute/virtualMachineScaleSets/{name}", s, g, name).delete();
  const id = join.path("/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/web");
}
