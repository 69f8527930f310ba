// Command drain deletes the VMs of a Flexible set that a maintenance event names.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/compute/armcompute/v6"
)

type drainer struct {
	sets *armcompute.VirtualMachineScaleSetsClient
	vms  *armcompute.VirtualMachinesClient
}

func newDrainer(subscription string) (*drainer, error) {
	cred, err := azidentity.NewDefaultAzureCredential(nil)
	if err != nil {
		return nil, err
	}
	factory, err := armcompute.NewClientFactory(subscription, cred, nil)
	if err != nil {
		return nil, err
	}
	return &drainer{
		sets: factory.NewVirtualMachineScaleSetsClient(),
		vms:  factory.NewVirtualMachinesClient(),
	}, nil
}

func (d *drainer) names(ctx context.Context, group, set string) ([]*string, error) {
	found, err := d.sets.Get(ctx, group, set, nil)
	if err != nil {
		return nil, err
	}
	var names []*string
	pager := d.vms.NewListPager(group, &armcompute.VirtualMachinesClientListOptions{
		Filter: to.Ptr(fmt.Sprintf("'virtualMachineScaleSet/id' eq '%s'", *found.ID)),
	})
	for pager.More() {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, vm := range page.Value {
			names = append(names, vm.Name)
		}
	}
	return names, nil
}

func (d *drainer) delete(ctx context.Context, group, set string, names []*string) error {
	poller, err := d.sets.BeginDeleteInstances(ctx, group, set,
		armcompute.VirtualMachineScaleSetVMInstanceRequiredIDs{InstanceIDs: names}, nil)
	if err != nil {
		return err
	}
	_, err = poller.PollUntilDone(ctx, nil)
	return err
}

func main() {
	ctx := context.Background()
	d, err := newDrainer(os.Getenv("SUBSCRIPTION_ID"))
	if err != nil {
		log.Fatal(err)
	}
	names, err := d.names(ctx, os.Args[1], os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	if err := d.delete(ctx, os.Args[1], os.Args[2], names[:1]); err != nil {
		log.Fatal(err)
	}
}
