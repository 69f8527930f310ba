"""Checks documents against the JSON Schemas of the authored files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from generator.reading.documents import Document
from generator.reading.problems import Problem, did_you_mean

TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "object": "a group of keys",
    "string": "text",
}
"""The types of JSON Schema in words for people who write YAML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A schema as it was written, for hints, and compiled, for checking."""

    text: dict[str, Any]
    validator: Draft202012Validator

    def at(self, path: list[str | int]) -> Any:
        """What the schema says at a path of keys."""
        value: Any = self.text
        for key in path:
            value = value[key]
        return value


Schemas = Mapping[str, Schema]


def compile_schemas(texts: Mapping[str, Any]) -> Schemas:
    """One checked schema a name; raises `ValueError` on a bad one."""
    return {
        name: Schema(text=text, validator=Draft202012Validator(text))
        for name, text in texts.items()
    }


def schema_problems(document: Document, schemas: Schemas) -> Iterator[Problem]:
    """Every place where the document departs from its schema, with the known good values."""
    schema = schemas[document.schema]
    for error in schema.validator.iter_errors(document.value):
        yield from _problems(document, schema, error)


def _problems(document: Document, schema: Schema, error: ValidationError) -> Iterator[Problem]:
    path, wanted = tuple(error.instance_path), error.kind.value
    match error.kind.name:
        case "additionalProperties":
            known = list(schema.at(error.schema_path[:-1]).get("properties", ()))
            for key in sorted(wanted):
                hint = did_you_mean(key, known)
                yield document.problem((*path, key), "unknown-key", f"unknown key {key!r}", hint)
        case "required":
            yield document.problem(path, "missing-key", f"the key {wanted!r} is missing")
        case "enum":
            known = [str(item) for item in wanted]
            message = f"{_short(error.instance)} is not one of the known values"
            hint = did_you_mean(str(error.instance), known)
            yield document.problem(path, "unknown-value", message, hint)
        case "not":  # {"not": {}}: a key that belongs to another kind of entry or claim
            message = f"{path[-1]!r} does not belong here"
            yield document.problem(path, "unknown-key", message, "remove the key")
        case _:
            yield document.problem(path, *_other(schema, error))


def _other(schema: Schema, error: ValidationError) -> tuple[str, str, str]:
    """Code, message and hint of the simple kinds of error."""
    wanted, value = error.kind.value, error.instance
    shown, rule = _short(value), schema.at(error.schema_path[:-1])
    hint = str(rule.get("description", ""))
    match error.kind.name:
        case "type":
            (name,) = wanted
            quote = "; quote it" if name == "string" and not isinstance(value, list | dict) else ""
            return "wrong-type", f"{shown} is not {TYPES[name]}{quote}", hint
        case "pattern":
            return "wrong-form", f"{shown} does not have the form {wanted}", hint
        case "minLength" | "minItems":
            return "too-short", f"{shown} needs at least {wanted}", hint
        case "maxLength":
            return "too-long", f"the text has {len(str(value))} characters", f"at most {wanted}"
        case "uniqueItems":
            return "repeated-item", f"{shown} repeats an item", "keep one"
        case "oneOf":
            keys = " or ".join(key for branch in rule["oneOf"] for key in branch["required"])
            return "one-of", f"exactly one of {keys} is needed", hint
        case _:
            return "schema", error.message[:200], hint


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
