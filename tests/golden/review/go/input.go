package pool

import (
	"context"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/compute/armcompute/v6"
	"github.com/Azure/azure-sdk-for-go/services/compute/mgmt/2020-06-01/compute"
)

type Pool struct {
	sets *armcompute.VirtualMachineScaleSetsClient
	vms  *armcompute.VirtualMachinesClient
	vmss Interface
}

func getSets() compute.VirtualMachineScaleSetsClient {
	return compute.NewVirtualMachineScaleSetsClient("s")
}

func (p *Pool) Stop(ctx context.Context, f *armcompute.ClientFactory) error {
	poller, err := p.sets.BeginPowerOff(ctx, "rg", "web", nil)
	instances := f.NewVirtualMachineScaleSetVMsClient()
	pager := instances.NewListPager("rg", "web", nil)
	_, err = instances.BeginReimageAll(ctx, "rg", "web", "1", nil)
	_, err = p.vms.BeginPowerOff(ctx, "rg", "vm1", nil)
	client := getSets()
	_, err = client.Deallocate(ctx, "rg", "web", nil)
	it, err := client.ListComplete(ctx, "rg")
	_, err = p.vmss.Get(ctx, "rg", "web")
	fmt.Println("call sets.BeginRestart(ctx)", poller, pager, it)
	return err
}

func terraform(ctx context.Context, meta interface{}) {
	client := meta.(*clients.Client).Compute.VirtualMachineScaleSetVMsClient
	client.DeleteThenPoll(ctx, id, opts)
}

// A wrapper whose struct another file declares, with the client embedded in it.
func (c *virtualMachineScaleSetsClient) UpdateAndForget(ctx context.Context, group string) error {
	_, err := c.Update(ctx, group, "web", patch)
	return err
}

// A field whose type is an adapter of this package.
func (d *discovery) sets() {
	pager := d.vmss.NewListAllPager(nil)
	vms := d.vmssvm.NewListPager("rg", "web", nil)
	cache := d.vmss.List()
}
