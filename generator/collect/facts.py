"""What a reader of the mapping would notice in a surface, as texts that can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Facts: TypeAlias = "dict[str, dict[str, str]]"
"""Texts by section and by what they are about."""

OPERATIONS = "Operations"
DETAILS = ("Parameters and answers", "API versions", "Spellings in Python")
"""Sections that repeat what `OPERATIONS` says of a new or gone operation."""

ALWAYS = "always"


def facts(surface: Any) -> Facts:
    """The facts of one package's surface file; sections that do not apply are left out."""
    if "enumerations" in surface:
        return _calls(surface)
    if "commands" in surface:
        return _commands(surface)
    if "models" in surface:
        return {"Properties": dict(_properties(surface))}
    if "resources" in surface and "api_version" in surface:
        return {"Properties in Pulumi": dict(_pulumi(surface))}
    if "lines" in surface:
        return {
            f"Terraform arguments in {line['name']}": dict(_arguments(line))
            for line in surface["lines"]
        }
    if any("methods" in group for group in surface["groups"]):
        return {"Spellings in JavaScript": dict(_spellings(surface))}
    return _operations(surface)


def _calls(surface: Any) -> Facts:
    """What a sample of a call may hold: arguments, properties of bodies, values, options."""
    return {
        "Arguments in Python": {
            item["id"]: ", ".join([*item.get("arguments", ()), *item.get("keywords", ())])
            for item in surface["operations"]
        },
        "Properties of bodies": {
            name: ", ".join(f"{key} {kind}" for key, kind in model["properties"].items())
            for name, model in surface["models"].items()
        },
        "Values": {name: ", ".join(words) for name, words in surface["enumerations"].items()},
        "Options of commands": {
            item["command"]: ", ".join(item["options"]) for item in surface["commands"]
        },
    }


def _operations(surface: Any) -> Facts:
    operations = [item for group in surface["groups"] for item in group["operations"]]
    sentences = dict(_sentences(operations, surface.get("model_sentences", [])))
    parameters, versions, spellings = DETAILS
    return {
        OPERATIONS: {item["id"]: f"{item['method']} {item['path']}" for item in operations},
        parameters: {item["id"]: _details(item) for item in operations},
        versions: {item["id"]: item["api_version"] for item in operations},
        spellings: {item["id"]: item["python"] for item in operations},
        "Sentences about modes": sentences,
    }


def _details(operation: Mapping[str, Any]) -> str:
    parameters = operation["parameters"]
    parts = [operation["kind"]]
    for kind, value in parameters.items():
        if kind == "since":
            value = [f"{item['name']} {item['api_version']}" for item in value]
        if kind != "path":
            parts.append(f"{kind} {', '.join(value) if isinstance(value, list) else value}")
    parts += [f"{key} {operation[key]}" for key in ("returns", "since") if key in operation]
    return "; ".join(parts)


def _sentences(operations: Any, models: Any) -> Iterator[tuple[str, str]]:
    for operation in operations:
        for sentence in operation.get("mode_sentences", []):
            of = f"{operation['id']} {sentence.get('parameter', '')}".strip()
            yield f"{of}: {sentence['text']}", ""
    for model in models:
        of = f"{model['model']}.{model['property']}" if "property" in model else model["model"]
        for text in model["sentences"]:
            yield f"{of}: {text}", ""


def _commands(surface: Any) -> Facts:
    sends: dict[str, str] = {}
    for command in surface["commands"]:
        for sending in command["sends"]:
            what = sending.get("operation") or f"{sending['method']} {sending['path']}"
            sends[f"{command['command']} sends {what}"] = "; or ".join(
                sending.get("when", [ALWAYS])
            )
    return {
        "Commands": {command["command"]: "" for command in surface["commands"]},
        "What commands send, and when": sends,
    }


def _spellings(surface: Any) -> Iterator[tuple[str, str]]:
    for group in surface["groups"]:
        for method in group["methods"]:
            spelling = f"{group['group']}.{method['name']}"
            yield spelling, method.get("operation") or f"{method['method']} {method['path']}"
            for old in method.get("deprecated", []):
                yield f"{group['group']}.{old}", f"deprecated spelling of {spelling}"


def _properties(surface: Any) -> Iterator[tuple[str, str]]:
    for model, properties in surface["models"].items():
        for name, kind in properties.items():
            yield f"{model}.{name}", kind


def _arguments(line: Any) -> Iterator[tuple[str, str]]:
    for resource in line["resources"]:
        for argument in resource["arguments"]:
            yield f"{resource['resource']}.{argument}", ""


def _pulumi(surface: Any) -> Iterator[tuple[str, str]]:
    yield "api-version", surface["api_version"]
    for resource in surface["resources"]:
        for path in resource["properties"]:
            yield f"{resource['resource']} {path}", ""
