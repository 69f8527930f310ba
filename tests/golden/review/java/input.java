import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.compute.fluent.VirtualMachineScaleSetVMsClient;
import com.azure.resourcemanager.compute.models.*;

class Pool {
    private VirtualMachineScaleSetVMsClient client;

    /** set.deallocate() in a comment */
    void run(AzureResourceManager azure, String rg) {
        azure.virtualMachines().manager().serviceClient().getVirtualMachineScaleSets()
            .beginReimageAll(rg, "web", null, Context.NONE);
        client.redeploy(rg, "web", "1");
        client.getInstanceViewWithResponse(rg, "web", "1", Context.NONE);
        VirtualMachineScaleSet set = azure.virtualMachineScaleSets().getByResourceGroup(rg, "web");
        set.virtualMachines().deallocateInstances("1", "2");
        for (VirtualMachineScaleSetVM vm : set.virtualMachines().list()) {
            vm.powerOff();
        }
        azure.virtualMachineScaleSets().list().stream().forEach(s -> s.restart());
        azure.virtualMachineScaleSets().define("new")
            .withRegion(Region.US_EAST)
            .create();
        set.update().withCapacity(2).apply();
        set.inner().sku();
        azure.virtualMachines().getById("x").deallocate();
        azure.virtualMachines().list();
        System.out.println("set.start()");
    }
}
