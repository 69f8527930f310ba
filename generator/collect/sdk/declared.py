"""Models of the Python management package as they are declared, and what each carries."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.collect.archive import Archive, changed_shape
from generator.collect.sdk.models import rest_name

MODELS = "azure/mgmt/compute/models/_models.py"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A property by its REST name, with its annotation and the call that declares it."""

    name: str
    annotation: ast.expr
    call: ast.Call


def classes_in(archive: Archive, path: str) -> dict[str, ast.ClassDef]:
    """The classes of a module by name; raises `CollectError` when there are none."""
    body = archive.tree(path).body
    classes = {node.name: node for node in body if isinstance(node, ast.ClassDef)}
    if not classes:
        raise changed_shape(archive.label, f"no classes in {path}")
    return classes


def declared(classes: Mapping[str, ast.ClassDef], name: str) -> Iterator[Declared]:
    """The properties of a model, those of its bases first; a later one replaces an earlier."""
    for base in classes[name].bases:
        if isinstance(base, ast.Name) and base.id in classes:
            yield from declared(classes, base.id)
    for node in classes[name].body:
        match node:
            case ast.AnnAssign(
                target=ast.Name(id=python),
                annotation=annotation,
                value=ast.Call(func=ast.Name(id="rest_field" | "rest_discriminator")) as call,
            ):
                yield Declared(name=rest_name(python, call), annotation=annotation, call=call)


def carried(
    classes: Mapping[str, ast.ClassDef],
    wanted: Iterable[str],
    read: Callable[[str], T],
    parts: Callable[[T], Iterable[str]],
    label: str,
) -> dict[str, T]:
    """What `read` gives for the wanted models and all that they carry, by name in its order.

    `parts` gives the models that one refers to. Raises `CollectError` for a model that is not
    there.
    """
    models: dict[str, T] = {}
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name in models:
            continue
        if name not in classes:
            raise changed_shape(label, f"no model {name} in {MODELS}")
        models[name] = read(name)
        waiting += parts(models[name])
    return dict(sorted(models.items()))


def base_type(kind: str) -> str:
    """A type without what makes it a list or a map."""
    return kind.rstrip("[]{}")
