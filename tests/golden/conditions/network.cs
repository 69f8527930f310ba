using Azure.ResourceManager.Network;
using Azure.ResourceManager.Compute;
class A { async Task F(ArmClient client) {
  var set = client.GetVirtualMachineScaleSetResource(id);
  await foreach (var n in set.GetNetworkInterfacesAsync()) {}
  VirtualMachineScaleSetNetworkResource net = client.GetVirtualMachineScaleSetNetworkResource(id);
  await foreach (var n in net.GetAllNetworkInterfaceDataAsync()) {}
  await foreach (var p in set.GetPublicIPAddressesAsync()) {}
  var vms = set.GetVirtualMachineScaleSetVms();
  var ids = await vms.GetAllAsync().SelectAwait(async v => await v.RestartAsync(WaitUntil.Completed)).ToListAsync();
  var vm = await set.GetVirtualMachineScaleSetVmAsync("0");
  await (await set.GetVirtualMachineScaleSetVmAsync("1")).Value.DeallocateAsync(WaitUntil.Started);
}}
