"""Arguments of Terraform resources, read from the type declarations of a provider's package."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.collect.archive import Archive, changed_shape
from generator.collect.emit import Data
from generator.collect.packages import CollectError, Package

_INTERFACE = re.compile(r"^export interface (\w+)(?: extends ([\w.]+))? \{$(.*?)^\}$", re.M | re.S)
_ARGUMENT = re.compile(
    r"hashicorp/azurerm/(?P<version>[0-9.]+)/docs/resources/\w+#(?P<name>\w+) [^\n]*\n"
    r"(?:(?!\n {4}readonly ).)*?\n {4}readonly \w+\??: (?P<type>[^;]+);",
    re.S,
)
_ROOTS = ("cdktf.TerraformMetaArguments", "cdktn.TerraformMetaArguments")
"""What the arguments of a resource extend: CDK for Terraform, and CDK Terrain, which goes on."""
PREFIX = "azurerm_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An argument of a resource or block; `holds` names the interface of a block, or is empty."""

    name: str
    holds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderArguments:
    """Dotted argument paths by resource, and the provider's version that they belong to."""

    provider: str
    arguments: Mapping[str, tuple[str, ...]]


def wanted_members(resources: Sequence[str]) -> frozenset[str]:
    """The members of the package that declare the resources."""
    return frozenset(map(_member, resources))


def read_arguments(archive: Archive, resources: Sequence[str]) -> ProviderArguments:
    """The arguments of the resources, in the package's order; raises `CollectError`."""
    versions: set[str] = set()
    arguments: dict[str, tuple[str, ...]] = {}
    for resource in resources:
        member = _member(resource)
        if not archive.has(member):
            raise CollectError(
                f"{archive.label}: there is no resource {resource}; "
                "correct `resources` of the package in data/surface/packages.yml"
            )
        text = archive.text(member)
        versions |= {match["version"] for match in _ARGUMENT.finditer(text)}
        arguments[resource] = tuple(_paths(archive.label, member, text))
    if len(versions) != 1:
        named = ", ".join(sorted(versions)) or "none"
        raise changed_shape(archive.label, f"it names the versions {named} of azurerm, not one")
    return ProviderArguments(provider=f"azurerm {versions.pop()}", arguments=arguments)


def arguments_line(package: Package, collected: ProviderArguments) -> dict[str, Data]:
    """One line of the provider: each resource with the paths of its arguments and blocks."""
    return {
        "name": package.name,
        **package.origin,
        "provider": collected.provider,
        "counts": {
            "resources": len(collected.arguments),
            "arguments": sum(map(len, collected.arguments.values())),
        },
        "resources": [
            {"resource": resource, "arguments": paths}
            for resource, paths in collected.arguments.items()
        ],
    }


def _member(resource: str) -> str:
    folder = resource.removeprefix(PREFIX).replace("_", "-")
    return f"package/lib/{folder}/index.d.ts"


def _paths(label: str, member: str, text: str) -> Iterator[str]:
    interfaces: dict[str, list[Argument]] = {}
    roots: list[str] = []
    for name, base, body in _INTERFACE.findall(text):
        interfaces[name] = [
            Argument(name=match["name"], holds=_holds(match["type"]))
            for match in _ARGUMENT.finditer(body)
        ]
        if len(interfaces[name]) != len(re.findall(r"^ {4}readonly ", body, re.M)):
            raise changed_shape(label, f"{name} in {member} has properties without an argument")
        if base in _ROOTS:
            roots.append(name)
    if len(roots) != 1:
        raise changed_shape(label, f"{member} declares {len(roots)} resources, not one")
    # Every resource has an `id` there, which is an attribute in Terraform and cannot be set.
    root = [argument for argument in interfaces[roots[0]] if argument.name != "id"]
    yield from _below(interfaces, root, "", ())


def _below(
    interfaces: Mapping[str, Sequence[Argument]],
    arguments: Sequence[Argument],
    prefix: str,
    above: tuple[str, ...],
) -> Iterator[str]:
    """The paths of the arguments and of all below them; a block inside itself is left out."""
    for argument in arguments:
        yield f"{prefix}{argument.name}"
        inner = interfaces.get(argument.holds, ())
        if argument.holds not in above:
            yield from _below(
                interfaces, inner, f"{prefix}{argument.name}.", (*above, argument.holds)
            )


def _holds(kind: str) -> str:
    """The first type of a declaration without `[]`, which is the interface when it is a block."""
    return kind.split("|", 1)[0].strip().removesuffix("[]")
