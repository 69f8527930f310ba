"""Where the site is published and its source kept, as mkdocs.yml says."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.site.folder import SiteError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Addresses that end in a slash, except `branch`, the way to a file below the repository."""

    site: str
    repository: str
    branch: str


def read_settings(config: Path) -> Settings:
    """The settings; the environment's variables that the file names take precedence.

    Raises SiteError when the file cannot be read or is not YAML.
    """
    try:
        text = config.read_text(encoding="utf-8")
        values = yaml.load(text, _Loader)  # nosec B506 # a SafeLoader
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SiteError(f"{config} cannot be read: {error}") from error
    if not isinstance(values, dict):
        raise SiteError(f"{config} has no settings; write `site_name: …` and what MkDocs needs")
    return Settings(
        site=_slash(values.get("site_url")),
        repository=_slash(values.get("repo_url")),
        branch=_slash(values.get("edit_uri")).removesuffix("docs/"),
    )


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # either
    """Reads what MkDocs reads, with `!ENV` and without what other tags would run."""


def _environment(loader: _Loader, node: yaml.Node) -> Any:
    """`!ENV [NAME, …, default]`: the first variable that is set, else the default."""
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(node.value))
    *names, default = loader.construct_sequence(node)
    values = (os.environ[name] for name in names if name in os.environ)
    return next(values, default)


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", lambda *_: None)


def _slash(address: object) -> str:
    return f"{str(address).rstrip('/')}/" if address else ""
