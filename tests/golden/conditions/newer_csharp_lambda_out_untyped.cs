using Azure.ResourceManager;
using Azure.ResourceManager.Compute;

class Pool
{
    private readonly VirtualMachineScaleSetResource _set;
    public void In()
    {
        TryParse p = (text, out result) => _set.GetInstanceView();
        _set.GetInstanceView();
    }

    public void After()
    {
        _set.GetInstanceView();
    }
}
