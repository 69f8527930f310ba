using Azure.ResourceManager;
using Azure.ResourceManager.Compute;

class Pool
{
    private readonly VirtualMachineScaleSetResource _set;
    private IVirtualMachineScaleSet fluent;

    public async Task Run(ArmClient arm, SubscriptionResource sub, ResourceGroupResource group, ResourceIdentifier id)
    {
        await _set.DeallocateAsync(WaitUntil.Completed);
        var one = arm.GetVirtualMachineScaleSetVmResource(id);
        await one.PowerOnAsync(WaitUntil.Completed);
        await foreach (var vm in _set.GetVirtualMachineScaleSetVms())
        {
            await vm.RestartAsync(WaitUntil.Started);
        }
        var sets = group.GetVirtualMachineScaleSets();
        VirtualMachineScaleSetResource found = await sets.GetAsync("web");
        var made = (await sets.CreateOrUpdateAsync(WaitUntil.Completed, "new", data)).Value;
        made?.Reimage(WaitUntil.Completed);
        await foreach (var each in sub.GetVirtualMachineScaleSetsAsync())
        {
            await each.DeleteAsync(WaitUntil.Completed);
        }
        var vms = await _set.GetVirtualMachineScaleSetVms().GetAllAsync().ToListAsync();
        vms.ForEach(v => v.PowerOff(WaitUntil.Completed));
        await group.GetVirtualMachine("vm1").Value.DeallocateAsync(WaitUntil.Completed);
        await _set.CancelVirtualMachineScaleSetRollingUpgradeAsync(WaitUntil.Completed);
        Console.WriteLine("_set.Restart()");
    }

    public void Old(IComputeManagementClient client, IAzure azure)
    {
        client.VirtualMachineScaleSetVMs.BeginDeallocate("rg", "web", "1");
        client.VirtualMachineScaleSets.DeleteInstancesWithHttpMessagesAsync("rg", "web", ids);
        fluent.VirtualMachines.List();
        var set = azure.VirtualMachineScaleSets.GetByResourceGroup("rg", "web");
        set.Update()
            .WithCapacity(3)
            .Apply();
        azure.VirtualMachines.GetById("x").Restart();
    }

    public async Task Everywhere(ArmClient arm)
    {
        await foreach (var subscription in arm.GetSubscriptions().GetAllAsync())
        {
            var sets = subscription.GetVirtualMachineScaleSets();
            foreach (var set in sets)
            {
                set.Reimage(WaitUntil.Completed);
            }
        }
    }
}
