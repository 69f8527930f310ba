using Set = Azure.ResourceManager.Compute.VirtualMachineScaleSetResource;
class Pool
{
    public void After(Set set) { set.GetInstanceView(); }
}
