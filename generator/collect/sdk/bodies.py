"""The models that requests of the Python management package carry: properties and their types."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from generator.collect.archive import Archive
from generator.collect.sdk.declared import (
    MODELS,
    Declared,
    base_type,
    carried,
    classes_in,
    declared,
)

_ENUMS = "azure/mgmt/compute/models/_enums.py"
_PLAIN = {"str": "text", "int": "number", "float": "number", "bool": "boolean", "Any": "any"}
_TEXTS = {"datetime", "timedelta", "date", "time"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property by its REST name; `kind` is a plain word, enumeration or model, then [] or {}."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """Models by name with the properties that a request may carry, and their enumerations."""

    models: Mapping[str, tuple[Property, ...]]
    enums: Mapping[str, tuple[str, ...]]


def read_bodies(archive: Archive, wanted: Iterable[str]) -> Bodies:
    """The wanted models and all that they carry, by name; raises `CollectError`."""
    classes = classes_in(archive, MODELS)
    enums = {name: _values(node) for name, node in classes_in(archive, _ENUMS).items()}
    known = {*classes, *enums}

    def read(name: str) -> tuple[Property, ...]:
        return _properties(declared(classes, name), known)

    def parts(properties: tuple[Property, ...]) -> Iterator[str]:
        return (base for item in properties if (base := base_type(item.kind)) in classes)

    models = carried(classes, wanted, read, parts, archive.label)
    used = {base_type(item.kind) for properties in models.values() for item in properties}
    return Bodies(
        models=models,
        enums={name: values for name, values in sorted(enums.items()) if name in used},
    )


def _values(node: ast.ClassDef) -> tuple[str, ...]:
    return tuple(
        item.value.value
        for item in node.body
        if isinstance(item, ast.Assign)
        and isinstance(item.value, ast.Constant)
        and isinstance(item.value.value, str)
    )


def _properties(fields: Iterable[Declared], known: Set[str]) -> tuple[Property, ...]:
    """The properties of a model that can be sent."""
    properties = {
        field.name: Property(
            name=field.name,
            kind=_kind(field.annotation, known),
            required=not _optional(field.annotation),
        )
        for field in fields
        if _visible(field.call)
    }
    return tuple(properties.values())


def _visible(value: ast.Call) -> bool:
    """Whether a request may carry the property: it is not marked as read only."""
    for keyword in value.keywords:
        if keyword.arg == "visibility" and isinstance(keyword.value, ast.List):
            return [_text(item) for item in keyword.value.elts] != ["read"]
    return True


def _optional(annotation: ast.expr) -> bool:
    return isinstance(annotation, ast.Subscript) and (
        isinstance(annotation.value, ast.Name) and annotation.value.id == "Optional"
    )


def _kind(annotation: ast.expr, known: Set[str]) -> str:
    """The type of an annotation; of a union that of its named part, which is an enumeration."""
    match annotation:
        case ast.Subscript(value=ast.Name(id="Optional"), slice=inner):
            return _kind(inner, known)
        case ast.Subscript(value=ast.Name(id="list" | "List"), slice=inner):
            return f"{_kind(inner, known)}[]"
        case ast.Subscript(value=ast.Name(id="dict" | "Dict"), slice=ast.Tuple(elts=[_, inner])):
            return f"{_kind(inner, known)}{{}}"
        case ast.Subscript(value=ast.Name(id="Union"), slice=ast.Tuple(elts=parts)):
            kinds = [_kind(part, known) for part in parts]
            return next((kind for kind in kinds if kind in known), kinds[0])
    name = _text(annotation).rpartition(".")[2].strip("'\"")
    if name in known:
        return name
    return "text" if name in _TEXTS else _PLAIN.get(name, "any")


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ast.unparse(node)
