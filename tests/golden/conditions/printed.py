import subprocess
args = ["az", "vmss", "deallocate"]
args += ["-g", "g", "-n", "front", "--instance-ids", "0", "1"]
subprocess.run(args)
print("az", "vmss", "restart", "--instance-ids", "0")
