"""The surface of the Python management package as data to write."""

from __future__ import annotations

from collections.abc import Sequence

from generator.collect.archive import Archive
from generator.collect.emit import Data
from generator.collect.packages import Package
from generator.collect.sdk.models import ModelSentences, read_models, sentences_of_models
from generator.collect.sdk.operations import Group, Operation, read_groups


def operations_of(groups: Sequence[Group]) -> dict[str, Operation]:
    """Every operation by its id, in the package's order."""
    return {operation.id: operation for group in groups for operation in group.operations}


def read_sdk(archive: Archive) -> tuple[tuple[Group, ...], list[ModelSentences]]:
    """The groups, and what the models say about modes; raises `CollectError`."""
    groups = read_groups(archive)
    return groups, sentences_of_models(read_models(archive), operations_of(groups).values())


def sdk_surface(
    package: Package, groups: Sequence[Group], sentences: Sequence[ModelSentences]
) -> dict[str, Data]:
    """The file of the package: its groups with their operations, then the models' sentences."""
    return {
        **package.origin,
        "counts": {
            "groups": len(groups),
            "operations": sum(len(group.operations) for group in groups),
        },
        "groups": [
            {
                "group": group.name,
                "attribute": group.attribute,
                "operations": [_operation(operation) for operation in group.operations],
            }
            for group in groups
        ],
        "model_sentences": [_sentences(item) for item in sentences],
    }


def _operation(operation: Operation) -> dict[str, Data]:
    request = operation.request
    data: dict[str, Data] = {
        "id": operation.id,
        "python": operation.python,
        "kind": operation.kind,
        "method": request.method,
        "path": request.path,
        "api_version": request.api_version,
        "parameters": _parameters(operation),
    }
    if operation.returns:
        data["returns"] = operation.returns
    if operation.since:
        data["since"] = operation.since
    if operation.mode_sentences:
        data["mode_sentences"] = [
            {"parameter": parameter, "text": text} if parameter else {"text": text}
            for parameter, text in operation.mode_sentences
        ]
    return data


def _parameters(operation: Operation) -> dict[str, Data]:
    request = operation.request
    path = [part[1:-1] for part in request.path.split("/") if part.startswith("{")]
    parameters: dict[str, Data] = {"path": path, "query": request.query}
    if request.header:
        parameters["header"] = request.header
    if operation.body:
        parameters["body"] = operation.body
    if operation.optional:
        parameters["optional"] = operation.optional
    if operation.parameters_since:
        parameters["since"] = [
            {"name": name, "api_version": version}
            for name, version in operation.parameters_since.items()
        ]
    return parameters


def _sentences(item: ModelSentences) -> dict[str, Data]:
    data: dict[str, Data] = {"model": item.model}
    if item.property:
        data["property"] = item.property
    data["sentences"] = item.sentences
    if item.sent_by:
        data["sent_by"] = item.sent_by
    if item.returned_by:
        data["returned_by"] = item.returned_by
    return data
