import com.azure.resourcemanager.compute.models.VirtualMachineScaleSet;
import com.azure.resourcemanager.AzureResourceManager;
class Pool {
    private VirtualMachineScaleSet set;
    void in(Object o) {
        if (o instanceof Pair(VirtualMachineScaleSet a, int n)) {
            a.virtualMachines().getInstance("1");
        }
    }

    void after() {
        set.virtualMachines().getInstance("1");
    }
}
