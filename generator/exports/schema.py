"""Holds the JSON against the schema that is published next to it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError, ValidationErrorKind


class PublishedError(Exception):
    """The export departs from its published schema: the tool is at fault, not the data."""


def check_published(record: dict[str, Any], published_schema: str) -> None:
    """Returns nothing when all is well; raises `PublishedError` naming the first ten faults."""
    validator = Draft202012Validator(json.loads(published_schema))
    if validator.is_valid(record):
        return
    faults = sorted(
        f"{'/'.join(map(str, fault.instance_path))}: {fault.message[:200]}"
        for error in validator.iter_errors(record)
        for fault in _faults(error)
    )
    listed = "\n  ".join(faults[:10])
    raise PublishedError(f"mapping.json departs from mapping.schema.json:\n  {listed}")


def _faults(error: ValidationError) -> Iterable[ValidationError]:
    """What is wrong; in a record of several kinds, what is wrong with one of its kind."""
    if isinstance(error.kind, ValidationErrorKind.AnyOf):
        for branch in error.kind.context:
            if not any(isinstance(one.kind, ValidationErrorKind.Constant) for one in branch):
                return branch
    return [error]
