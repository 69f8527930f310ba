using System.Diagnostics;
class A {
  void B() {
    var p = new ProcessStartInfo { FileName = "az", Arguments = "vmss restart -g rg -n x --instance-ids 0" };
    Process.Start(p);
    var q = new ProcessStartInfo("az", "vmss restart -g rg -n x --instance-ids 1");
    var r = new ProcessStartInfo("az") { ArgumentList = { "vmss", "restart", "--instance-ids", "2" } };
    var s = new ProcessStartInfo("az");
    s.ArgumentList.Add("vmss");
    s.ArgumentList.Add("restart");
    Process.Start("az", "vmss deallocate -g rg -n x --instance-ids 4");
    Process.Start("az", new[] {"vmss", "deallocate", "--instance-ids", "5"});
    s.Arguments = $"vmss restart -g {rg} -n x --instance-ids 6";
  }
}
