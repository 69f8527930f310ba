"""Puts a finished folder into the place of an earlier one."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
"""Constants of Linux: paths count from the working folder, and both names change their folder."""


def swap(folder: Path, place: Path, aside: Path) -> None:
    """Moves `folder` to `place`, and deletes the folder that was there.

    On Linux that is one step, so that at every moment one of the two is at `place`. Elsewhere,
    and on file systems that cannot, it is two: for an instant the earlier folder is at `aside`,
    from where anyone who finds it can put it back. Raises OSError, and then nothing has changed.
    """
    if not place.exists():
        folder.rename(place)
    elif _exchanged(folder, place):
        shutil.rmtree(folder, ignore_errors=True)
    else:
        place.rename(aside)
        try:
            folder.rename(place)
        except OSError:
            aside.rename(place)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Lets the folders change their names in one step; False when the system cannot."""
    try:
        rename = ctypes.CDLL(None).renameat2  # Python has no function of its own for it
    except (OSError, TypeError, AttributeError):
        return False
    rename.argtypes = (
        ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint,
    )  # fmt: skip
    names = os.fsencode(one), os.fsencode(other)
    done: int = rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    return done == 0
