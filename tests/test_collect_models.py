"""Properties and Terraform arguments: what is read, and that a failure is explained."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator

from generator.collect.archive import read_npm, read_wheel
from generator.collect.model_surface import model_texts
from generator.collect.packages import CollectError, read_packages
from generator.collect.sdk.operations import read_groups
from generator.collect.sdk.properties import resource_type
from generator.reading.yaml_text import parse
from tests.fixtures_collect import build
from tests.fixtures_collect.build import Workplace, tarball, wheel

ROOT = Path(__file__).parent.parent
SDK, PROVIDER = "azure-mgmt-compute", "@cdktf/provider-azurerm"
NEWER = "cdktn-provider-azurerm"
MODELS = "azure/mgmt/compute/models/_models.py"


@pytest.fixture
def place(tmp_path) -> Workplace:
    return build.workplace(tmp_path)


def texts(place: Workplace) -> dict[str, str]:
    listed = read_packages(place.out / "packages.yml")
    contents = {p.name: (place.packages / p.file).read_bytes() for p in listed}
    (sdk,) = [package for package in listed if package.name == SDK]
    groups = read_groups(read_wheel(sdk.label, contents[SDK]))
    operations = [operation for group in groups for operation in group.operations]
    return model_texts(sdk, operations, listed, contents)


def collected(place: Workplace, name: str):
    parsed = parse(name, texts(place)[name].encode())
    assert not parsed.problems
    return parsed.value


def test_a_model_is_told_with_its_bases_lists_and_maps(place) -> None:
    """Names as in JSON; enumerations and scalars are values; each model once."""
    data = collected(place, "properties.yml")
    assert data["resources"] == [
        {"resource": "Microsoft.Compute/virtualMachineScaleSets", "model": "ScaleSet"}
    ]
    assert data["models"] == {
        "Disk": {"lun": "value", "parent": "Disk"},
        "ScaleSet": {
            "zones": "value[]",
            "tags": "value{}",
            "dataDisks": "Disk[]",
            "byName": "Disk{}",
            "orchestrationMode": "value",
        },
    }
    assert data["counts"] == {"resources": 1, "models": 2, "properties": 7}
    assert data["purl"] == "pkg:pypi/azure-mgmt-compute@9.0.0"


def test_arguments_are_paths_through_blocks(place) -> None:
    """In the package's order and spelling; `id` cannot be set, so it is left out."""
    line, _ = collected(place, "arguments.yml")["lines"]
    assert line["provider"] == "azurerm 8.1.0"
    (resource,) = line["resources"]
    assert resource == {
        "resource": "azurerm_linux_virtual_machine_scale_set",
        "arguments": [
            "overprovision",
            "network_interface",
            "network_interface.name",
            "network_interface.ip_configuration",
            "network_interface.ip_configuration.subnet_id",
            "os_disk",
            "os_disk.caching",
            "tags",
        ],
    }
    assert line["counts"] == {"resources": 1, "arguments": 8}


def test_the_next_line_of_the_provider_is_read_out_of_a_wheel(place) -> None:
    """It holds the npm package whole, so that one reader serves both."""
    old, new = collected(place, "arguments.yml")["lines"]
    assert (new["name"], new["provider"]) == ("cdktn-provider-azurerm", "azurerm 9.2.0")
    assert new["purl"] == "pkg:pypi/cdktn-provider-azurerm@9.0.0"
    (before,), (after,) = old["resources"], new["resources"]
    assert set(before["arguments"]) - set(after["arguments"]) == {"os_disk.caching"}
    assert set(after["arguments"]) - set(before["arguments"]) == {"os_disk.cache"}


@pytest.mark.parametrize("name", ["properties", "arguments"])
def test_what_is_collected_follows_the_schema_that_the_loader_uses(place, name: str) -> None:
    """A collected file that rules cannot read would stop every check."""
    schema = json.loads((ROOT / f"data/schema/{name}.schema.json").read_text("utf-8"))
    assert not list(Draft202012Validator(schema).iter_errors(collected(place, f"{name}.yml")))


