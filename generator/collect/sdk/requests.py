"""Requests of the Python management package: what its request builders put together."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

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


@dataclass(slots=True, kw_only=True)
class _Parts:
    """What was read of a builder so far."""

    method: str = ""
    path: str = ""
    api_version: str = ""
    names: dict[str, list[str]] = field(
        default_factory=lambda: {"url": [], "query": [], "header": []}
    )
    arguments: dict[str, str] = field(default_factory=dict)


def read_request(label: str, builder: ast.FunctionDef) -> Request:
    """The method, path and parameters that a request builder puts together."""
    parts = _Parts()
    for node in ast.walk(builder):
        _read(node, parts)
    if not (parts.path.startswith("/") and parts.method and parts.api_version):
        raise changed_shape(label, f"{builder.name} has no method, path or api-version")
    header = (name for name in parts.names["header"] if name not in ("Accept", "Content-Type"))
    return Request(
        method=parts.method,
        path=parts.path,
        api_version=parts.api_version,
        query=tuple(parts.names["query"]),
        header=tuple(header),
        arguments=parts.arguments,
    )


def _read(node: ast.AST, parts: _Parts) -> None:
    match node:
        case ast.Assign(targets=[ast.Name(id="_url")], value=ast.Constant(value=str(text))):
            parts.path = text
        case ast.Call(func=ast.Name(id="HttpRequest"), keywords=keywords):
            parts.method = _method(keywords)
        case ast.Call(
            func=ast.Attribute(attr="pop"),
            args=[ast.Constant(value="api-version"), ast.Constant(value=str(text))],
        ):
            parts.api_version = text
        case ast.Assign(
            targets=[ast.Subscript(slice=ast.Constant(value=str(name)))], value=ast.Call() as call
        ):
            kind = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            if kind in parts.names and len(call.args) > 1 and isinstance(call.args[1], ast.Name):
                parts.names[kind].append(name)
                parts.arguments[call.args[1].id] = name
        case ast.Dict(keys=keys, values=values):
            for pair in zip(keys, values, strict=True):
                match pair:
                    case ast.Constant(value=str(name)), ast.Call(args=[_, ast.Name(id=key), *_]):
                        parts.arguments[key] = name


def _method(keywords: list[ast.keyword]) -> str:
    values = (keyword.value for keyword in keywords if keyword.arg == "method")
    return next((str(value.value) for value in values if isinstance(value, ast.Constant)), "")
