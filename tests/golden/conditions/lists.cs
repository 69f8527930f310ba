class A { void F() {
 Process.Start("az", "vmss restart -g g -n front --instance-ids 0");
 Process.Start("az", new[] { "vmss", "restart", "-g", g, "-n", "front", "--instance-ids", "0" });
 var p = new ProcessStartInfo("az", $"vmss restart -g {g} -n front --instance-ids 0");
}}
