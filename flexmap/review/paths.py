"""Paths as tools of a checkout want them: from the current folder on."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path, PurePath


def in_checkout(path: str) -> str:
    """A whole path below the current folder, from there on; any other path as it is.

    Code hosts and editors show no finding at a path that only this machine has.
    """
    if not PurePath(path).is_absolute():
        return path
    return _in_folder(path, os.fspath(Path.cwd()))


@lru_cache(maxsize=64)
def _in_folder(path: str, current: str) -> str:
    """The path from the current folder on; a file has many findings, which come together."""
    folder, name = os.path.split(path)
    here = os.path.realpath(current).rstrip(os.sep) + os.sep
    real = os.path.realpath(folder).rstrip(os.sep) + os.sep + name
    return real.removeprefix(here).replace(os.sep, "/") if real.startswith(here) else path
