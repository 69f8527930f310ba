"""Writes files into a folder: only what changed, all or nothing as far as a disk allows.

Everything new is first written in full to a folder next to its target: a full disk, or a kill
before the last step, changes nothing, and the next run finishes what a kill has left.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MARK = "mapping.json"
"""A file of every render: a folder that has it was written by an earlier one."""

STAGING = ".writing-"


class WriteError(Exception):
    """The files could not be written; what was there before still is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Paths, relative to the folder, that were changed and removed."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]


def write_files(out: Path, files: Mapping[str, str]) -> Written:
    """Writes rendered files, and removes what is stale in the folders that they make.

    Other files and folders in `out` stay. Raises `WriteError` when the disk refuses, or when
    a file would replace one that no earlier render has written.
    """
    if not (out / MARK).is_file():
        _refuse_foreign(out, files)
    ours = {_top(path) for path in files}
    stale = {path for path in _files(out) if _top(path) in ours and path not in files}
    return _write(out, {path: text.encode() for path, text in files.items()}, stale)


def assemble(written: Path, out: Path, files: Mapping[str, str]) -> Written:
    """Makes `out` hold the hand-written pages of a folder next to rendered files, and no other.

    Raises `WriteError` when the disk refuses, or when a hand-written file has the name of a
    rendered one.
    """
    by_hand = {path: _content(written / path) for path in _files(written)}
    twice = sorted(by_hand.keys() & files.keys())
    if twice:
        raise WriteError(
            f"{written} has files that are generated: {_some(twice)}; delete them (versions up to "
            f"1.1.0 wrote there, and `git clean -fdx {written.name}` removes all not in git)"
        )
    whole = by_hand | {path: text.encode() for path, text in files.items()}
    return _write(out, whole, {path for path in _files(out) if path not in whole})


def _write(out: Path, files: Mapping[str, bytes], stale: Iterable[str]) -> Written:
    changed = sorted(path for path, content in files.items() if _differs(out / path, content))
    removed = sorted(stale)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for left in out.glob(f"{STAGING}*"):  # by a run that was killed
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(prefix=STAGING, dir=out) as staging:
            staged = _stage(Path(staging), {path: files[path] for path in changed})
            for path in removed:
                _remove(out, path)
            _move(staged, out)
    except OSError as error:
        where = error.filename or out
        raise WriteError(f"cannot write {where}: {error.strerror or error}") from error
    return Written(changed=tuple(changed), removed=tuple(removed))


def _files(folder: Path) -> list[str]:
    """The files below a folder that a site can have; hidden ones are not part of it."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return [p.as_posix() for p in paths if not any(part.startswith(".") for part in p.parts)]


def _top(path: str) -> str:
    return PurePosixPath(path).parts[0]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WriteError(f"cannot read {path}: {error.strerror or error}") from error


def _differs(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() != content
    except OSError:
        return True


def _refuse_foreign(out: Path, paths: Iterable[str]) -> None:
    foreign = sorted(path for path in paths if (out / path).is_file())
    if foreign:
        raise WriteError(
            f"{out} has files of these names that were not generated: {_some(foreign)}; "
            "move them, or choose another folder"
        )


def _some(paths: list[str]) -> str:
    more = f" and {len(paths) - 5} more" if len(paths) > 5 else ""
    return ", ".join(paths[:5]) + more


def _stage(staging: Path, files: Mapping[str, bytes]) -> dict[str, Path]:
    """Writes the files into one folder under numbers; returns the temporary file of each path."""
    waiting = {}
    for number, path in enumerate(sorted(files, key=lambda path: (path != MARK, path))):
        waiting[path] = staging / str(number)
        waiting[path].write_bytes(files[path])
    return waiting


def _move(waiting: Mapping[str, Path], out: Path) -> None:
    folders: set[Path] = set()
    for path, file in waiting.items():
        target = out / path
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        file.replace(target)


def _remove(out: Path, path: str) -> None:
    """Removes a stale file and the folders that it leaves empty."""
    (out / path).unlink()
    for parent in PurePosixPath(path).parents[:-1]:
        try:
            (out / parent).rmdir()
        except OSError:
            return
