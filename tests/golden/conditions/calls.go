package a
import (
 "context"
 "github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
 "github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/compute/armcompute/v5"
)
func f(ctx context.Context, c *armcompute.VirtualMachineScaleSetsClient, v *armcompute.VirtualMachineScaleSetVMsClient) {
  c.BeginRestart(ctx, "web", "front", &armcompute.VirtualMachineScaleSetsClientBeginRestartOptions{VMInstanceIDs: &armcompute.VirtualMachineScaleSetVMInstanceIDs{InstanceIDs: []*string{to.Ptr("0")}}})
  v.NewListPager("web", "front", &armcompute.VirtualMachineScaleSetVMsClientListOptions{Expand: to.Ptr("instanceView")})
  c.BeginCreateOrUpdate(ctx, "web", "front", armcompute.VirtualMachineScaleSet{Location: to.Ptr("w"), Identity: &armcompute.VirtualMachineScaleSetIdentity{Type: to.Ptr(armcompute.ResourceIdentityTypeSystemAssigned)}, Properties: &armcompute.VirtualMachineScaleSetProperties{Overprovision: to.Ptr(true), OrchestrationMode: to.Ptr(armcompute.OrchestrationModeFlexible)}}, nil)
  v.Get(ctx, "web", "front", "3", nil)
}
