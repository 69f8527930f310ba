"""Renders the mapping: every page and export as text by its path."""

from __future__ import annotations

from pathlib import Path

from generator.exports import exports
from generator.model import Mapping
from generator.pages import RuleText, environment, pages
from generator.rules import RULES

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def render(mapping: Mapping) -> dict[str, str]:
    """Every generated file by its path below `docs/`; raises `PublishedError`."""
    schema = (TEMPLATES / "exports" / "mapping.schema.json").read_text(encoding="utf-8")
    rules = [RuleText(code=rule.code, reason=rule.reason) for rule in RULES]
    made = pages(mapping, rules, environment(TEMPLATES / "pages"))
    return {**made, **exports(mapping, schema)}
