"""Holds the JSON against the schema that is published beside it."""

from __future__ import annotations

import json
from typing import Any

from jsonschema_rs import Draft202012Validator


class PublishedError(Exception):
    """The export departs from its published schema: the tool is at fault, not the data."""


def check_published(record: dict[str, Any], published_schema: str) -> None:
    """Returns nothing when all is well; raises `PublishedError` naming the first ten faults."""
    validator = Draft202012Validator(json.loads(published_schema))
    if validator.is_valid(record):
        return
    faults = sorted(
        f"{'/'.join(map(str, error.instance_path))}: {error.message[:200]}"
        for error in validator.iter_errors(record)
    )
    listed = "\n  ".join(faults[:10])
    raise PublishedError(f"mapping.json departs from mapping.schema.json:\n  {listed}")
