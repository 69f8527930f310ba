"""Which argument of a generated Azure CLI command fills which parameter or property of a request.

A generated class writes the query, the path and the body of its request itself, argument by
argument, so its syntax tree tells what a person would otherwise have to type.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from generator.collect.cli.modules import ClassRef, Modules

OF_EVERY_CALL = frozenset(
    {
        "resourceGroupName",
        "subscriptionId",
        "vmScaleSetName",
        "virtualMachineScaleSetName",
        "vmName",
    }
)
"""Parameters that say which resource is meant; nothing depends on their values."""

_SERIALIZERS = ("serialize_url_param", "serialize_query_param")


def read_fills(modules: Modules, ref: ClassRef) -> Mapping[str, str]:
    """The wire name that each argument of a generated class fills.

    A wire name is that of a parameter (`instanceIds`, `$expand`) or the path of a property in
    the body (`properties.targetResources`). Parts of an argument that has parts are left out.
    """
    wires: dict[str, str] = {}
    for base in ref.node.bases:
        if isinstance(base, ast.Name):
            inherited = ref.names.get(base.id) or modules.lookup(ref.module, base.id)
            if isinstance(inherited, ClassRef):
                wires |= read_fills(modules, inherited)
    for node in ref.node.body:
        if isinstance(node, ast.ClassDef):
            for function in node.body:
                if isinstance(function, ast.FunctionDef):
                    wires |= {**dict(_parameters(function)), **dict(_properties(function))}
    return {name: wire for name, wire in wires.items() if wire not in OF_EVERY_CALL}


def _parameters(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """`self.serialize_query_param("$expand", self.ctx.args.expand)`: the argument, its name."""
    for node in ast.walk(function):
        match node:
            case ast.Call(
                func=ast.Attribute(attr=serializer),
                args=[
                    ast.Constant(value=str(wire)),
                    ast.Attribute(value=ast.Attribute(attr="args"), attr=name),
                    *_,
                ],
            ) if serializer in _SERIALIZERS:
                yield name, wire


def _properties(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """The body's builder, in the order of the code: the argument, the path of its property."""
    paths = {"_builder": ""}
    contexts = {"": ""}  # the argument that a path of the body lies in
    for node in _in_order(function):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=variable)],
                value=ast.Call(
                    func=ast.Attribute(value=ast.Name(id="_builder"), attr="get"),
                    args=[ast.Constant(value=str(path)), *_],
                ),
            ):
                paths[variable] = path
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=variable), attr="set_prop"),
                args=[ast.Constant(value=str(name)), *rest],
            ) if variable in paths:
                path = f"{paths[variable]}.{name}"
                around, inner = contexts.get(paths[variable], "?"), _text(rest)
                contexts[path] = around + inner
                if inner and not around:
                    yield inner.lstrip("."), path.lstrip(".")
            case ast.Call(func=ast.Attribute(value=ast.Name(id=variable), attr="set_elements")) if (
                variable in paths
            ):
                contexts[f"{paths[variable]}[]"] = f"{contexts.get(paths[variable], '?')}[]"
            case _:
                pass


def _in_order(function: ast.FunctionDef) -> list[ast.Assign | ast.Call]:
    """Assignments and calls in the order of the file."""
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.Assign | ast.Call)]
    return sorted(nodes, key=lambda node: (node.lineno, node.col_offset))


def _text(rest: list[ast.expr]) -> str:
    """The path of the argument in a `set_prop`, after the type; nothing when it has none."""
    match rest:
        case [_, ast.Constant(value=str(text)), *_] if text != ".":
            return text
    return ""
