const found = id.match(/\/virtualMachineScaleSets\/([^/]+)\/virtualMachines\/([^/]+)/i);
const set = id.match(/\/virtualMachineScaleSets\/([^/]+)$/i);
