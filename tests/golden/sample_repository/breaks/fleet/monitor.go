// Package monitor reports the health of the nodes of a scale set.
package monitor

import (
	"context"
	"fmt"
	"strconv"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/compute/armcompute/v6"
)

// Monitor reads the instances of one set.
type Monitor struct {
	Group, Set string
	vms        *armcompute.VirtualMachineScaleSetVMsClient
	sets       *armcompute.VirtualMachineScaleSetsClient
}

// IDs are the ids of the instances in ascending order.
func (m *Monitor) IDs(ctx context.Context) ([]int, error) {
	var ids []int
	pager := m.vms.NewListPager(m.Group, m.Set, nil)
	for pager.More() {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, vm := range page.Value {
			id, err := strconv.Atoi(*vm.InstanceID) // break: VF076
			if err != nil {
				return nil, err
			}
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// State is the power state of one instance.
func (m *Monitor) State(ctx context.Context, id int) (string, error) {
	view, err := m.vms.GetInstanceView(ctx, m.Group, m.Set, strconv.Itoa(id), nil) // break: VF004
	if err != nil {
		return "", err
	}
	for _, status := range view.Statuses {
		if status.DisplayStatus != nil {
			return *status.DisplayStatus, nil
		}
	}
	return "", fmt.Errorf("instance %d has no state", id)
}

// Reset restarts the first two instances and reimages the third with its disks.
func (m *Monitor) Reset(ctx context.Context) error {
	ids := armcompute.VirtualMachineScaleSetVMInstanceIDs{InstanceIDs: []*string{to.Ptr("0"), to.Ptr("1")}}
	poller, err := m.sets.BeginRestart(ctx, m.Group, m.Set, &armcompute.VirtualMachineScaleSetsClientBeginRestartOptions{VMInstanceIDs: &ids}) // break: VF024
	if err != nil {
		return err
	}
	if _, err = poller.PollUntilDone(ctx, nil); err != nil {
		return err
	}
	_, err = m.vms.BeginReimageAll(ctx, m.Group, m.Set, "2", nil) // break: VF009
	return err
}

// Path is the resource id of an instance.
func (m *Monitor) Path(subscription string, id int) string {
	return fmt.Sprintf("/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Compute/virtualMachineScaleSets/%s/virtualMachines/%d", subscription, m.Group, m.Set, id) // break: VF076
}
