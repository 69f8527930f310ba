import { ComputeManagementClient as Compute } from "@azure/arm-compute";
const c = new Compute(cred, sub);
await c.virtualMachineScaleSetVMs.beginDeallocateAndWait(rg, n, "1");
