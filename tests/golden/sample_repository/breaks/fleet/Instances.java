package com.contoso.render;

import com.azure.core.util.Context;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.compute.fluent.models.VirtualMachineScaleSetInner;
import com.azure.resourcemanager.compute.models.OrchestrationMode;
import com.azure.resourcemanager.compute.models.VirtualMachineScaleSet;
import com.azure.resourcemanager.compute.models.VirtualMachineScaleSetVM;
import com.azure.resourcemanager.compute.models.VirtualMachineScaleSetVMInstanceRequiredIDs;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Works on the instances of the render farm. */
public class Instances {
    private static final String GROUP = "render";
    private final AzureResourceManager azure;
    private final VirtualMachineScaleSet set;

    public Instances(AzureResourceManager azure, String name) {
        this.azure = azure;
        this.set = azure.virtualMachineScaleSets().getByResourceGroup(GROUP, name);
    }

    public int highest() {
        int found = -1;
        for (VirtualMachineScaleSetVM vm : set.virtualMachines().list()) {
            found = Math.max(found, Integer.parseInt(vm.instanceId())); // break: VF076
        }
        return found;
    }

    public void restart(String id) {
        VirtualMachineScaleSetVM vm = set.virtualMachines().getInstance(id); // break: VF013
        vm.restart(); // break: VF010
    }

    public void remove() {
        set.virtualMachines().deleteInstances(Arrays.asList("0", "1"), false); // break: VF045
    }

    public void create() {
        VirtualMachineScaleSetInner model = new VirtualMachineScaleSetInner()
            .withLocation("westeurope")
            .withOrchestrationMode(OrchestrationMode.FLEXIBLE)
            .withPlatformFaultDomainCount(1)
            .withSinglePlacementGroup(true) // break: VF102
            .withOverprovision(false); // break: VF094
        azure.virtualMachines().manager().serviceClient().getVirtualMachineScaleSets()
            .createOrUpdate(GROUP, "farm", model, Context.NONE);
    }
}
