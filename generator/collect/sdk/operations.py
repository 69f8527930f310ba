"""Operations of the Python management package, read from its syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.collect.archive import Archive, changed_shape
from generator.collect.sdk.requests import Request, read_request
from generator.collect.sentences import fields, mode_sentences

_BUILDER = re.compile(r"build_\w+_request")
_ACRONYMS = {"os": "OS", "vm": "VM"}
_SKIPPED = ("__", "_")
_MODEL = re.compile(r"_models\.(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation of a group; `body` is empty when none is sent."""

    id: str
    group: str
    python: str
    kind: str  # single, paged or long-running
    request: Request
    body: str
    returns: str
    positional: tuple[tuple[str, str], ...]  # Python argument, REST name; "body" for the body
    keywords: tuple[tuple[str, str], ...]
    optional: tuple[str, ...]
    since: str
    parameters_since: Mapping[str, str]
    mode_sentences: tuple[tuple[str, str], ...]  # parameter ("" for the operation), sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An operation group: its REST name, the client's attribute and its operations."""

    name: str
    attribute: str
    operations: tuple[Operation, ...]


def operation_name(method: str) -> str:
    """The REST name of a Python method: `begin_start_os_upgrade` gives `StartOSUpgrade`."""
    words = method.removeprefix("begin_").split("_")
    return "".join(_ACRONYMS.get(word, word[:1].upper() + word[1:]) for word in words)


def read_groups(archive: Archive) -> tuple[Group, ...]:
    """Every operation group in the order of the client; raises `CollectError`."""
    attributes = _attributes(archive)
    groups: dict[str, Group] = {}
    for name in archive.names:
        if re.fullmatch(r"azure/mgmt/compute/operations/_\w*operations\.py", name):
            for group in _module_groups(archive.label, archive.tree(name), attributes):
                groups[group.name] = group
    missing = sorted(set(attributes) - {_class_name(group) for group in groups})
    if missing or not groups:
        what = f"no class {missing[0]}" if missing else "no operation classes"
        raise changed_shape(archive.label, f"{what} in azure/mgmt/compute/operations")
    return tuple(groups[_group_name(name)] for name in attributes)


def _attributes(archive: Archive) -> dict[str, str]:
    """The client's attribute for each operations class, in the client's order."""
    tree = archive.tree("azure/mgmt/compute/_client.py")
    attributes: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(
                targets=[ast.Attribute(attr=attribute)], value=ast.Call(func=ast.Name(id=called))
            ) if called.endswith("Operations"):
                attributes[called] = attribute
    if not attributes:
        raise changed_shape(archive.label, "the client has no operation groups")
    return attributes


def _group_name(class_name: str) -> str:
    return class_name.removesuffix("Operations") or "Operations"


def _class_name(group: str) -> str:
    return "Operations" if group == "Operations" else f"{group}Operations"


def _module_groups(label: str, tree: ast.Module, attributes: Mapping[str, str]) -> Iterator[Group]:
    builders = {
        node.name: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and _BUILDER.fullmatch(node.name)
    }
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name in attributes:
            group, attribute = _group_name(node.name), attributes[node.name]
            methods = _methods(node)
            operations = tuple(
                _operation(label, group, attribute, method, methods, builders)
                for name, method in methods.items()
                if not name.startswith(_SKIPPED)
            )
            if not operations:
                raise changed_shape(label, f"{node.name} has no operations")
            yield Group(name=group, attribute=attribute, operations=operations)


def _methods(node: ast.ClassDef) -> dict[str, ast.FunctionDef]:
    """The methods that do the work; overloads only repeat their signatures."""
    return {
        item.name: item
        for item in node.body
        if isinstance(item, ast.FunctionDef)
        and not any(isinstance(d, ast.Name) and d.id == "overload" for d in item.decorator_list)
    }


def _operation(
    label: str,
    group: str,
    attribute: str,
    method: ast.FunctionDef,
    methods: Mapping[str, ast.FunctionDef],
    builders: Mapping[str, ast.FunctionDef],
) -> Operation:
    sender = methods.get(f"_{method.name.removeprefix('begin_')}_initial", method)
    call = next((c for c in _calls(sender) if c in builders), "") or ""
    if not call:
        raise changed_shape(label, f"{group}.{method.name} builds no request")
    request = read_request(label, builders[call])
    names = {**request.arguments}
    optional, body, body_argument = _signature(method, request.arguments)
    if body_argument:
        names[body_argument] = "body"
    since, added = _versions(method)
    return Operation(
        id=f"{group}_{operation_name(method.name)}",
        group=group,
        python=f"{attribute}.{method.name}",
        kind=_kind(method),
        request=request,
        body=body,
        returns=_returns(method),
        positional=_named(method.args.args[1:], names),
        keywords=_named(method.args.kwonlyargs, names),
        optional=tuple(names.get(name, name) for name in optional),
        since=since,
        parameters_since={names[name]: version for name, version in added.items() if name in names},
        mode_sentences=tuple(_sentences(ast.get_docstring(method) or "", names)),
    )


def _calls(node: ast.AST) -> Iterator[str]:
    for item in ast.walk(node):
        if isinstance(item, ast.Call) and isinstance(item.func, ast.Name):
            yield item.func.id


def _signature(method: ast.FunctionDef, arguments: Mapping[str, str]) -> tuple[list[str], str, str]:
    """The optional arguments, the model of the body, and the argument that carries it."""
    spec = method.args
    positional = spec.args[1:]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(spec.defaults))
    given = list(zip(positional, [*defaults, *spec.defaults], strict=True))
    given += list(zip(spec.kwonlyargs, spec.kw_defaults, strict=True))
    optional: list[str] = []
    body = carrier = ""
    for argument, default in given:
        model = _MODEL.search(ast.unparse(argument.annotation)) if argument.annotation else None
        sent = argument.arg in arguments
        if not sent and model:
            body, carrier = model[1], argument.arg
        if default is not None and (sent or model):
            optional.append(argument.arg)
    return optional, body, carrier


def _named(arguments: Iterable[ast.arg], names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Arguments that become a part of the request, in their order."""
    return tuple((given.arg, names[given.arg]) for given in arguments if given.arg in names)


def _kind(method: ast.FunctionDef) -> str:
    returns = ast.unparse(method.returns) if method.returns else ""
    if returns.startswith("LROPoller"):
        return "long-running"
    return "paged" if returns.startswith("ItemPaged") else "single"


def _returns(method: ast.FunctionDef) -> str:
    """The model that is answered; for a paged operation that of one item."""
    match = _MODEL.search(ast.unparse(method.returns)) if method.returns else None
    return match[1] if match else ""


def _versions(method: ast.FunctionDef) -> tuple[str, dict[str, str]]:
    """The first api-version of a method and of its later parameters, where the package says."""
    for decorator in method.decorator_list:
        if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Name):
            continue
        if decorator.func.id == "api_version_validation":
            values = {k.arg: ast.literal_eval(k.value) for k in decorator.keywords}
            since = str(values.get("method_added_on", ""))
            added = {
                name: str(version)
                for version, names in values.get("params_added_on", {}).items()
                for name in names
                if version != since
            }
            return since, added
    return "", {}


def _sentences(docstring: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field, text in fields(docstring).items():
        for sentence in mode_sentences(text):
            yield names.get(field, field), sentence
