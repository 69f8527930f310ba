"""Calls that a file makes in a roundabout way: through names, functions without one, and tasks."""

from __future__ import annotations

import pytest

from flexmap.readers.occurrences import Kind
from tests.review_cases import found


def calls(text: str, language: str) -> list[tuple[int, str]]:
    """The line and the first operation of each call, `dynamic` for one that is left open."""
    hits = [hit for hit in found(text.encode(), language) if hit.kind is not Kind.PROPERTY]
    return [
        (hit.place.line, hit.matches[0].operation if hit.matches else str(hit.kind.value))
        for hit in hits
    ]


LISTED = "VirtualMachineScaleSetVMs_List"


@pytest.mark.parametrize(
    ("method", "sent"),
    [
        ("SelectAwait(async vm => await vm.GetAsync())", "VirtualMachineScaleSetVMs_Get"),
        ("ForEachAwaitAsync(vm => vm.RestartAsync(wait))", "VirtualMachineScaleSetVMs_Restart"),
        ("WhereAwait(async vm => await Ok(vm))", None),
        ("ToDictionaryAsync(vm => vm.Data.InstanceId)", None),
    ],
)
def test_csharp_lists_instances_where_a_collection_is_walked_through(
    method: str, sent: str | None
) -> None:
    """The instances are listed there, and what the function does with each is sent, too."""
    code = (
        "using Azure.ResourceManager.Compute;\n"
        "class A { async Task Go(VirtualMachineScaleSetResource set) {\n"
        f"  var all = set.GetVirtualMachineScaleSetVms().{method};\n}} }}\n"
    )
    assert calls(code, "csharp") == [(3, LISTED), *([(3, sent)] if sent else [])]


PYTHON = """from azure.mgmt.compute import ComputeManagementClient
client = ComputeManagementClient(credential, subscription)
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            'getattr(client, "virtual_machine_scale_sets").begin_delete("rg", "front")',
            "VirtualMachineScaleSets_Delete",
        ),
        ('S = ("virtual_machine_scale_sets", "list_all", None)', "VirtualMachineScaleSets_ListAll"),
        ('collect(client.virtual_machine_scale_sets, "rg")', "dynamic"),
        (
            "r.list(filter=\"resourceType eq 'Microsoft.Compute/virtualMachineScaleSets'\")",
            "VirtualMachineScaleSets_List",
        ),
        (
            'retry(lambda: client.virtual_machine_scale_sets).begin_restart("rg", "front")',
            "VirtualMachineScaleSets_Restart",
        ),
    ],
)  # fmt: skip
def test_python_reaches_the_group_by_its_name(line: str, expected: str) -> None:
    """`getattr`, a table of names, a function that gets the group, and a filter of resources."""
    assert calls(PYTHON + line + "\n", "python") == [(3, expected)]


@pytest.mark.parametrize(
    "line",
    [
        "assert_called(client.virtual_machine_scale_sets)",
        "print(client.virtual_machine_scale_sets)",
        "isinstance(client.virtual_machine_scale_sets, object)",
        "sets = client.virtual_machine_scale_sets",
        'names = ("virtual_machine_scale_sets", "load_balancers")',
        'print("resourceType eq Microsoft.Compute/virtualMachineScaleSets")',
        "count(report.virtual_machine_scale_sets)",
    ],
)
def test_what_calls_nothing_is_no_finding(line: str) -> None:
    """A group that is kept, compared or printed sends nothing."""
    assert calls(PYTHON + line + "\n", "python") == []


def test_javascript_hands_the_group_on() -> None:
    """The function that gets it can call any of its methods, so the place is named."""
    code = (
        'const { ComputeManagementClient } = require("@azure/arm-compute");\n'
        "const client = new ComputeManagementClient(credential, id);\n"
        "collect({ endpoint: client.virtualMachineScaleSets });\n"
        "expect(client.virtualMachineScaleSets).toBeDefined();\n"
        "cache.save({ sets: report.virtualMachineScaleSets });\n"
    )
    assert calls(code, "javascript") == [(3, "dynamic")]


@pytest.mark.parametrize(
    ("language", "code"),
    [
        (
            "groovy",
            "import com.azure.resourcemanager.compute.models.VirtualMachineScaleSet\n"
            "def set = attempt({\n"
            "    azure.virtualMachineScaleSets().getByResourceGroup(group, name)\n"
            "})\n"
            "set.restart()\n",
        ),
        (
            "java",
            "import com.azure.resourcemanager.compute.models.VirtualMachineScaleSet;\n"
            "class A { void go(AzureResourceManager azure) {\n"
            '  var set = go(() -> azure.virtualMachineScaleSets().getByResourceGroup("a", "b"));\n'
            "\n"
            "  set.restart();\n} }\n",
        ),
    ],
)
def test_what_a_function_without_a_name_returns_is_followed(language: str, code: str) -> None:
    """A call that runs a function, such as one that tries again, gives what that function gives."""
    assert calls(code, language) == [
        (3, "VirtualMachineScaleSets_Get"),
        (5, "VirtualMachineScaleSets_Restart"),
    ]


def test_make_gives_a_command_to_a_function() -> None:
    """`$(call run,…)` runs what it gets, with the program in a variable or not."""
    code = (
        "AZ ?= az\n"
        'run = @echo "$(1)"; $(1)\n'
        "reboot:\n"
        "\t$(call run,az vmss restart -g web -n front --instance-ids 0)\n"
        "\t$(call log, reboot, $(AZ) vmss list -g web)\n"
    )
    assert calls(code, "make") == [
        (4, "VirtualMachineScaleSets_Restart"),
        (5, "VirtualMachineScaleSets_List"),
    ]


PIPELINE = """steps:
- task: {task}
  inputs:
    action: Update image
    vmssName: front
    imageUrl: $(image)
