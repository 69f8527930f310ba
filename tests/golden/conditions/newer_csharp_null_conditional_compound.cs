using Azure.ResourceManager;
using Azure.ResourceManager.Compute;

class Pool
{
    private readonly VirtualMachineScaleSetResource _set;
    public void In()
    {
        pool?.Count += 1;
        _set.GetInstanceView();
    }

    public void After()
    {
        _set.GetInstanceView();
    }
}
