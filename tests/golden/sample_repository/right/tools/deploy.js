// Rolls a new image out to a Flexible set: writes the model, then restarts in small batches.
import { ComputeManagementClient } from "@azure/arm-compute";
import { DefaultAzureCredential } from "@azure/identity";

const [group, name, version] = process.argv.slice(2);
const client = new ComputeManagementClient(new DefaultAzureCredential(), process.env.SUBSCRIPTION_ID);

async function writeModel() {
  return client.virtualMachineScaleSets.beginUpdateAndWait(group, name, {
    virtualMachineProfile: {
      storageProfile: {
        imageReference: {
          publisher: "Canonical",
          offer: "ubuntu-24_04-lts",
          sku: "server",
          version,
        },
      },
    },
  });
}

async function* vms() {
  const set = await client.virtualMachineScaleSets.get(group, name);
  const filter = `'virtualMachineScaleSet/id' eq '${set.id}'`;
  for await (const vm of client.virtualMachines.list(group, { filter })) {
    yield vm;
  }
}

function batches(items, size) {
  const result = [];
  for (let i = 0; i < items.length; i += size) result.push(items.slice(i, i + size));
  return result;
}

await writeModel();
const names = [];
for await (const vm of vms()) names.push(vm.name);

for (const batch of batches(names, 2)) {
  console.log(`updating ${batch.join(", ")}`);
  await client.virtualMachineScaleSets.beginUpdateInstancesAndWait(group, name, {
    instanceIds: batch,
  });
  await Promise.all(
    batch.map((vm) => client.virtualMachines.beginRestartAndWait(group, vm)),
  );
}
