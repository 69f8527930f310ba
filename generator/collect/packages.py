"""Which released packages are read: `data/surface/packages.yml`, the one place with versions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from generator.reading.yaml_text import Parsed, Value, parse

Registry = Literal["pypi", "npm"]

_PURL = re.compile(r"pkg:(pypi|npm)/([^@?#]+)@([0-9][0-9A-Za-z.+-]*)")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEYS = {"purl", "file", "sha256", "integrity", "resources"}


class CollectError(Exception):
    """Collecting stopped and nothing was written; the message is for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One released package at one version, with the hash its file must have.

    `resources` chooses what is read of a package that describes far more than we need.
    """

    registry: Registry
    name: str
    version: str
    purl: str
    file: str
    sha256: str
    integrity: str = ""
    resources: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Name and version as people say them."""
        return f"{self.name} {self.version}"

    @property
    def origin(self) -> dict[str, str]:
        """What a collected file says first: which package it is read from."""
        return {"purl": self.purl, "version": self.version, "sha256": self.sha256}

    @property
    def surface_file(self) -> str:
        """The name of its file below `data/surface/`; a scope's slash becomes a dash."""
        return f"{self.surface_stem}@{self.version}.yml"

    @property
    def surface_stem(self) -> str:
        """The part of the file name that stays when the version changes."""
        return self.name.removeprefix("@").replace("/", "-")


def read_yaml(path: Path, purpose: str) -> tuple[str, Parsed]:
    """A file of ours as messages name it, and its value; raises `CollectError` with the place."""
    shown = f"{path.parent.name}/{path.name}"
    try:
        parsed = parse(shown, path.read_bytes())
    except OSError as error:
        raise CollectError(f"{shown}: {error.strerror}; {purpose}") from None
    if parsed.problems:
        first = parsed.problems[0]
        raise CollectError(f"{shown}:{first.place.line}: {first.message}")
    return shown, parsed


def read_packages(path: Path) -> tuple[Package, ...]:
    """The packages a listing names, in its order; raises `CollectError`."""
    shown, parsed = read_yaml(path, "it names the packages to read")
    listed = parsed.value.get("packages") if isinstance(parsed.value, dict) else None
    if not isinstance(listed, list) or not listed:
        raise CollectError(f"{shown}: a list `packages` is missing")
    return tuple(_package(shown, number, value) for number, value in enumerate(listed, 1))


def _package(shown: str, number: int, value: Value) -> Package:
    place = f"{shown}: package {number}"
    if not isinstance(value, dict) or not _KEYS >= set(value) >= {"purl", "file", "sha256"}:
        raise CollectError(f"{place}: needs purl, file and sha256 (npm: integrity too)")
    texts = {key: str(text) for key, text in value.items() if key != "resources"}
    resources = value.get("resources", [])
    if not isinstance(resources, list) or not all(isinstance(item, str) for item in resources):
        raise CollectError(f"{place}: resources is not a list of names")
    match = _PURL.fullmatch(texts["purl"])
    if not match:
        raise CollectError(f"{place}: purl is not pkg:pypi/NAME@VERSION or pkg:npm/NAME@VERSION")
    if not _SHA256.fullmatch(texts["sha256"]):
        raise CollectError(f"{place}: sha256 is not 64 hexadecimal digits")
    version = match[3]
    if version not in texts["file"] or Path(texts["file"]).name != texts["file"]:
        raise CollectError(f"{place}: file {texts['file']!r} is not that of version {version}")
    return Package(
        registry="pypi" if match[1] == "pypi" else "npm",
        name=unquote(match[2]),
        version=version,
        purl=texts["purl"],
        file=texts["file"],
        sha256=texts["sha256"],
        integrity=texts.get("integrity", ""),
        resources=tuple(map(str, resources)),
    )
