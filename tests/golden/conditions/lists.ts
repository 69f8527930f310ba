import { execFile, spawn } from "child_process";
execFile("az", ["vmss", "restart", "-g", g, "-n", "front", "--instance-ids", "0"]);
spawn("az", ["vmss", "deallocate", "-g", g, "-n", "front", "--instance-ids", "0"], {});
await $`az vmss restart -g ${g} -n front --instance-ids 0`;
