import com.azure.resourcemanager.compute.models.VirtualMachineScaleSet;
record Pool(VirtualMachineScaleSet set) {
    void go() {
        set.virtualMachines().getInstance("1");
        set().virtualMachines().getInstance("1");
    }
}
