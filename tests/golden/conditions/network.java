import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.compute.models.VirtualMachineScaleSet;
class A { void f(AzureResourceManager azure, VirtualMachineScaleSet vmss) {
  azure.networkInterfaces().listByVirtualMachineScaleSet("rg", "x");
  azure.networkInterfaces().getByVirtualMachineScaleSetInstanceId("rg", "x", "0", "n");
  vmss.listNetworkInterfaces();
  vmss.listNetworkInterfacesByInstanceId("0");
  vmss.virtualMachines().getInstance("0").restart();
  azure.virtualMachineScaleSets().getById(id).deallocate();
  azure.virtualMachineScaleSets().define("x").withRegion(r).withExistingResourceGroup("rg").withSku(s).create();
  azure.virtualMachineScaleSets().inner().list();
  azure.virtualMachineScaleSets().manager().serviceClient().getVirtualMachineScaleSetVMs().start("rg","x","0");
}}
