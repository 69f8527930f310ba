"""Checks documents against the JSON Schemas of the authored files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from generator.documents import Document
from generator.problems import Problem, did_you_mean

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
    match error.validator:
        case "additionalProperties":
            known = list(error.schema.get("properties", ()))
            for key in sorted(set(error.instance) - set(known)):
                hint = did_you_mean(key, known)
                yield document.problem((*path, key), "unknown-key", f"unknown key {key!r}", hint)
        case "required":
            for key in error.validator_value:
                if key not in error.instance:
                    yield document.problem(path, "missing-key", f"the key {key!r} is missing")
        case "enum":
            known = [str(value) for value in error.validator_value]
            message = f"{_short(error.instance)} is not one of the known values"
            hint = did_you_mean(str(error.instance), known)
            yield document.problem(path, "unknown-value", message, hint)
        case None:
            message = f"{path[-1]!r} does not belong here" if path else "nothing belongs here"
            yield document.problem(path, "unknown-key", message, "remove the key")
        case _:
            yield document.problem(path, *_other(error))


def _other(error: ValidationError) -> tuple[str, str, str]:
    """Code, message and hint of the simple kinds of error."""
    shown, wanted = _short(error.instance), error.validator_value
    hint = str(error.schema.get("description", ""))
    match error.validator:
        case "type":
            quote = "; quote it" if wanted == "string" and not _nested(error.instance) else ""
            return "wrong-type", f"{shown} is not of type {wanted}{quote}", hint
        case "pattern":
            return "wrong-form", f"{shown} does not have the form {wanted}", hint
        case "minLength" | "minItems":
            return "too-short", f"{shown} needs at least {wanted}", hint
        case "maxLength":
            return "too-long", f"the text has {len(error.instance)} characters", f"at most {wanted}"
        case "uniqueItems":
            return "repeated-item", f"{shown} repeats an item", "keep one"
        case "oneOf":
            keys = " or ".join(key for branch in wanted for key in branch["required"])
            return "one-of", f"exactly one of {keys} is needed", hint
        case _:
            return "schema", error.message[:200], hint


def _nested(value: object) -> bool:
    return isinstance(value, list | dict)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
