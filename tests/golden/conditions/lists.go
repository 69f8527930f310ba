package p
import "os/exec"
func f(g string) { 
	exec.Command("az", "vmss", "restart", "-g", g, "-n", "front", "--instance-ids", "0").Run()
	exec.CommandContext(ctx, "az", "vmss", "deallocate", "-g", g, "-n", "front", "--instance-ids", "0").Run()
}
