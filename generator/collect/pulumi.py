"""Properties of Pulumi's azure-native resources, read from the input types of its package."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.collect.archive import Archive, changed_shape, read_wheel
from generator.collect.emit import Data
from generator.collect.packages import CollectError, Package

PULUMI = "pulumi-azure-native"
TYPES = {
    "azure-native:compute:VirtualMachine": "Microsoft.Compute/virtualMachines",
    "azure-native:compute:VirtualMachineScaleSet": "Microsoft.Compute/virtualMachineScaleSets",
    "azure-native:compute:VirtualMachineScaleSetVM": (
        "Microsoft.Compute/virtualMachineScaleSets/virtualMachines"
    ),
}
"""What Azure Resource Manager calls the resources that can be read; no file of the package says."""

_VERSION = re.compile(r"Uses Azure REST API version (\d{4}-\d{2}-\d{2}(?:-preview)?)\.")
_INPUT = re.compile(r"'(\w+Args)'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A property of an input type: its name, its name in Python, and the type that it holds."""

    name: str
    python: str
    holds: str
    is_list: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A path of properties, and the same path in Python."""

    path: str
    python: str


def pulumi_surface(package: Package, content: bytes) -> dict[str, Data]:
    """The file of the properties: each resource with their paths; raises `CollectError`.

    Names in Python follow a rule; those that do not are listed.
    """
    archive = read_wheel(package.label, content)
    resources: list[Data] = []
    versions: set[str] = set()
    odd: dict[str, str] = {}
    for token in package.resources:
        found, version = _resource(archive, token)
        versions.add(version)
        odd |= {step: python for item in found for step, python in _odd(item)}
        paths = [item.path for item in found]
        resources.append({"resource": TYPES[token], "token": token, "properties": paths})
    if len(versions) != 1:
        named = ", ".join(sorted(versions)) or "none"
        raise changed_shape(archive.label, f"it names the api-versions {named}, not one")
    return {
        **package.origin,
        "api_version": versions.pop(),
        "resources": resources,
        "python": dict(sorted(odd.items())),
    }


def snake(name: str) -> str:
    """A property in Python by the rule: before a capital letter, and before the last of several."""
    apart = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", apart).lower()


def _resource(archive: Archive, token: str) -> tuple[list[Found], str]:
    """The properties of one resource with all below them, and the api-version behind it."""
    if token not in TYPES:
        raise CollectError(
            f"{archive.label}: there is no reader for {token}; correct `resources` of the "
            "package in data/surface/packages.yml, or add its type to generator/collect/pulumi.py"
        )
    _, module, name = token.split(":")
    folder = f"pulumi_azure_native/{module}"
    own = f"{folder}/{snake(name)}.py"
    types = {**_types(archive, f"{folder}/_inputs.py"), **_types(archive, own)}
    root = f"{name}Args"
    if root not in types:
        raise changed_shape(archive.label, f"{own} has no {root}")
    version = _VERSION.search(archive.text(own))
    if version is None:
        raise changed_shape(archive.label, f"{own} names no api-version")
    return list(_below(types, root, Found(path="", python=""), (root,))), version[1]


def _types(archive: Archive, member: str) -> dict[str, list[Member]]:
    """The input types of a module with their properties, in the order of the module."""
    return {
        node.name: list(_members(node))
        for node in archive.tree(member).body
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(mark) == "pulumi.input_type" for mark in node.decorator_list)
    }


def _members(node: ast.ClassDef) -> Iterator[Member]:
    for part in node.body:
        getter = _getter(part) if isinstance(part, ast.FunctionDef) else None
        if getter and isinstance(part, ast.FunctionDef):
            kind = ast.unparse(part.returns) if part.returns else ""
            holds = _INPUT.search(kind)
            yield Member(
                name=getter,
                python=part.name,
                holds=holds[1] if holds else "",
                is_list="Sequence[" in kind,
            )


def _getter(part: ast.FunctionDef) -> str:
    """The name of the property that a method reads, or nothing when it reads none."""
    for mark in part.decorator_list:
        text = ast.unparse(mark)
        if text == "pulumi.getter":
            return part.name
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pulumi.getter":
            names = [item.value for item in mark.keywords if item.arg == "name"]
            return next((str(n.value) for n in names if isinstance(n, ast.Constant)), part.name)
    return ""


def _below(
    types: Mapping[str, Sequence[Member]], name: str, above: Found, seen: tuple[str, ...]
) -> Iterator[Found]:
    """The properties of a type and all below them; a type inside itself is left out."""
    dot = "." if above.path else ""
    for member in types[name]:
        path, python = f"{above.path}{dot}{member.name}", f"{above.python}{dot}{member.python}"
        yield Found(path=path, python=python)
        if member.holds in types and member.holds not in seen:
            inner = Found(path=f"{path}[]" if member.is_list else path, python=python)
            yield from _below(types, member.holds, inner, (*seen, member.holds))


def _odd(item: Found) -> Iterator[tuple[str, str]]:
    """The last step of a path when its name in Python follows no rule."""
    step, python = item.path.rpartition(".")[2], item.python.rpartition(".")[2]
    if snake(step) != python:
        yield step, python
