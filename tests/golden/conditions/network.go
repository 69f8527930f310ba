package a
import "github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/network/armnetwork/v5"
func f() {
	c, _ := armnetwork.NewInterfacesClient(sub, cred, nil)
	p := c.NewListVirtualMachineScaleSetNetworkInterfacesPager(rg, vmss, nil)
	q := c.NewListVirtualMachineScaleSetVMNetworkInterfacesPager(rg, vmss, "0", nil)
	r, _ := c.GetVirtualMachineScaleSetNetworkInterface(ctx, rg, vmss, "0", "nic", nil)
}
