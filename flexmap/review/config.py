"""The configuration `.flexmap.toml`: what it may say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from flexmap.failure import Failure
from flexmap.values import dataclass

CONFIG = ".flexmap.toml"
LARGEST = 1_000_000
"""Bytes that the file may have."""


class ConfigError(Failure):
    """The configuration cannot be used.

    `problems` says where, why and what is allowed, one line each, by place.
    """

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """Findings of these references are known; from a comment it covers its line and the next.

    `paths` are patterns as in `.gitignore`, empty for a comment. `until` is the last day
    on which it counts.
    """

    refs: frozenset[str]
    reason: str
    path: str
    line: int
    paths: tuple[str, ...] = ()
    until: date | None = None

    @property
    def shown(self) -> str:
        """Where the ignore is, and what it is for."""
        refs = ", ".join(sorted(self.refs)) or "every reference"
        return f"{self.path}:{self.line}: ignore of {refs}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What `.flexmap.toml` says."""

    ignores: tuple[Ignore, ...] = ()
    exclude: tuple[str, ...] = ()
    site: str = ""


def read_config(path: Path) -> Config:
    """The configuration in a file; raises `ConfigError` with every problem and its place."""
    from flexmap.review import config_file  # here, since most folders have no such file

    return config_file.read_config(path)


def site_address(text: str) -> str:
    """The address in front of the entries' own, as it is given; nothing stays nothing.

    Raises `ValueError` with a sentence when it is not an address of a site.
    """
    from flexmap.review import config_file

    return config_file.site_address(text)
