using Azure.ResourceManager.Compute;
class A { async Task F(VirtualMachineScaleSetResource set, VirtualMachineScaleSetCollection all) {
  await set.RestartAsync(WaitUntil.Completed, new VirtualMachineScaleSetVmInstanceIds(new[] { "0", "1" }));
  await set.DeleteInstancesAsync(WaitUntil.Completed, new VirtualMachineScaleSetVmInstanceRequiredIds(new[] { "0" }));
  foreach (var vm in set.GetVirtualMachineScaleSetVms().GetAll(expand: "instanceView")) {}
  await all.CreateOrUpdateAsync(WaitUntil.Completed, "front", new VirtualMachineScaleSetData(AzureLocation.W) { Overprovision = true, OrchestrationMode = OrchestrationMode.Flexible, PlatformFaultDomainCount = 1, Identity = new ManagedServiceIdentity(ManagedServiceIdentityType.SystemAssigned) });
} }
