"""The patterns of the schemas mean what JSON Schema says: ECMA-262 with the flag `u`.

Editors and other people's validators compile them so, and refuse an escape that means nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browsing import visit

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = [
    *sorted((ROOT / "data" / "schema").glob("*.schema.json")),
    ROOT / "templates" / "exports" / "mapping.schema.json",
]
COMPILE = """(patterns) => patterns.flatMap((pattern) => {
  try {
    new RegExp(pattern, "u");
    return [];
  } catch (error) {
    return [`${pattern}: ${error.message}`];
  }
})"""


def patterns(value: Any) -> Iterator[str]:
    """Every pattern in a schema."""
    if isinstance(value, dict):
        if isinstance(value.get("pattern"), str):
            yield value["pattern"]
        yield from value.get("patternProperties", {})
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in items:
        yield from patterns(item)


def test_every_pattern_compiles_in_unicode_mode(browser: Browser) -> None:
    """The list is not empty, and a pattern with an escape for no reason is refused."""
    found = {
        f"{path.name}: {pattern}": pattern
        for path in SCHEMAS
        for pattern in patterns(json.loads(path.read_text(encoding="utf-8")))
    }
    assert len(found) > 40
    with visit(browser) as page:
        assert page.evaluate(COMPILE, [r"\""]) != []
        assert page.evaluate(COMPILE, sorted(found.values())) == []
