"""Renders the mapping: every page and export as text by its path."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Sequence
from pathlib import Path

import jinja2
import yaml

from generator.browser import PATH as CHECKER
from generator.browser import bundle
from generator.exports import OPENSEARCH, export_files, history, mapping_record, opensearch
from generator.pages.hosting import Hosting, hosting_files
from generator.reference import Reference
from generator.pages import RuleText, environment, pages, search_index
from generator.versions.releases import Released
from generator.rules import RULES
from generator.site.settings import read_settings

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


SCHEMA = "mapping.schema.json"
_ID = re.compile(r'"\$id": "[^"]*"')

EXAMPLES = (".py", ".jq", ".ps1")
"""The languages of the examples, by the ending of their files."""


class RenderError(Exception):
    """A template is faulty; the message says which, where and why."""


def published_schema(address: str = "") -> str:
    """The JSON Schema of `mapping.json`, named after the site's address, which ends in a slash.

    `$id` has to be an address for those who make types from the schema or bundle it with
    others. Without one of the site it stays that of the file, which `mkdocs.yml` gives to the
    published site: a name has to be the same everywhere, and need not lead anywhere.
    """
    text = (TEMPLATES / "exports" / SCHEMA).read_text(encoding="utf-8")
    named = json.dumps(f"{address}{SCHEMA}")
    return _ID.sub(lambda _: f'"$id": {named}', text, count=1) if address else text


def inline_scripts() -> tuple[str, ...]:
    """The text of each script that stands in the theme's pages, as their policy names it.

    A template engine drops the line break at the end of an included file.
    """
    folder = TEMPLATES / "theme" / "partials" / "inline"
    paths = sorted(folder.glob("*.html"))
    return tuple(path.read_text(encoding="utf-8").removesuffix("\n") for path in paths)


def examples() -> dict[str, str]:
    """The examples of using the data by their path in the site."""
    folder = TEMPLATES / "pages" / "examples"
    paths = sorted(path for path in folder.iterdir() if path.suffix in EXAMPLES)
    return {f"examples/{path.name}": path.read_text(encoding="utf-8") for path in paths}


def render(
    mapping: Reference, released: Sequence[Released] = (), address: str = ""
) -> dict[str, str]:
    """Every generated file by its path below `docs/`; raises `PublishedError` or `RenderError`.

    `released` are the earlier data versions, from which the changes are told; `address` is
    where the site is published, for what needs a whole address.
    """
    hosting = Hosting(address=address, scripts=inline_scripts())
    record = mapping_record(mapping)
    diffs = history(record, released)
    rules = [RuleText(code=rule.code, reason=rule.reason) for rule in RULES]
    try:
        settings = read_settings()
    except (OSError, yaml.YAMLError) as error:
        raise RenderError(f"mkdocs.yml cannot be read: {error}") from error
    try:
        checker = bundle()
    except OSError as error:
        raise RenderError(f"{error.filename}: {error.strerror}") from error
    try:
        made = pages(
            mapping,
            rules,
            environment(TEMPLATES / "pages"),
            settings.site,
            settings.repository,
            settings.branch,
            diffs=diffs,
            hosting=hosting,
        )
    except jinja2.TemplateError as error:
        raise RenderError(_place(error)) from error
    found = search_index(mapping, made)
    beside = {**examples(), **hosting_files(hosting), CHECKER: checker}
    if address:
        beside[OPENSEARCH] = opensearch(address)
    exported = export_files(mapping, published_schema(address), released, record, diffs)
    return {**made, **found, **exported, **beside}


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
