import com.azure.resourcemanager.compute.ComputeManager;
class A { void f(ComputeManager m) {
  m.serviceClient().getVirtualMachineScaleSets().restart("web", "front", new VirtualMachineScaleSetVMInstanceIDs().withInstanceIds(Arrays.asList("0", "1")), Context.NONE);
  m.serviceClient().getVirtualMachineScaleSets().deleteInstances("web", "front", new VirtualMachineScaleSetVMInstanceRequiredIDs().withInstanceIds(List.of("0")));
  m.serviceClient().getVirtualMachineScaleSets().createOrUpdate("web", "front", new VirtualMachineScaleSetInner().withLocation("w").withOverprovision(true).withOrchestrationMode(OrchestrationMode.FLEXIBLE).withPlatformFaultDomainCount(1));
  m.serviceClient().getVirtualMachineScaleSetVMs().list("web", "front", null, null, "instanceView", Context.NONE);
} }
