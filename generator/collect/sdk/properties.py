"""Properties of resources as the models of the Python management package declare them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.collect.archive import Archive, changed_shape
from generator.collect.emit import Data
from generator.collect.packages import CollectError, Package
from generator.collect.sdk.models import rest_name
from generator.collect.sdk.operations import Operation

_MODELS = "azure/mgmt/compute/models/_models.py"
VALUE = "value"
"""The type of a property that has no properties of its own: text, number, enumeration."""

Properties = dict[str, str]
"""Type by REST name: `value` or a model, then `[]` for a list of it or `{}` for a map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceModels:
    """The model of each resource, and every model that one of them carries, by name."""

    resources: Mapping[str, str]
    models: Mapping[str, Properties]


def read_properties(
    archive: Archive, operations: Iterable[Operation], resources: Sequence[str]
) -> ResourceModels:
    """The properties of the resources, told by what is sent to create them.

    Raises `CollectError` for a resource that nothing creates and for a package of another shape.
    """
    created = {
        resource_type(operation.request.path): operation.body
        for operation in operations
        if operation.request.method == "PUT" and operation.body
    }
    for resource in resources:
        if resource not in created:
            raise CollectError(
                f"{archive.label}: no operation creates a {resource}; "
                "mend `resources` of the package in data/surface/packages.yml"
            )
    models = {resource: created[resource] for resource in resources}
    return ResourceModels(
        resources=models, models=_carried(_classes(archive), models.values(), archive.label)
    )


def resource_type(path: str) -> str:
    """The type of the resource at a path: the provider, then every second segment."""
    provider, *segments = path.rpartition("/providers/")[2].split("/")
    return "/".join([provider, *segments[::2]])


def properties_surface(package: Package, collected: ResourceModels) -> dict[str, Data]:
    """The file of the properties: the resources with their models, then each model once."""
    return {
        "purl": package.purl,
        "version": package.version,
        "sha256": package.sha256,
        "counts": {
            "resources": len(collected.resources),
            "models": len(collected.models),
            "properties": sum(map(len, collected.models.values())),
        },
        "resources": [
            {"resource": resource, "model": model}
            for resource, model in collected.resources.items()
        ],
        "models": collected.models,
    }


def _classes(archive: Archive) -> dict[str, ast.ClassDef]:
    classes = {
        node.name: node for node in archive.tree(_MODELS).body if isinstance(node, ast.ClassDef)
    }
    if not classes:
        raise changed_shape(archive.label, f"no models in {_MODELS}")
    return classes


def _carried(
    classes: Mapping[str, ast.ClassDef], start: Iterable[str], label: str
) -> dict[str, Properties]:
    """The models that can be reached from some, over any number of steps, by name."""
    models: dict[str, Properties] = {}
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name in models:
            continue
        if name not in classes:
            raise changed_shape(label, f"no model {name} in {_MODELS}")
        models[name] = _properties(classes, name)
        if not models[name]:
            raise changed_shape(label, f"the model {name} has no properties")
        waiting += [base_type(kind) for kind in models[name].values() if base_type(kind) != VALUE]
    return dict(sorted(models.items()))


def base_type(kind: str) -> str:
    """A type without what makes it a list or a map."""
    return kind.rstrip("[]{}")


def _properties(classes: Mapping[str, ast.ClassDef], name: str) -> Properties:
    """The properties of a model, those of its bases first."""
    properties: Properties = {}
    for base in classes[name].bases:
        if isinstance(base, ast.Name) and base.id in classes:
            properties |= _properties(classes, base.id)
    properties |= dict(_fields(classes[name]))
    return properties


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for item in node.body:
        match item:
            case ast.AnnAssign(
                target=ast.Name(id=name),
                annotation=annotation,
                value=ast.Call(func=ast.Name(id="rest_field" | "rest_discriminator")) as value,
            ):
                yield rest_name(name, value), _kind(annotation)


def _kind(annotation: ast.expr) -> str:
    """The type of an annotation; enumerations and unions with text are values."""
    match annotation:
        case ast.Subscript(value=ast.Name(id="Optional"), slice=inner):
            return _kind(inner)
        case ast.Subscript(value=ast.Name(id="list" | "List"), slice=inner):
            return f"{_kind(inner)}[]"
        case ast.Subscript(value=ast.Name(id="dict" | "Dict"), slice=ast.Tuple(elts=[_, inner])):
            return f"{_kind(inner)}{{}}"
        case ast.Constant(value=str(text)) if text.startswith("_models."):
            return text.removeprefix("_models.")
        case _:
            return VALUE
