"""The format of `mapping.json` takes a minor step when keys are added since the last release."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from generator.site.materials import published_schema

ROOT = Path(__file__).parent.parent


def numbers(version: str) -> tuple[int, ...]:
    """A version as numbers that compare."""
    return tuple(map(int, version.split(".")))


def keys(schema: dict[str, Any]) -> set[tuple[str, str]]:
    """Every key by the definition that it is in; "" is the document itself."""
    parts = {"": schema, **schema["$defs"]}
    return {(name, key) for name, part in parts.items() for key in part.get("properties", ())}


def test_a_new_key_has_a_new_minor_format() -> None:
    """A tool that reads `format` knows which keys it can ask for."""
    release = yaml.safe_load((ROOT / "data" / "release.yml").read_text(encoding="utf-8"))
    earlier = [
        path
        for path in (ROOT / "data" / "releases").iterdir()
        if numbers(path.name) < numbers(release["data_version"])
    ]
    last = max(earlier, key=lambda path: numbers(path.name))
    released = json.loads((last / "mapping.json").read_text(encoding="utf-8"))["format"]
    schema = json.loads((last / "mapping.schema.json").read_text(encoding="utf-8"))
    added = keys(json.loads(published_schema())) - keys(schema)
    assert not added or numbers(release["format"]) > numbers(released), sorted(added)
