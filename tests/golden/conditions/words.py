import subprocess
subprocess.run("az vmss restart -g rg -n x --instance-ids 0".split())
args = ["az", "vmss", "restart"]
args += ["--instance-ids", "1"]
subprocess.check_call(args)
base = ["az", "vmss"]
subprocess.run(base + ["restart", "--instance-ids", "2"])
subprocess.run([*base, "restart", "--instance-ids", "3"])
def az(*a):
    subprocess.run(["az", *a])
az("vmss", "restart", "-g", "rg", "--instance-ids", "4")
from azure.cli.core import get_default_cli
get_default_cli().invoke(["vmss", "restart", "-g", "rg", "--instance-ids", "5"])
import os
os.system(f"az vmss restart -g {rg} -n x --instance-ids 6")
cmd = ("az vmss restart -g rg "
       "-n x --instance-ids 7")
subprocess.run(cmd, shell=True)
import shlex
subprocess.run(shlex.split("az vmss restart -g rg -n x --instance-ids 8"))
HELP = ["az", "vmss", "restart"]
