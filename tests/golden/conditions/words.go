package a
import "os/exec"
func f() { exec.Command("az", "vmss", "restart", "-n", name, "--instance-ids", "0") }