def test_two_readings_give_the_same_bytes(place) -> None:
    """Nothing depends on the order of a set or on the folder."""
    assert list(texts(place).items()) == list(texts(place).items())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/subscriptions/{s}/providers/A.B/sets/{x}", "A.B/sets"),
        ("/subscriptions/{s}/providers/A.B/sets/{x}/machines/{y}", "A.B/sets/machines"),
    ],
)
def test_the_type_of_a_resource_is_read_from_its_path(path: str, expected: str) -> None:
    """The provider, then every second segment."""
    assert resource_type(path) == expected


# Failures


def edit(name: str, member: str, old: str, new: str) -> Callable[[Workplace], None]:
    """Downloads a package with one member changed."""
    whole, pack = (build.sdk, wheel) if name == SDK else (build.terraform, tarball)

    def change(place: Workplace) -> None:
        texts = whole()
        assert old in texts[member]
        place.put(name, pack(texts | {member: texts[member].replace(old, new)}))

    return change


def listing(old: str, new: str) -> Callable[[Workplace], None]:
    def change(place: Workplace) -> None:
        path = place.out / "packages.yml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return change


SET = "Microsoft.Compute/virtualMachineScaleSets"
LINUX = "azurerm_linux_virtual_machine_scale_set"
FAULTS: dict[str, tuple[Callable[[Workplace], None], str]] = {
    "unknown resource": (listing(SET, f"{SET}/x"), f"no operation creates a {SET}/x"),
    "unknown Terraform resource": (listing(LINUX, "azurerm_x"), "there is no resource azurerm_x"),
    "no resources": (
        listing(f"    resources:\n      - {LINUX}\n", ""),
        "provider-azurerm needs a list `resources`",
    ),
    "resources are no list": (
        listing(f"resources:\n      - {LINUX}\n", "resources: x\n"),
        "resources is not a list",
    ),
    "provider not listed": (listing("%40cdktf", "%40other"), "provider-azurerm is missing"),
    "newer provider not listed": (
        listing("pypi/cdktn", "pypi/cdktx"), "cdktn-provider-azurerm is missing",
    ),
    "no npm package in the wheel": (
        lambda place: place.put(NEWER, wheel(build.newer_terraform())),
        "it holds 0 npm packages, not one",
    ),
    "no model": (edit(SDK, MODELS, "class Disk(", "class Disc("), "no model Disk"),
    "model without properties": (
        edit(SDK, MODELS, "= rest_field(", "= field("),
        "the model ScaleSet has no properties",
    ),
    "two versions": (
        edit(PROVIDER, build.TF_SET, "8.1.0/docs/resources/linux_virtual_machine_scale_set#caching",
             "8.2.0/docs/resources/linux_virtual_machine_scale_set#caching"),
        "the versions 8.1.0, 8.2.0 of azurerm",
    ),
    "an argument without its name": (
        edit(PROVIDER, build.TF_SET, "_set#caching", "_set/caching"),
        "LinuxVirtualMachineScaleSetOsDisk",
    ),
    "no resource in the member": (
        edit(PROVIDER, build.TF_SET, "cdktf.TerraformMetaArguments", "cdktf.Other"),
        "declares 0 resources",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failure_is_explained(place, fault: str) -> None:
    """Whatever is wrong, the message names it."""
    change, words = FAULTS[fault]
    change(place)
    with pytest.raises(CollectError) as caught:
        texts(place)
    assert words in str(caught.value)


def test_only_the_wanted_members_of_a_large_package_are_kept() -> None:
    """The provider has 3,000 members, of which a dozen are read."""
    content = tarball(build.terraform() | {"package/lib/other/index.d.ts": "x"})
    archive = read_npm("x", content, {build.TF_SET}.__contains__)
    assert archive.names == (build.TF_SET, "package/package.json")
