"""Texts of any size whose cost should grow with it: many calls, one long line, long blanks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """A text in a language: a head, a part that is repeated, and a tail."""

    name: str
    language: str
    head: str
    part: str
    tail: str = ""

    def text(self, size: int) -> str:
        """The text with the part that many times."""
        return self.head + self.part * size + self.tail


_SHELL = "az vmss deallocate -g g -n n --instance-ids 1"
_PATH = "/providers/Microsoft.Compute/virtualMachineScaleSets/"
_URL = f"https://management.azure.com/subscriptions/s/resourceGroups/g{_PATH}n/restart"
_ARM = (
    '{"type": "Microsoft.Compute/virtualMachineScaleSets", "apiVersion": "2024-11-01",'
    ' "properties": {"overprovision": true}}'
)
_BICEP = (
    "resource u 'Microsoft.Compute/virtualMachineScaleSets@2024-11-01' = {\n name: 'u'\n"
    " properties: {\n orchestrationMode: 'Uniform'\n overprovision: true\n"
)
_TERRAFORM = 'resource "azurerm_linux_virtual_machine_scale_set" "u" {\n overprovision = true\n'
_PYTHON = "client = ComputeManagementClient(a, b)\n"
_SCRIPT = (
    "import { ComputeManagementClient } from '@azure/arm-compute';\n"
    "const client = new ComputeManagementClient(a, b);\n"
)
_GO = (
    'package p\nimport "github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/compute/armcompute"\n'
    "func f() {\nclient, _ := armcompute.NewVirtualMachineScaleSetVMsClient(a, b, c)\n"
)
_CSHARP = (
    "using Azure.ResourceManager.Compute;\nclass P {\n"
    " VirtualMachineScaleSetResource set;\n async Task R() {\n"
)
_JAVA = (
    "import com.azure.resourcemanager.compute.fluent.*;\nclass P {\n"
    " VirtualMachineScaleSetVMsClient client;\n void r() {\n"
)


def _languages() -> Iterator[tuple[str, str, str, str, str, str, str]]:
    """Language, start, call, end, what is between calls on a line, comment, an ignored VF."""
    yield "shell", "é=1\n", _SHELL, "\n", "; ", "#", "VF002"
    yield "powershell", "$é = 1\n", "Restart-AzVmss -ResourceGroupName g", "\n", "; ", "#", "VF017"
    call = "client.virtual_machine_scale_set_vms.begin_deallocate(g, n, i)"
    yield "python", f"é = 1\n{_PYTHON}", call, "\n", "; ", "#", "VF002"
    call = "client.virtualMachineScaleSetVMs.beginDeallocate(g, n, i)"
    for language in ("javascript", "typescript", "tsx"):
        yield language, f"{_SCRIPT}const é = 1;\n", call, "\n", ";", "//", "VF002"
    yield (
        "go",
        f"{_GO}é := 1\n",
        "client.BeginDeallocate(a, g, n, i, nil)",
        "}\n",
        "; ",
        "//",
        "VF002",
    )
    yield "csharp", _CSHARP, "set.DeallocateAsync(é);", "}}\n", "", "//", "VF018"
    yield "java", _JAVA, "client.deallocate(é, n, i);", "}}\n", "", "//", "VF002"
    yield "groovy", "def é = 1\n", f"sh '{_SHELL}'", "\n", "; ", "//", "VF002"
    yield "terraform", "é = 1\n", f"{_TERRAFORM}}}\n", "", "", "#", "VF094"
    yield "bicep", "var é = 1\n", f"{_BICEP} }}\n}}\n", "", "", "//", "VF094"
    yield "json", '{"é": [\n', f"{_ARM},", "{}]}", "", "//", "VF094"
    yield "yaml", "steps:\n", f"- script: {_SHELL}", "\n", "", "#", "VF002"
    yield "dockerfile", "FROM a\n", f"RUN {_SHELL}", "\n", "", "#", "VF002"
    yield "make", "a:\n", f"\t@{_SHELL}", "\n", "", "#", "VF002"
    yield "markdown", "", f"```sh\n{_SHELL}\n```\n", "\n", "", "", ""


def _every() -> Iterator[Case]:
    for language, head, call, tail, between, comment, ref in _languages():
        yield Case(f"{language}: calls", language, head, f"{call}\n", tail)
        if between or language in ("csharp", "java", "json"):
            yield Case(f"{language}: on one line", language, head, call + between, tail)
        if comment:
            known = f"{comment} flexmap: ignore {ref} why\n{call}\n"
            yield Case(f"{language}: ignored calls", language, head, known, tail)


def _lines() -> Iterator[Case]:
    """One expression that grows."""
    line = f"{_PYTHON}x = client.virtual_machine_scale_sets"
    yield Case("python: chain of calls", "python", line, ".list().next()", "\n")
    yield Case("python: sum of strings", "python", "post(", f"'{_PATH}' + x + ", "'a')\n")
    yield Case(
        "python: list of addresses", "python", "import requests\nx = [", f"'{_URL}', ", "]\n"
    )
    script = f"{_SCRIPT}x = client.virtualMachineScaleSets"
    then = f".then(a => fetch('{_URL}'))"
    yield Case("javascript: chain of calls", "javascript", script, ".list().next()", ";\n")
    yield Case("javascript: chain of indexes", "javascript", script, "[a](b)", ";\n")
    yield Case("typescript: chain of promises", "typescript", "x = fetch(a)", then, ";\n")
    yield Case("csharp: chain of calls", "csharp", f"{_CSHARP}x = set", "?.A(b).C()", ";}}\n")
    yield Case("java: chain of calls", "java", f"{_JAVA}x = client", ".deallocate(a).b()", ";}}\n")
    yield Case("shell: words", "shell", _SHELL, " a")
    yield Case("shell: pipeline", "shell", _SHELL, f" | {_SHELL}")
    yield Case("shell: addresses", "shell", "", f"u={_URL}\ncurl -X POST $u\n")
    yield Case("shell: here-documents", "shell", "", f"bash <<E\n{_SHELL}\nE\n")
    yield Case("shell: lost lines", "shell", "if ( {{\n", f"( {_SHELL} ;;\n")
    yield Case("powershell: pipeline", "powershell", "Get-AzVmss", " | Restart-AzVmss")
    yield Case("powershell: assignments", "powershell", "", "$a = ", "Get-AzVmss\n")
    yield Case("powershell: lost lines", "powershell", "if ( {\n", "Restart-AzVmss -x ( ; ))\n")
    yield Case("json: members of a name", "json", '{"a": 1, ', f"{_ARM[1:54]}, ", '"b": 1}')
    yield Case("json: lines of a cell", "json", '{"cells": [{"cell_type": "code", "source": [',
               '"x.virtual_machine_scale_sets.list(g)\\n", ', '"a"]}]}')  # fmt: skip
    yield Case("yaml: members of a mapping", "yaml", "", f"run: {_SHELL}\n")
    yield Case("yaml: lists of words", "yaml", "a:\n",
               " - command: [az, vmss, restart]\n   args: [--instance-ids, 0]\n")  # fmt: skip
    yield Case("yaml: folded script", "yaml", "- script: >\n", f"    {_SHELL};\n")
    yield Case("python: words that are added", "python", "",
               "a = ['az', 'vmss']\na += ['restart']\nrun(a + ['-n', '0'])\n")  # fmt: skip
    yield Case("python: words of one list", "python", "a = ['az', 'vmss', 'restart']\n",
               "a += ['--instance-ids', '0']\nrun([*a, 'b'])\n")  # fmt: skip
    yield Case("go: words that are added", "go", "package p\nfunc f() {\n",
               'a := []string{"vmss", "restart"}\na = append(a, "-n", "0")\n',
               "}\n")  # fmt: skip
    yield Case("shell: functions for words", "shell", 'r() { az "$@"; }\n',
               "r vmss restart --instance-ids 0\n")  # fmt: skip
    yield Case("shell: loops that count", "shell", "",
               "for i in 0 1; do az vmss restart --instance-ids $i; done\n")  # fmt: skip
    yield Case("terraform: broken blocks", "terraform", "",
               f"{_TERRAFORM} a = [1\n}}\n")  # fmt: skip
    yield Case("python: broken functions", "python", "",
               "def f():\n  x = = virtual_machine_scale_sets.list(g)\n")  # fmt: skip
    yield Case("java: broken members", "java", "class P {\n",
               "  public void f() { vmss.list(g;\n", "}\n")  # fmt: skip
    yield Case("yaml: filled in", "yaml", "a:\n",
               " {{- if a }}\n - script: |\n  {{- if b }}\n  az vmss list {{ c }}\n")  # fmt: skip
    yield Case("yaml: tasks of Ansible", "yaml", "vars: {a: b}\n",
               "- azure_rm_virtualmachinescalesetinstance:\n    instance_id: '{{ item }}'\n"
               "    power_state: stopped\n  loop: ['0', '{{ a }}']\n")  # fmt: skip
    yield Case("yaml: parameters of a task", "yaml", "- azure_rm_virtualmachinescaleset:\n",
               "    overprovision: true\n")  # fmt: skip
    yield Case("yaml: kinds", "yaml", "items:\n",
               "- apiVersion: compute.azure.com/v1api20220301\n  kind: VirtualMachineScaleSet\n"
               "  spec: {overprovision: true}\n")  # fmt: skip
    yield Case("groovy: parts of a text", "groovy", "sh 'az vmss restart ' ", "+ a ", "\n")
    yield Case("groovy: closures", "groovy", "vmss.a()\n", "vmss.each { vm -> vm.b([c: 1]) }\n")
    yield Case("groovy: values put in", "groovy", 'sh "az vmss list ', '${a["b"]} ', '"\n')
    yield Case("groovy: open quotes", "groovy", "vmss\n", "\"${'")
    yield Case("groovy: open brackets", "groovy", "vmss\n", "f({ [ x as A<")
    yield Case("go: ids put together", "go", "package p\nvar a = ",
               '"/virtualMachineScaleSets/" + a + "/virtualMachines/" + ', '""\n')  # fmt: skip
    yield Case("json: ids put together", "json", '["[concat(',
               "'virtualMachineScaleSets/', a, '/virtualMachines/0', ", ')]"]')  # fmt: skip
    yield Case("json: sets without an end", "json", '["[concat(',
               "'virtualMachineScaleSets/', ", ')]"]')  # fmt: skip
    yield Case("json: commands under any key", "json", "{",
               '"a": "az vmss restart --instance-ids 0", ', '"b": 0}')  # fmt: skip
    yield Case("terraform: commands in locals", "terraform", "locals {\n",
               ' a = "az vmss restart -g ${var.g} --instance-ids 0"\n', "}\n")  # fmt: skip
    yield Case("shell: long pipelines", "shell", "",
               "az vmss list | jq . | head\nls > f\nif [ $? -eq 0 ]\nthen\n a\nfi\n")  # fmt: skip
    yield Case("shell: one long pipeline", "shell", "az vmss list", " | b", "\nls > f\n")
    yield Case("shell: documents without an end", "shell", "az vmss list\n", "cat <<A | b | c\n")
    yield Case("http: requests", "http", "", f"POST {_URL}\n")
    yield Case("http: one long line", "http", "POST https://", "a ", "\n")
    yield Case("yaml: scripts by file name", "yaml", "data:\n",
               "  a.sh: |\n    az vmss list\n    az vmss show\n")  # fmt: skip
    yield Case("shell: functions of other files", "shell", "",
               "run_az vmss restart --instance-ids 0\n")  # fmt: skip
    yield Case("go: arguments after a context", "go", "package p\nfunc f() {\n",
               'run(ctx, "vmss", "restart", "--instance-ids", "0")\n', "}\n")  # fmt: skip
    table = "'microsoft.compute/virtualmachinescalesets/virtualmachines'"
    yield Case("kusto: comments", "kql", "", f"// a\nx | where type =~ {table}\n")
    yield Case("bicep: nested resources", "bicep", f"{_BICEP} }}\n",
               "resource a 'extensions' = {\n name: 'a'\n }\n", "}\n")  # fmt: skip
    yield Case("terraform: words of a block", "terraform", "", "vmss ", "{\n}\n")
    yield Case("terraform: arguments", "terraform", _TERRAFORM, " overprovision = true\n", "}\n")


def _names() -> Iterator[Case]:
    """One name that is bound and used many times."""
    call = "client.virtual_machine_scale_sets.begin_restart(g, n)\n"
    yield Case("python: names", "python", "", _PYTHON + call)
    yield Case("python: functions", "python", "",
               f"def f(client: ComputeManagementClient):\n    {call}")  # fmt: skip
    yield Case("python: fields", "python", f"{_PYTHON}class A:\n  def f(self):\n",
               f"    self.c = client\n    self.c.{call[7:]}")  # fmt: skip
    yield Case("javascript: members", "javascript", f"{_SCRIPT}x = {{",
               "a: client.virtualMachineScaleSets, ", "};\n")  # fmt: skip
    yield Case("go: functions", "go", f"{_GO}}}\n",
               "func f(client *armcompute.VirtualMachineScaleSetVMsClient) {\n"
               "client.BeginDeallocate(a, g, n, i, nil)\n}\n")  # fmt: skip


def _blanks() -> Iterator[Case]:
    """A run of blanks where a reader looks for something, a thousand for each one of the size."""
    many = " " * 100
    yield Case(
        "blanks behind a reason", "shell", "# flexmap: ignore VF002 why", many, f"x\n{_SHELL}"
    )
    yield Case("blanks in a string", "shell", "x='", many, f"'\n{_SHELL}\n")
    yield Case("blanks in a command", "python", "x = 'az vmss list", many, "'\n")
    yield Case("blanks before a value", "shell", f"{_SHELL}\nvmss", many, "= az vmss show\n")
    yield Case("blanks at an end", "powershell", "if (\nGet-AzVmss |", many, "x\n")
    yield Case("blanks before a prompt", "markdown", "```\n", many, f"{_SHELL}\n```\n")
    yield Case("quotes", "python", 'x = "az vmss list', "'" * 100, 'x"\n')
    yield Case("empty lines of a cell", "json", '{"cells": [{"cell_type": "code", "source": [',
               '"\\n", ', '"vmss"]}]}')  # fmt: skip


def _patterns() -> Iterator[Case]:
    """Patterns of the mapping, many in a text and one that nearly fits on a long line."""
    conversions = {
        "python": "int(vm.instance_id)", "go": "strconv.Atoi(vm.InstanceID)",
        "csharp": "int.Parse(vm.InstanceId)", "java": "Integer.parseInt(vm.instanceId())",
        "typescript": "parseInt(vm.instanceId)", "powershell": "[int]$vm.InstanceId",
    }  # fmt: skip
    name = f"'{_PATH.removeprefix('/providers/')}'\n"  # a text without a name is not looked into
    for language, text in conversions.items():
        yield Case(f"{language}: patterns", language, name, f"{text};\n")
        yield Case(f"{language}: open patterns", language, name, text.rstrip(")"))
    yield Case("go: long pattern", "go", f"{name}strconv.Atoi(", "vm.InstanceID.")
    yield Case("shell: computed names", "shell", name, "${VMSS}_$i ")
    yield Case("shell: long name", "shell", f"{name}${{", "VMSS", "}-1")
    yield Case("powershell: interfaces", "powershell", name, "Get-AzNetworkInterface ")
    yield Case("typescript: long name", "typescript", f"{name}listVirtualMachineScaleSet",
               "NetworkInterface")  # fmt: skip
    yield Case("shell: open substitutions", "shell", f"{_SHELL}\n", "${ a; ")
    yield Case("shell: placeholders", "shell", f"{_SHELL} ", "<name> ")
    yield Case("csharp: open lambdas", "csharp", f"{_CSHARP}x(", "(a, out b", ");}}\n")
    yield Case("make: variables", "make", "", f"A = {_SHELL}\n")
    yield Case("json: role actions", "json", '{"actions": [',
               '"Microsoft.Compute/virtualMachineScaleSets/virtualMachines/restart/action", ',
               '"a"]}')  # fmt: skip


CASES = (*_every(), *_lines(), *_names(), *_blanks(), *_patterns())
