package ids

import "regexp"

var (
	name    = regexp.MustCompile(`.*/virtualMachineScaleSets/(.+)/virtualMachines(?:.*)`)
	named   = regexp.MustCompile(`/virtualMachineScaleSets/(?P<set>[^/]+)/virtualMachines/(?P<id>\d+)`)
	plain   = "/providers/Microsoft.Compute/virtualMachineScaleSets/web"
	escaped = "\\/virtualMachineScaleSets\\/([^\\/]+)\\/virtualMachines\\/"
)

func id(set, instance string) string {
	return "/providers/Microsoft.Compute/virtualMachineScaleSets/" + set + "/virtualMachines/" + instance
}
