using System;
using System.Linq;
using System.Threading.Tasks;
using Azure;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using Azure.ResourceManager.Models;
using Azure.ResourceManager.Resources;

namespace Contoso.Render;

/// <summary>Works on the instances of the render farm.</summary>
public sealed class Instances
{
    private readonly VirtualMachineScaleSetResource _set;

    public Instances(VirtualMachineScaleSetResource set) => _set = set;

    public async Task<int> NextNumberAsync()
    {
        var highest = -1;
        await foreach (VirtualMachineScaleSetVmResource vm in _set.GetVirtualMachineScaleSetVms().GetAllAsync())
        {
            highest = Math.Max(highest, int.Parse(vm.Data.InstanceId)); // break: VF076
        }
        return highest + 1;
    }

    public async Task RestartFirstAsync()
    {
        var ids = new VirtualMachineScaleSetVmInstanceIds { InstanceIds = { "0" } };
        await _set.RestartAsync(WaitUntil.Completed, ids); // break: VF024
    }

    public async Task<string?> PowerAsync(VirtualMachineScaleSetVmResource vm)
    {
        var view = await vm.GetInstanceViewAsync(); // break: VF004
        return view.Value.Statuses.FirstOrDefault(s => s.Code.StartsWith("PowerState/"))?.DisplayStatus;
    }

    public async Task StopAsync(VirtualMachineScaleSetVmResource vm)
    {
        await vm.PowerOffAsync(WaitUntil.Completed); // break: VF006
        await vm.DeallocateAsync(WaitUntil.Completed); // break: VF002
    }

    public static VirtualMachineScaleSetData Model() => new("westeurope")
    {
        Sku = new ComputeSku { Name = "Standard_NV12ads_A10_v5", Capacity = 1 },
        OrchestrationMode = OrchestrationMode.Flexible,
        PlatformFaultDomainCount = 1,
        Overprovision = true, // break: VF094
        Identity = new ManagedServiceIdentity(ManagedServiceIdentityType.SystemAssigned), // break: VF103
    };

    public static Task CreateAsync(ResourceGroupResource group) =>
        group.GetVirtualMachineScaleSets().CreateOrUpdateAsync(WaitUntil.Completed, "render", Model());
}
