"""The models that requests of the Python management package carry: properties and their types."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from generator.collect.archive import Archive, changed_shape
from generator.collect.sdk.models import rest_name

_MODELS = "azure/mgmt/compute/models/_models.py"
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
    classes = _classes(archive, _MODELS)
    enums = {name: _values(node) for name, node in _classes(archive, _ENUMS).items()}
    models: dict[str, tuple[Property, ...]] = {}
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name in models:
            continue
        if name not in classes:
            raise changed_shape(archive.label, f"no model {name} in {_MODELS}")
        models[name] = tuple(_properties(classes, enums, name).values())
        waiting += [base for item in models[name] if (base := item.kind.rstrip("[]{}")) in classes]
    used = {item.kind.rstrip("[]{}") for items in models.values() for item in items}
    return Bodies(
        models=dict(sorted(models.items())),
        enums={name: values for name, values in sorted(enums.items()) if name in used},
    )


def _classes(archive: Archive, path: str) -> dict[str, ast.ClassDef]:
    return {node.name: node for node in archive.tree(path).body if isinstance(node, ast.ClassDef)}


def _values(node: ast.ClassDef) -> tuple[str, ...]:
    return tuple(
        item.value.value
        for item in node.body
        if isinstance(item, ast.Assign)
        and isinstance(item.value, ast.Constant)
        and isinstance(item.value.value, str)
    )


def _properties(
    classes: Mapping[str, ast.ClassDef], enums: Mapping[str, object], name: str
) -> dict[str, Property]:
    """The properties of a model that can be sent, those of its bases first."""
    properties: dict[str, Property] = {}
    for base in classes[name].bases:
        if isinstance(base, ast.Name) and base.id in classes:
            properties |= _properties(classes, enums, base.id)
    for item in _fields(classes[name], classes, enums):
        properties[item.name] = item
    return properties


def _fields(
    node: ast.ClassDef, classes: Mapping[str, object], enums: Mapping[str, object]
) -> Iterator[Property]:
    for item in node.body:
        match item:
            case ast.AnnAssign(
                target=ast.Name(id=name),
                annotation=annotation,
                value=ast.Call(func=ast.Name(id="rest_field" | "rest_discriminator")) as value,
            ):
                if _visible(value):
                    yield Property(
                        name=rest_name(name, value),
                        kind=_kind(annotation, {*classes, *enums}),
                        required=not _optional(annotation),
                    )


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
