"""Writes rendered files: only what changed, all or nothing as far as a disk allows.

A list of what was written (`.generated`) lies beside the files, so that what is stale can
be told from what people wrote by hand. Everything new is first written in full to a folder
beside its target: a full disk or a kill before the last step changes nothing.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

LIST = ".generated"
STAGING = ".writing-"


class WriteError(Exception):
    """The files could not be written; what was there before still is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Paths, relative to the folder, that were changed and removed."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]


def write_files(out: Path, files: Mapping[str, str]) -> Written:
    """Makes the folder hold exactly these generated files beside what is hand-written.

    Raises `WriteError` when the disk refuses, or when a file would replace one that no
    earlier run has written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        for left in out.glob(f"{STAGING}*"):  # by a run that was killed
            shutil.rmtree(left)
        earlier = _listed(out)
        changed = sorted(path for path, text in files.items() if _differs(out / path, text))
        _refuse_foreign(out, [path for path in changed if path not in earlier])
        stale = sorted(path for path in earlier - set(files) if (out / path).is_file())
        with tempfile.TemporaryDirectory(prefix=STAGING, dir=out) as staging:
            during, after = _listing(earlier | set(files)), _listing(set(files))
            staged = _stage(Path(staging), {path: files[path] for path in changed})
            _move(_stage(Path(staging), {LIST: during}, "during-"), out)
            for path in stale:
                _remove(out, path)
            _move(staged, out)
            _move(_stage(Path(staging), {LIST: after}, "after-"), out)
    except OSError as error:
        where = error.filename or out
        raise WriteError(f"cannot write {where}: {error.strerror or error}") from error
    return Written(changed=tuple(changed), removed=tuple(stale))


def _listed(out: Path) -> set[str]:
    """What an earlier run wrote; lines that would lead out of the folder do not count."""
    try:
        lines = (out / LIST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return set()
    return {line for line in lines if _inside(line)}


def _inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts


def _differs(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() != text.encode()
    except OSError:
        return True


def _refuse_foreign(out: Path, paths: Iterable[str]) -> None:
    foreign = [path for path in paths if (out / path).is_file()]
    if foreign:
        listed = ", ".join(foreign[:5])
        raise WriteError(
            f"{out} has files of these names that were not generated: {listed}; "
            "move them, or choose another folder"
        )


def _listing(paths: Iterable[str]) -> str:
    return "".join(f"{path}\n" for path in sorted(paths))


def _stage(staging: Path, files: Mapping[str, str], prefix: str = "") -> dict[str, Path]:
    """Writes the files under numbers, which need no folders; returns where each one waits."""
    waiting = {}
    for number, (path, text) in enumerate(files.items()):
        waiting[path] = staging / f"{prefix}{number}"
        waiting[path].write_bytes(text.encode())
    return waiting


def _move(waiting: Mapping[str, Path], out: Path) -> None:
    made: set[Path] = set()
    for path, file in waiting.items():
        target = out / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        file.replace(target)


def _remove(out: Path, path: str) -> None:
    """Removes a stale file and the folders that it leaves empty."""
    (out / path).unlink()
    for parent in PurePosixPath(path).parents[:-1]:
        try:
            (out / parent).rmdir()
        except OSError:
            return
