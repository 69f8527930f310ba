"""Renders the mapping: every page and export as text by its path."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

import jinja2
import yaml

from generator.exports import exports
from generator.model import Mapping
from generator.pages import RuleText, environment, pages
from generator.releases import Released
from generator.rules import RULES
from generator.site_settings import read_settings

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


class RenderError(Exception):
    """A template is faulty; the message says which, where and why."""


def published_schema() -> str:
    """The JSON Schema of `mapping.json`, which is published beside it."""
    return (TEMPLATES / "exports" / "mapping.schema.json").read_text(encoding="utf-8")


def render(mapping: Mapping, released: Sequence[Released] = ()) -> dict[str, str]:
    """Every generated file by its path below `docs/`; raises `PublishedError` or `RenderError`.

    `released` are the earlier data versions, from which the changes are told.
    """
    rules = [RuleText(code=rule.code, reason=rule.reason) for rule in RULES]
    try:
        settings = read_settings()
    except (OSError, yaml.YAMLError) as error:
        raise RenderError(f"mkdocs.yml cannot be read: {error}") from error
    try:
        made = pages(
            mapping,
            rules,
            environment(TEMPLATES / "pages"),
            settings.site,
            settings.repository,
            settings.branch,
        )
    except jinja2.TemplateError as error:
        raise RenderError(_place(error)) from error
    return {**made, **exports(mapping, published_schema(), released)}


def _place(error: jinja2.TemplateError) -> str:
    """`file:line: what`; a value that is missing shows its place only in the traceback."""
    what = error.message or type(error).__name__
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        return f"{_shown(error.filename)}:{error.lineno}: {what}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    return f"{_shown(frames[-1].filename)}:{frames[-1].lineno}: {what}" if frames else what


def _shown(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(TEMPLATES.parent)) if path.is_absolute() else filename