"""


@pytest.mark.parametrize("task", ["AzureVmssDeployment@0", "'azurevmssdeployment@1'"])
def test_the_task_of_azure_pipelines_is_a_call(task: str) -> None:
    """The task lists the sets, reads the one and changes it, with an old api-version."""
    (hit,) = found(PIPELINE.format(task=task).encode(), "yaml")
    assert hit.place.line == 2
    assert {match.operation for match in hit.matches if not match.aside} == {
        "VirtualMachineScaleSets_Update",
        "VirtualMachineScaleSets_Get",
        "VirtualMachineScaleSets_ListAll",
    }


def test_another_key_with_the_name_of_the_task_is_none() -> None:
    """Only a step runs it."""
    assert calls("name: AzureVmssDeployment@0\ntask: AzureCLI@2\n", "yaml") == []


@pytest.mark.parametrize("function", ["matches", "case.equals", "startsWith", "Contains"])
def test_a_list_that_is_only_compared_runs_nothing(function: str) -> None:
    """A helper that compares the words of a command is no call of it."""
    assert calls(f'{function}(argv, ["az", "vmss", "restart", "-n", "front"])\n', "python") == []


def test_a_list_that_any_other_function_gets_is_a_call() -> None:
    """A wrapper with any name may run it."""
    code = 'assert_runs(["az", "vmss", "restart", "-g", "web", "-n", "front"])\n'
    assert calls(code, "python") == [(1, "VirtualMachineScaleSets_Restart")]


def test_a_class_made_from_a_known_one_declares_a_set() -> None:
    """Its properties stand in the call of the class above."""
    code = (
        'import { LinuxVirtualMachineScaleSet } from "@cdktf/provider-azurerm/lib/x";\n'
        "class WebSet extends LinuxVirtualMachineScaleSet {\n"
        "  constructor(scope: Construct, id: string) {\n"
        '    super(scope, id, { name: "front", upgradeMode: "Rolling", instances: 2 });\n'
        "  }\n}\n"
        "class Other extends Base { constructor() { super(1); } }\n"
    )
    declared = [hit for hit in found(code.encode(), "typescript") if hit.kind is Kind.DECLARATION]
    assert [hit.place.line for hit in declared] == [4]


def test_a_path_of_a_list_that_a_function_gets_is_sent() -> None:
    """The variable with the path goes to a function that gets something by it."""
    code = (
        "package main\n"
        "func list(ctx context.Context, id string) {\n"
        "\tvar (\n"
        '\t\tpath = fmt.Sprintf("/subscriptions/%s/providers/"+\n'
        '\t\t\t"Microsoft.Compute/virtualMachineScaleSets", id)\n'
        "\t)\n"
        "\tgo getObjects[Set](ctx, path)\n"
        "}\n"
    )  # fmt: skip
    assert calls(code, "go") == [(5, "VirtualMachineScaleSets_ListAll")]


JAVA = """import com.azure.resourcemanager.compute.models.VirtualMachineScaleSetVMs;
class A {{ void go(VirtualMachineScaleSetVMs vms, VirtualMachineScaleSetVM vm) {{
  {line}
}} }}
"""


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("when(vms.list()).thenReturn(none);", 0),
        ("given(vms.list()).willReturn(none);", 0),
        ("vms.list();", 1),
        ('vm.getNetworkInterface("primary");', 1),
        ("show(vms.list());", 1),
    ],
)
def test_java_tests_that_only_stub_a_call_send_nothing(line: str, count: int) -> None:
    """What a stub is to answer is no call; a network interface of an instance is one."""
    assert len(calls(JAVA.format(line=line), "java")) == count
