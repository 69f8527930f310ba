package fleet

import "github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/compute/armcompute/v6"

func run(ctxTimeout context.Context, c *Clients) {
	c.Azure.VMSSVM.Get(ctxTimeout, "rg", "web", "0", nil)
	c.Azure.VMSSVMRunCommands.BeginCreateOrUpdate(ctxTimeout, "rg", "web", "0", "hello", armcompute.VirtualMachineRunCommand{}, nil)
	c.Azure.VMSSVMExtensions.BeginDelete(ctxTimeout, "rg", "web", "0", "agent", nil)
	c.Cache.VMSS.Get("web", "rg")
	c.cli.run(ctxTimeout, "vmss", "restart", "-g", "rg", "-n", "web", "--instance-ids", "0")
}
