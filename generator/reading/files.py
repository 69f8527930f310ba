"""Reads the data folder and the tool's own schemas: the only module that opens them."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.reading.documents import BY_HAND, PACKAGE_FILES, SURFACES
from generator.reading.problems import Place, Problem
from generator.reading.yaml_text import MAX_BYTES

AUTHORED = ("", "entries", "observations")
"""The folders below `data/` whose files people write; the rest is collected or schema."""

COLLECTED = (
    *(f"surface/{name}.yml" for name in (*SURFACES, *BY_HAND)),
    *(f"surface/{stem}@*.yml" for stem in PACKAGE_FILES),
)
"""The collected files that entries are checked against, as patterns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The bytes of every file that is checked by its path, and what could not be read.

    Paths begin with the data folder's name, as problems show them. A file of more than
    `MAX_BYTES` is cut one byte above, which is enough to tell that it is too large.
    """

    name: str
    contents: dict[str, bytes]
    problems: tuple[Problem, ...]


def read_folder(data: Path) -> Folder:
    """Every authored file and the collected ones that rules need.

    A missing folder is a problem, never an error.
    """
    name = data.resolve().name
    if not data.is_dir():
        hint = "give the folder that holds entries/ and categories.yml"
        problem = _problem(str(data), "no-data-folder", "there is no such folder", hint)
        return Folder(name=name, contents={}, problems=(problem,))
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in _paths(data):
        shown = f"{name}/{path.relative_to(data).as_posix()}"
        read = _read(data, path, shown)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            contents[shown] = read
    return Folder(name=name, contents=contents, problems=tuple(problems))


def read_json(path: Path) -> Any:
    """The value of one of the tool's own JSON files; raises `OSError` or `ValueError`."""
    return json.loads(path.read_text(encoding="utf-8"))


def _paths(data: Path) -> Iterator[Path]:
    for folder in AUTHORED:
        try:
            paths = sorted((data / folder).iterdir())
        except OSError:
            continue
        yield from (path for path in paths if path.name[0] != "." and not path.is_dir())
    for pattern in COLLECTED:
        yield from sorted(path for path in data.glob(pattern) if path.is_file())


def _read(data: Path, path: Path, shown: str) -> bytes | Problem:
    """The file's bytes; opened without waiting, so that a pipe in the folder cannot hang us."""
    try:
        linked = path.is_symlink() or path.parent.is_symlink()
        if linked and not path.resolve().is_relative_to(data.resolve()):
            hint = "put a copy of the file here"
            return _problem(shown, "outside-folder", "the link leads out of the data folder", hint)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return _problem(shown, "not-a-file", "this is not a regular file", "remove it")
            return file.read(MAX_BYTES + 1)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return _problem(shown, "unreadable", reason, "check the file and its permissions")


def _problem(path: str, code: str, message: str, hint: str) -> Problem:
    return Problem(place=Place(path=path), code=code, message=message, hint=hint)
