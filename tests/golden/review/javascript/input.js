const { ComputeManagementClient } = require("@azure/arm-compute");
// client.virtualMachineScaleSetVMs.start()
class Pool {
  constructor(client) {
    this.client = client;
    this.vms = client.virtualMachineScaleSetVMs;
  }
  async stop(rg, name, id, action) {
    await this.vms.beginPowerOffAndWait(rg, name, id);
    await this.client.virtualMachineScaleSetVMS.deallocate(rg, name, id);
    const { virtualMachineScaleSets: sets, virtualMachines } = this.client;
    await sets.deleteMethod(rg, name);
    await this.client["virtualMachineScaleSets"].beginReimage(rg, name);
    await this.client.virtualMachineScaleSets[action](rg, name);
    await virtualMachines.beginDeallocate(rg, "vm1");
    const start = this.client.virtualMachineScaleSets.start.bind(this.client);
    console.log("this.client.virtualMachineScaleSets.restart(rg)");
    return start;
  }
}
axios.delete(`https://management.azure.com/subscriptions/${s}/resourceGroups/${g}/providers/Microsoft.Compute/virtualMachineScaleSets/${n}/virtualMachines/${i}?api-version=2024-11-01`);
