using Azure.ResourceManager.Compute;

class Fleet
{
    async Task Run(ComputeManagementClient client)
    {
        await client.VirtualMachineScaleSets.StartUpdateAsync("rg", "web", new VirtualMachineScaleSetUpdate());
        await client.VirtualMachineScaleSetVMs.StartRestartAsync("rg", "web", "0");
    }
}
