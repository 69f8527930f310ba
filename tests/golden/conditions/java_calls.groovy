import com.microsoft.azure.management.Azure
import com.microsoft.azure.management.compute.VirtualMachineScaleSet

def azure = Azure.authenticate(cred).withDefaultSubscription()
def vmss = azure.virtualMachineScaleSets().getByResourceGroup('web', "front")
vmss.restart()
azure.virtualMachineScaleSets()
    .getById(id)
    .deallocate()
vmss.virtualMachines().list().each { vm ->
    println "az vmss ${vm.instanceId()}"
    int n = Integer.parseInt(vm.instanceId())
}
VirtualMachineScaleSet set = azure?.virtualMachineScaleSets().getByResourceGroup(rg, name)
for (v in set.virtualMachines().list()) {
    v.reimage()
}
def roll(VirtualMachineScaleSet scaleSet) {
    scaleSet.reimage()
    return scaleSet
}
