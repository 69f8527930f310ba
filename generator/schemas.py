"""Checks documents against the JSON Schemas of the authored files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from generator.documents import Document
from generator.problems import Problem, did_you_mean

TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "object": "a group of keys",
    "string": "text",
}
"""The types of JSON Schema in words for people who write YAML."""

Validators = Mapping[str, Draft202012Validator]


def validators(schemas: Mapping[str, Any]) -> Validators:
    """One validator a schema, by the schema's name; raises `SchemaError` on a bad schema."""
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    return {name: Draft202012Validator(schema) for name, schema in schemas.items()}


def schema_problems(document: Document, validators: Validators) -> Iterator[Problem]:
    """Every place where the document departs from its schema, with the known good values."""
    for error in validators[document.schema].iter_errors(document.value):
        yield from _problems(document, error)


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    schema, wanted, value = _parts(error)
    match error.validator:
        case "additionalProperties":
            known = list(schema.get("properties", ()))
            for key in sorted(set(value) - set(known)):
                hint = did_you_mean(key, known)
                yield document.problem((*path, key), "unknown-key", f"unknown key {key!r}", hint)
        case "required":
            for key in wanted:
                if key not in value:
                    yield document.problem(path, "missing-key", f"the key {key!r} is missing")
        case "enum":
            known = [str(item) for item in wanted]
            message = f"{_short(value)} is not one of the known values"
            hint = did_you_mean(str(value), known)
            yield document.problem(path, "unknown-value", message, hint)
        case "not":  # {"not": {}}: a key that belongs to another kind of entry or claim
            message = f"{path[-1]!r} does not belong here"
            yield document.problem(path, "unknown-key", message, "remove the key")
        case _:
            yield document.problem(path, *_other(error))


def _other(error: ValidationError) -> tuple[str, str, str]:
    """Code, message and hint of the simple kinds of error."""
    schema, wanted, value = _parts(error)
    shown, hint = _short(value), str(schema.get("description", ""))
    match error.validator:
        case "type":
            quote = "; quote it" if wanted == "string" and not _nested(value) else ""
            return "wrong-type", f"{shown} is not {TYPES[wanted]}{quote}", hint
        case "pattern":
            return "wrong-form", f"{shown} does not have the form {wanted}", hint
        case "minLength" | "minItems":
            return "too-short", f"{shown} needs at least {wanted}", hint
        case "maxLength":
            return "too-long", f"the text has {len(value)} characters", f"at most {wanted}"
        case "uniqueItems":
            return "repeated-item", f"{shown} repeats an item", "keep one"
        case "oneOf":
            keys = " or ".join(key for branch in wanted for key in branch["required"])
            return "one-of", f"exactly one of {keys} is needed", hint
        case _:
            return "schema", error.message[:200], hint


def _parts(error: ValidationError) -> tuple[dict[str, Any], Any, Any]:
    """The schema that was broken, the keyword's value there, and the value in the document."""
    schema = error.schema if isinstance(error.schema, dict) else {}
    return schema, error.validator_value, error.instance


def _nested(value: object) -> bool:
    return isinstance(value, list | dict)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
