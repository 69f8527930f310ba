"""The released states of the mapping, kept permanent below `data/releases/<version>/`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.versions import Change, compare, narrowings, too_small

FOLDER = "releases"
"""Where released files lie below the data folder; the site has them at `data/<version>/`."""

MAPPING, SCHEMA = "mapping.json", "mapping.schema.json"

Record = Mapping[str, Any]


class ReleaseError(Exception):
    """A released file cannot be read, or a release may not be made; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """One released data version: its `mapping.json` and the schema that it follows."""

    version: str
    text: str
    record: Record
    schema: Record


def read_releases(data: Path) -> tuple[Released, ...]:
    """Every released version of a data folder, oldest first.

    Raises `ReleaseError` when a file cannot be read or names another version.
    """
    releases = []
    for folder in (data / FOLDER).glob("[!.]*"):
        text, record = _read(folder / MAPPING)
        if record.get("data_version") != folder.name:
            raise ReleaseError(f"{folder / MAPPING}: its data_version is not {folder.name}")
        schema = _read(folder / SCHEMA)[1]
        releases.append(Released(version=folder.name, text=text, record=record, schema=schema))
    return tuple(sorted(releases, key=lambda item: _number(item.version)))


def read_record(path: Path) -> Record:
    """A `mapping.json`; raises `ReleaseError` when it is none."""
    record = _read(path)[1]
    if not isinstance(record.get("entries"), list) or "data_version" not in record:
        raise ReleaseError(f"{path}: this is not a mapping.json: it has no entries or data_version")
    return record


def forbidden(released: Sequence[Released], record: Record, schema: Record) -> tuple[Change, ...]:
    """What the version of `record` does not allow to change since the last released one."""
    if not released:
        return ()
    last = released[-1]
    return too_small(compare(last.record, record), narrowings(last.schema, schema))


def freeze(data: Path, version: str, files: Mapping[str, str]) -> Path:
    """Keeps mapping and schema of a new release; returns their folder.

    Raises `ReleaseError` when that version was released before or cannot be written.
    """
    folder = data / FOLDER / version
    if folder.exists():
        raise ReleaseError(f"{version} is released already; a released version never changes")
    try:
        part = folder.with_name(f".{version}.part")
        part.mkdir(parents=True)
        for name in (MAPPING, SCHEMA):
            (part / name).write_text(files[name], encoding="utf-8", newline="")
        part.replace(folder)
    except OSError as error:
        raise ReleaseError(f"{folder}: {error.strerror or error}") from None
    return folder


def _number(version: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in version.split("."))
    except ValueError:
        raise ReleaseError(f"{FOLDER}/{version}: no version; write it as 1.2.3") from None


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a JSON file and the object in it."""
    try:
        text = path.read_text(encoding="utf-8")
        value = json.loads(text)
    except OSError as error:
        raise ReleaseError(f"{path}: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise ReleaseError(f"{path}: not JSON: {error}") from None
    if not isinstance(value, dict):
        raise ReleaseError(f"{path}: not a JSON object")
    return text, value
