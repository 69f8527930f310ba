package com.contoso.fleet;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.resourcemanager.AzureResourceManager;
import com.azure.resourcemanager.compute.models.VirtualMachine;
import com.azure.resourcemanager.compute.models.VirtualMachineScaleSet;
import java.util.List;
import java.util.stream.Collectors;

/** Restarts the VMs of a Flexible set in turn. */
public final class Fleet {
    private final AzureResourceManager azure;

    public Fleet() {
        AzureProfile profile = new AzureProfile(AzureEnvironment.AZURE);
        this.azure = AzureResourceManager
            .authenticate(new DefaultAzureCredentialBuilder().build(), profile)
            .withDefaultSubscription();
    }

    public List<VirtualMachine> members(String group, String name) {
        VirtualMachineScaleSet set = azure.virtualMachineScaleSets().getByResourceGroup(group, name);
        return azure.virtualMachines().listByResourceGroup(group).stream()
            .filter(vm -> set.id().equalsIgnoreCase(vm.virtualMachineScaleSetId()))
            .collect(Collectors.toList());
    }

    public void restart(String group, String name) {
        for (VirtualMachine vm : members(group, name)) {
            vm.restart();
            System.out.printf("%s: %s%n", vm.name(), vm.powerState());
        }
    }

    public void scale(String group, String name, int count) {
        azure.virtualMachineScaleSets()
            .getByResourceGroup(group, name)
            .update()
            .withCapacity(count)
            .apply();
    }

    public static void main(String[] args) {
        new Fleet().restart(args[0], args[1]);
    }
}
