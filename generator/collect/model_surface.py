"""What entries of properties are checked against: properties and Terraform arguments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.collect.archive import Archive, read_jsii, read_npm, read_wheel
from generator.collect.emit import Data, document
from generator.collect.packages import CollectError, Package
from generator.collect.sdk.operations import Operation
from generator.collect.sdk.properties import properties_surface, read_properties
from generator.collect.terraform import arguments_line, read_arguments, wanted_members

PROVIDERS = ("@cdktf/provider-azurerm", "cdktn-provider-azurerm")
"""One package for each line of the provider that people have, the older one first."""
PROPERTIES, ARGUMENTS = "properties.yml", "arguments.yml"

_HEADING = (
    "Collected by `python -m generator collect`; do not edit.",
    "The package, its version and the resources are chosen in packages.yml.",
)
_PROPERTIES_HEADING = (
    *_HEADING,
    "value: no properties of its own; [] is a list, {} a map by free keys; else a model below.",
)
_ARGUMENTS_HEADING = (
    *_HEADING,
    "lines: the versions of the provider that people have, the older one first, each with the",
    "arguments and blocks of each resource, as paths.",
)


def model_texts(
    sdk: Package,
    operations: Iterable[Operation],
    listed: Iterable[Package],
    contents: Mapping[str, bytes],
) -> dict[str, str]:
    """The texts of the two files by name; raises `CollectError`, and writes nothing."""
    by_name = {package.name: package for package in listed}
    for name in PROVIDERS:
        if name not in by_name:
            raise CollectError(
                f"packages.yml: {name} is missing; it is one of the packages we read"
            )
    providers = [by_name[name] for name in PROVIDERS]
    for package in (sdk, *providers):
        if not package.resources:
            raise CollectError(f"packages.yml: {package.name} needs a list `resources`")
    wheel = read_wheel(sdk.label, contents[sdk.name])
    properties = read_properties(wheel, operations, sdk.resources)
    lines = [_line(package, contents[package.name]) for package in providers]
    return {
        PROPERTIES: document(_PROPERTIES_HEADING, properties_surface(sdk, properties)),
        ARGUMENTS: document(_ARGUMENTS_HEADING, {"lines": lines}),
    }


def _line(provider: Package, content: bytes) -> dict[str, Data]:
    """What one package knows of its version of the provider; raises `CollectError`."""
    return arguments_line(
        provider, read_arguments(_declarations(provider, content), provider.resources)
    )


def _declarations(provider: Package, content: bytes) -> Archive:
    """The type declarations of the chosen resources; a wheel has them in the package inside it."""
    read = read_npm if provider.registry == "npm" else read_jsii
    return read(provider.label, content, wanted_members(provider.resources).__contains__)
