import com.azure.resourcemanager.compute.models.VirtualMachineScaleSet;
import com.azure.resourcemanager.AzureResourceManager;
class Pool {
    private VirtualMachineScaleSet set;
    void in(Object o) {
        switch (o) {
            case VirtualMachineScaleSet s -> s.virtualMachines().getInstance("1");
            case VirtualMachineScaleSet t when t.capacity() > 1 -> { t.virtualMachines().getInstance("1"); }
            default -> {}
        }
    }

    void after() {
        set.virtualMachines().getInstance("1");
    }
}
