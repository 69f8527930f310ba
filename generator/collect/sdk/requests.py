"""Requests of the Python management package: what its request builders put together."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from generator.collect.archive import changed_shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a request builder sends: parameter names are those of the REST interface."""

    method: str
    path: str
    api_version: str
    query: tuple[str, ...]
    header: tuple[str, ...]
    arguments: Mapping[str, str]  # Python argument to REST name


def read_request(label: str, builder: ast.FunctionDef) -> Request:
    """The method, path and parameters that a request builder puts together."""
    path = method = version = ""
    names: dict[str, list[str]] = {"url": [], "query": [], "header": []}
    arguments: dict[str, str] = {}
    for node in ast.walk(builder):
        match node:
            case ast.Assign(targets=[ast.Name(id="_url")], value=ast.Constant(value=str(text))):
                path = text
            case ast.Call(func=ast.Name(id="HttpRequest"), keywords=keywords):
                method = next(
                    (str(k.value.value) for k in keywords
                     if k.arg == "method" and isinstance(k.value, ast.Constant)), "",
                )  # fmt: skip
            case ast.Call(
                func=ast.Attribute(attr="pop"),
                args=[ast.Constant(value="api-version"), ast.Constant(value=str(text))],
            ):
                version = text
            case ast.Assign(
                targets=[ast.Subscript(slice=ast.Constant(value=str(name)))], value=ast.Call() as c
            ):
                kind = c.func.attr if isinstance(c.func, ast.Attribute) else ""
                if kind in names and len(c.args) > 1 and isinstance(c.args[1], ast.Name):
                    names[kind].append(name)
                    arguments[c.args[1].id] = name
            case ast.Dict(keys=keys, values=values):
                for pair in zip(keys, values, strict=True):
                    match pair:
                        case ast.Constant(value=str(name)), ast.Call(args=[_, ast.Name(id=a), *_]):
                            arguments[a] = name
    if not (path.startswith("/") and method and version):
        raise changed_shape(label, f"{builder.name} has no method, path or api-version")
    return Request(
        method=method,
        path=path,
        api_version=version,
        query=tuple(names["query"]),
        header=tuple(name for name in names["header"] if name not in ("Accept", "Content-Type")),
        arguments=arguments,
    )
