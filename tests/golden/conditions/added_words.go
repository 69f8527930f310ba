package a
import "os/exec"
func f() {
	args := []string{"vmss", "restart", "--instance-ids", "0"}
	exec.Command("az", args...).Run()
	exec.Command("az", append(args, "--no-wait")...).Run()
	exec.CommandContext(ctx, "az", "vmss", "restart", "--instance-ids", "2").Run()
	exec.Command("bash", "-c", "az vmss restart --instance-ids 3").Run()
	exec.Command("bash", "-c", fmt.Sprintf("az vmss restart -g %s --instance-ids 4", rg)).Run()
}
