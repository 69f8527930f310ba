package a
import "github.com/Azure/azure-sdk-for-go/services/compute/mgmt/2020-06-01/compute"
type Client struct {
	compute.VirtualMachineScaleSetVMsClient
}
type Other struct { vms compute.VirtualMachineScaleSetVMsClient }
func (c *Client) F() {
	c.Restart(ctx, rg, name, "0")
	c.VirtualMachineScaleSetVMsClient.Deallocate(ctx, rg, name, "1")
}
func (o Other) G() { o.vms.Restart(ctx, rg, name, "2") }
