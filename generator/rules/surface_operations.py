"""Rules that check operations and endpoints against the released management package."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem, did_you_mean
from generator.reading.yaml_text import Path
from generator.rules.registry import rule
from generator.rules.unverified import exceptions
from generator.surface.operations import collected_operations


@rule("operation-is-in-package")
def operation_is_in_package(documents: Documents) -> Iterator[Problem]:
    """An operation that was read from the released package is there to be called."""
    known = collected_operations(documents)
    allowed = exceptions(documents, "operation")
    for document, path, operation in unknown_operations(documents):
        if operation not in allowed:
            message = f"{_package(documents)} has no operation {operation!r}"
            hint = f"{did_you_mean(operation, list(known))}; or list it in data/unverified.yml"
            yield document.problem(path, "operation-is-in-package", message, hint)


@rule("endpoint-is-in-package")
def endpoint_is_in_package(documents: Documents) -> Iterator[Problem]:
    """Method and path are those of the package, exactly, or the call goes elsewhere."""
    operations = collected_operations(documents)
    for document, path, holder in _holders(documents):
        operation = operations.get(holder["operation"])
        endpoint = holder.get("endpoint", {})
        for key in ("method", "path"):
            if operation and key in endpoint and endpoint[key] != getattr(operation, key):
                message = f"{operation.id} has another {key} in {_package(documents)}"
                hint = f"there it is {operation.request}"
                where = (*path, "endpoint", key)
                yield document.problem(where, "endpoint-is-in-package", message, hint)


@rule("operation-has-entry")
def operation_has_entry(documents: Documents) -> Iterator[Problem]:
    """Anyone who looks up a call on scale sets finds it, if only to learn that it is unknown."""
    if not documents.complete:
        return
    covered = {
        document.value["uniform"]["operation"] for document in documents.of_kind("operation")
    }
    surface = documents.surfaces.get("operations")
    for index, group in enumerate(surface.value["groups"] if surface else ()):
        assert surface
        if not group["group"].startswith("VirtualMachineScaleSet"):
            continue
        for position, item in enumerate(group["operations"]):
            if item["id"] not in covered:
                message = f"{item['id']} has no entry"
                hint = f"add a file to data/entries/ for {item['method']} {item['path']}"
                path = ("groups", index, "operations", position, "id")
                yield surface.problem(path, "operation-has-entry", message, hint)


@lru_cache(maxsize=1)
def unknown_operations(documents: Documents) -> tuple[tuple[Document, Path, str], ...]:
    """Every operation that an entry names and the package does not know, with its place."""
    known = collected_operations(documents)
    return tuple(
        (document, (*path, "operation"), holder["operation"])
        for document, path, holder in (_holders(documents) if known else ())
        if holder["operation"] not in known
    )


def _holders(documents: Documents) -> Iterator[tuple[Document, Path, dict[str, Any]]]:
    """What in the entries names an operation: the Uniform side and the alternatives."""
    for document in documents.content():
        if "operation" in document.value["uniform"]:
            yield document, ("uniform",), document.value["uniform"]
        for index, item in enumerate(document.value["flexible"]["alternatives"]):
            if "operation" in item:
                yield document, ("flexible", "alternatives", index), item


def _package(documents: Documents) -> str:
    return str(documents.surface("operations")["purl"])
