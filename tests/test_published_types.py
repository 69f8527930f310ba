"""The published schema as others use it: by name, with words for every key, and to make types."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from generator.exports import mapping_record
from generator.site.materials import CONFIG, published_schema
from generator.site.settings import read_settings
from tests.sample_mapping import sample_mapping

ROOT = Path(__file__).parent.parent
SCHEMA: dict[str, Any] = json.loads(published_schema())


def properties(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every property of a schema with its path."""
    if isinstance(node, list):
        node = dict(enumerate(node))
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "properties":
                yield from ((f"{path}/{key}", item) for key, item in value.items())
            yield from properties(value, f"{path}/{name}")


def test_every_property_says_what_it_is() -> None:
    """It becomes the comment of a field, and what an editor shows."""
    found = dict(properties(SCHEMA))
    assert len(found) > 150
    assert [path for path, value in found.items() if not value.get("description")] == []


def test_the_name_of_the_schema_is_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the site; without one, the one that mkdocs.yml gives to the published site."""
    monkeypatch.delenv("FLEXMAP_SITE_URL", raising=False)
    assert SCHEMA["$id"] == f"{read_settings(CONFIG).site}mapping.schema.json"
    text = published_schema("https://docs.example/vmss/")
    assert json.loads(text) == SCHEMA | {"$id": "https://docs.example/vmss/mapping.schema.json"}


def test_a_constant_kind_tells_the_entries_apart() -> None:
    """`anyOf` and no `if`: generators of types pass over conditions."""
    names = [
        one["$ref"].rpartition("/")[2] for one in SCHEMA["properties"]["entries"]["items"]["anyOf"]
    ]
    kinds = [SCHEMA["$defs"][name]["properties"]["kind"]["const"] for name in names]
    assert kinds == ["operation", "concept", "property", "moved"]
    assert '"if"' not in published_schema()


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_earlier_releases_follow_the_schema(version: str) -> None:
    """A tool that was made from it reads them too."""
    text = (ROOT / "data" / "releases" / version / "mapping.json").read_text(encoding="utf-8")
    assert not [str(e)[:300] for e in Draft202012Validator(SCHEMA).iter_errors(json.loads(text))]


def test_types_made_from_the_schema_are_those_of_the_entries(tmp_path: Path) -> None:
    """datamodel-code-generator: a class a kind, in which what the kind has is not optional."""
    schema, made = tmp_path / "mapping.schema.json", tmp_path / "flexmap_types.py"
    schema.write_text(published_schema(), encoding="utf-8")
    command = [
        *(sys.executable, "-m", "datamodel_code_generator", "--formatters", "builtin"),
        *("--input", str(schema), "--input-file-type", "jsonschema", "--output", str(made)),
        *("--output-model-type", "pydantic_v2.BaseModel", "--target-python-version", "3.11"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Any" not in made.read_text(encoding="utf-8")
    spec = importlib.util.spec_from_file_location("flexmap_types", made)
    assert spec is not None
    assert spec.loader is not None
    types = importlib.util.module_from_spec(spec)
    sys.modules["flexmap_types"] = types  # where pydantic looks names up
    try:
        spec.loader.exec_module(types)
        mapping = types.FlexmapMapping.model_validate(mapping_record(sample_mapping()))
    finally:
        del sys.modules["flexmap_types"]
    found = Counter(type(entry).__name__ for entry in mapping.entries)
    assert found == {"OperationEntry": 6, "ConceptEntry": 2, "PropertyEntry": 2, "Moved": 2}
    of_property = next(e for e in mapping.entries if e.kind == "property")
    assert of_property.uniform.property.path.startswith("properties.")
    assert of_property.flexible.write[0].client.value == "arm"
    assert types.OperationUniform.model_fields["operation"].is_required()
