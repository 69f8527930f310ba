"""What pages and exports are made from next to the mapping, read from a checkout."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2

from generator.browser import bundle, counted_bytes
from generator.pages import environment
from generator.site.folder import SiteError
from generator.site.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parents[2]
"""The checkout that this runs in."""

CONFIG, TEMPLATES = ROOT / "mkdocs.yml", ROOT / "templates"
SCHEMA = "mapping.schema.json"
EXAMPLES = (".py", ".jq", ".ps1")
"""The languages of the examples, by the ending of their files."""

_ID = re.compile(r'"\$id": "[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """Where the site is published, and the texts that become part of it.

    `schema` is that of `mapping.json`, `scripts` are those inside the theme's pages, `examples`
    the examples of using the data by their path in the site, `checker` is what the page
    that checks code runs, and `checker_bytes` the size of what it counts while it loads.
    """

    settings: Settings
    templates: jinja2.Environment
    schema: str
    scripts: tuple[str, ...]
    examples: Mapping[str, str]
    checker: str
    checker_bytes: int


def read_materials(config: Path = CONFIG) -> Materials:
    """The materials of this checkout, published as `config` says.

    Raises SiteError for a file that cannot be read.
    """
    settings = read_settings(config)
    try:
        return Materials(
            settings=settings,
            templates=environment(TEMPLATES / "pages"),
            schema=published_schema(settings.site),
            scripts=inline_scripts(),
            examples=examples(),
            checker=bundle(),
            checker_bytes=counted_bytes(),
        )
    except OSError as error:
        raise SiteError(f"{error.filename}: {error.strerror}") from error


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
    """The text of each script that is in the theme's pages, as their policy names it.

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
