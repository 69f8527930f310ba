const { spawnSync, execSync } = require("child_process");
const args = ["vmss", "restart", "--instance-ids", "0"];
spawnSync("az", args);
execSync(`az vmss restart -g ${rg} -n x --instance-ids 1`);
spawnSync("az", [...base, "vmss", "restart", "--instance-ids", "2"]);
const $ = require("zx");
await $`az vmss restart -g ${rg} -n x --instance-ids 3`;
