"""The repositories of a report: which folders they are, and the review of each.

Each is reviewed as `flexmap review .` in it would do it: with its own configuration, and with
paths from its root on.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from flexmap.failure import Failure
from flexmap.mapping import Mapping
from flexmap.overview.items import Item, items
from flexmap.overview.owners import owners_in
from flexmap.review.config import CONFIG, Config, read_config
from flexmap.review.run import NothingToLookAt, Settings, review
from flexmap.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A repository to look at: its name in the report, and where it is."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """What a review of one repository found; `problem` says why there is none."""

    name: str
    files: int = 0
    ignored: int = 0
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""


def folders(paths: Sequence[str]) -> tuple[Folder, ...]:
    """The repositories at the paths, each once, sorted by name.

    A folder without `.git` that contains checkouts means these and its other folders.
    """
    every = [inner for path in paths for inner in _inside(Path(path))]
    once = list({os.path.realpath(path): path for path in every}.values())
    names = [path.name or path.resolve().name or path.anchor for path in once]
    counts = Counter(names)
    shown = (
        Folder(name=name if counts[name] == 1 else path.as_posix(), path=path)
        for name, path in zip(names, once, strict=True)
    )
    return tuple(sorted(shown, key=lambda folder: folder.name))


def _inside(path: Path) -> Sequence[Path]:
    """The folder itself, or the folders in it when some of these are checkouts."""
    if _is_checkout(path):
        return [path]
    try:
        inner = sorted(p for p in path.iterdir() if not p.name.startswith(".") and p.is_dir())
    except OSError:
        return [path]
    return inner if any(map(_is_checkout, inner)) else [path]


def _is_checkout(path: Path) -> bool:
    return os.path.lexists(path / ".git")


def repositories(
    mapping: Mapping,
    chosen: Sequence[Folder],
    settings: Settings,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Repository]:
    """The review of each; one that cannot be looked at has a problem, and the rest go on."""
    for number, folder in enumerate(chosen):
        if progress:
            progress(number, len(chosen))
        yield _repository(mapping, folder, settings)


def _repository(mapping: Mapping, folder: Folder, settings: Settings) -> Repository:
    try:
        with contextlib.chdir(folder.path):
            return _review(mapping, folder.name, settings)
    except NothingToLookAt:
        return Repository(name=folder.name, notes=("no file in a known language",))
    except Failure as error:
        return Repository(name=folder.name, problem=" ".join(str(error).split("\n")))
    except NotADirectoryError:
        return Repository(name=folder.name, problem="not a folder")
    except OSError as error:
        return Repository(name=folder.name, problem=error.strerror or str(error))


def _review(mapping: Mapping, name: str, settings: Settings) -> Repository:
    """The review of the current folder."""
    config = read_config(Path(CONFIG)) if os.path.lexists(CONFIG) else Config()
    done = review(mapping, ["."], replace(settings, config=config))
    return Repository(
        name=name,
        files=done.files,
        ignored=done.ignored,
        items=tuple(items(name, done, owners_in(Path()))),
        notes=done.notices,
    )
