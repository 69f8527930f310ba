"""What entries of properties are checked against: properties and Terraform arguments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.collect.archive import read_npm, read_wheel
from generator.collect.emit import document
from generator.collect.packages import CollectError, Package
from generator.collect.sdk.operations import Operation
from generator.collect.sdk.properties import properties_surface, read_properties
from generator.collect.terraform import arguments_surface, read_arguments, wanted_members

PROVIDER = "@cdktf/provider-azurerm"
PROPERTIES, ARGUMENTS = "properties.yml", "arguments.yml"

_HEADING = (
    "Collected by `python -m generator collect`; do not edit.",
    "The package, its version and the resources are chosen in packages.yml.",
)
_PROPERTIES_HEADING = (
    *_HEADING,
    "value: no properties of its own; [] is a list, {} a map by free keys; else a model below.",
)
_ARGUMENTS_HEADING = (*_HEADING, "Arguments and blocks of each resource, as paths.")


def model_texts(
    sdk: Package,
    operations: Iterable[Operation],
    listed: Iterable[Package],
    contents: Mapping[str, bytes],
) -> dict[str, str]:
    """The texts of the two files by name; raises `CollectError`, and writes nothing."""
    provider = next((package for package in listed if package.name == PROVIDER), None)
    if provider is None:
        raise CollectError(
            f"packages.yml: {PROVIDER} is missing; it is one of the packages we read"
        )
    for package in (sdk, provider):
        if not package.resources:
            raise CollectError(f"packages.yml: {package.name} needs a list `resources`")
    wheel = read_wheel(sdk.label, contents[sdk.name])
    properties = read_properties(wheel, operations, sdk.resources)
    wanted = wanted_members(provider.resources)
    archive = read_npm(provider.label, contents[PROVIDER], wanted.__contains__)
    arguments = read_arguments(archive, provider.resources)
    return {
        PROPERTIES: document(_PROPERTIES_HEADING, properties_surface(sdk, properties)),
        ARGUMENTS: document(_ARGUMENTS_HEADING, arguments_surface(provider, arguments)),
    }
