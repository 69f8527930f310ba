import com.azure.resourcemanager.compute.models.VirtualMachineScaleSet;
import com.azure.resourcemanager.AzureResourceManager;
class Pool {
    private VirtualMachineScaleSet set;
    void in(Object o) {
        switch (o) {
            case Pair(VirtualMachineScaleSet b, var m) -> b.virtualMachines().getInstance("1");
            default -> set.virtualMachines().getInstance("1");
        }
    }

    void after() {
        set.virtualMachines().getInstance("1");
    }
}
