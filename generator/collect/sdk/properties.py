"""Properties of resources as the models of the Python management package declare them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.collect.archive import Archive, changed_shape
from generator.collect.emit import Data
from generator.collect.packages import CollectError, Package
from generator.collect.sdk.declared import MODELS, base_type, carried, classes_in, declared
from generator.collect.sdk.operations import Operation

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
    """The properties of the resources, which are those of the body that creates each.

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
                "correct `resources` of the package in data/surface/packages.yml"
            )
    classes = classes_in(archive, MODELS)

    def read(name: str) -> Properties:
        properties = {field.name: _kind(field.annotation) for field in declared(classes, name)}
        if not properties:
            raise changed_shape(archive.label, f"the model {name} has no properties")
        return properties

    models = {resource: created[resource] for resource in resources}
    return ResourceModels(
        resources=models,
        models=carried(classes, models.values(), read, _parts, archive.label),
    )


def resource_type(path: str) -> str:
    """The type of the resource at a path: the provider, then every second segment."""
    provider, *segments = path.rpartition("/providers/")[2].split("/")
    return "/".join([provider, *segments[::2]])


def properties_surface(package: Package, collected: ResourceModels) -> dict[str, Data]:
    """The file of the properties: the resources with their models, then each model once."""
    return {
        **package.origin,
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


def _parts(properties: Properties) -> Iterator[str]:
    return (base for kind in properties.values() if (base := base_type(kind)) != VALUE)


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
