using Azure.ResourceManager;
using Azure.ResourceManager.Compute;

class Pool
{
    private readonly VirtualMachineScaleSetResource _set;
    public void In()
    {
        pool?.Operation = _set.GetInstanceView();
    }

    public void After()
    {
        _set.GetInstanceView();
    }
}
