"""Renders the mapping: every page and export as text by its path. Pure: it reads no file."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

import jinja2

from generator.browser import PATH as CHECKER
from generator.exports import OPENSEARCH, export_files, history, mapping_record, opensearch
from generator.pages import RuleText, pages, search_index
from generator.pages.hosting import Hosting, hosting_files
from generator.reference import Reference
from generator.rules import RULES
from generator.site.materials import ROOT, Materials
from generator.versions.releases import Released


class RenderError(Exception):
    """A template is faulty; the message says which, where and why."""


def render(
    mapping: Reference, materials: Materials, released: Sequence[Released] = ()
) -> dict[str, str]:
    """Every generated file by its path below `docs/`; raises `PublishedError` or `RenderError`.

    `released` are the earlier data versions, from which the changes are told.
    """
    settings = materials.settings
    hosting = Hosting(address=settings.site, scripts=materials.scripts)
    record = mapping_record(mapping)
    diffs = history(record, released)
    rules = [RuleText(code=rule.code, reason=rule.reason) for rule in RULES]
    try:
        rendered = pages(
            mapping,
            rules,
            materials.templates,
            settings.site,
            settings.repository,
            settings.branch,
            diffs=diffs,
            hosting=hosting,
            checker_bytes=materials.checker_bytes,
        )
    except jinja2.TemplateError as error:
        raise RenderError(_place(error)) from error
    index = search_index(mapping, rendered)
    beside = {**materials.examples, **hosting_files(hosting), CHECKER: materials.checker}
    if settings.site:
        beside[OPENSEARCH] = opensearch(settings.site)
    exported = export_files(mapping, materials.schema, released, record, diffs)
    return {**rendered, **index, **exported, **beside}


def _place(error: jinja2.TemplateError) -> str:
    """`file:line: what`; a value that is missing shows its place only in the traceback."""
    what = error.message or type(error).__name__
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        return f"{_shown(error.filename)}:{error.lineno}: {what}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    return f"{_shown(frames[-1].filename)}:{frames[-1].lineno}: {what}" if frames else what


def _shown(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else filename
