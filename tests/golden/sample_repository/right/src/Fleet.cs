using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using Azure.ResourceManager.Resources;

namespace Contoso.Fleet;

/// <summary>Makes and scales the Flexible set of the worker tier.</summary>
public sealed class Fleet
{
    private readonly ArmClient _client = new(new DefaultAzureCredential());

    public async Task<VirtualMachineScaleSetResource> CreateAsync(ResourceGroupResource group, string name)
    {
        var data = new VirtualMachineScaleSetData(AzureLocation.WestEurope)
        {
            Sku = new ComputeSku { Name = "Standard_D2s_v5", Capacity = 2 },
            OrchestrationMode = OrchestrationMode.Flexible,
            PlatformFaultDomainCount = 1,
            SinglePlacementGroup = false,
            Zones = { "1", "2" },
        };
        var sets = group.GetVirtualMachineScaleSets();
        var made = await sets.CreateOrUpdateAsync(WaitUntil.Completed, name, data);
        return made.Value;
    }

    public async Task ScaleAsync(VirtualMachineScaleSetResource set, int count)
    {
        var patch = new VirtualMachineScaleSetPatch
        {
            Sku = new ComputeSku { Name = set.Data.Sku.Name, Capacity = count },
        };
        await set.UpdateAsync(WaitUntil.Completed, patch);
    }

    public async Task<IReadOnlyList<string>> NamesAsync(ResourceGroupResource group, ResourceIdentifier setId)
    {
        var names = new List<string>();
        await foreach (VirtualMachineResource vm in group.GetVirtualMachines().GetAllAsync(filter: $"'virtualMachineScaleSet/id' eq '{setId}'"))
        {
            names.Add(vm.Data.Name);
        }
        return names;
    }

    public async Task RestartAsync(ResourceGroupResource group, string vmName)
    {
        VirtualMachineResource vm = await group.GetVirtualMachines().GetAsync(vmName);
        await vm.RestartAsync(WaitUntil.Completed);
    }
}
