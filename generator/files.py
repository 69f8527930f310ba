"""Reads the data folder: the only module that opens authored files."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.problems import Place, Problem
from generator.yaml_text import MAX_BYTES


def list_files(data: Path) -> list[str] | Problem:
    """Paths of the YAML files below the data folder, sorted, or why it cannot be listed."""
    if not data.is_dir():
        return _problem(data.name, "no-data-folder", f"{data} is not a folder", "give --data DIR")
    singles = [path.name for path in data.glob("*.yml")]
    entries = [f"entries/{path.name}" for path in data.glob("entries/*.yml")]
    return sorted(singles) + sorted(entries)


def read_file(data: Path, name: str) -> bytes | Problem:
    """The file's bytes, or why it is not read; one byte over the limit shows its size."""
    path, shown = data / name, f"{data.name}/{name}"
    root = data.resolve()
    if not path.resolve().is_relative_to(root):
        return _problem(shown, "outside-folder", "the link leads out of the data folder", "copy it")
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return _problem(shown, "not-a-file", "this is not a regular file", "remove it")
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        return _problem(shown, "unreadable", error.strerror or str(error), "check its permissions")


def _problem(path: str, code: str, message: str, hint: str) -> Problem:
    return Problem(place=Place(path=path), code=code, message=message, hint=hint, fatal=True)
