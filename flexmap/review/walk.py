"""The files to look at: below the named folders, without what git ignores, each once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pathspec import PathSpec
from pathspec.patterns.gitwildmatch import GitWildMatchPattern  # type: ignore[import-untyped,unused-ignore]

from flexmap.review.languages import by_name

_NEVER = frozenset(
    (".git", ".hg", ".svn", "node_modules", ".terraform", "__pycache__", ".venv", "site-packages")
)


@dataclass(slots=True, kw_only=True)
class Tree:
    """The files found, as shown and as opened, and what was left aside."""

    files: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    ignored: int = 0
    other: int = 0


def walk(paths: Sequence[str], exclude: Sequence[str] = ()) -> Tree:
    """Every file in a known language below the paths, sorted; named files are always there.

    Folders behind links are not entered, so that loops end; a link to a file is read.
    """
    tree = Tree()
    excluded = PathSpec.from_lines("gitwildmatch", exclude) if exclude else None
    seen: set[str] = set()
    for path in paths:
        clean = os.path.normpath(path)
        if os.path.isdir(clean):
            _folder(clean, tree, _outer_specs(clean), excluded, seen)
        elif os.path.exists(clean):
            _add(clean, tree, seen)
        else:
            tree.missing.append(path)
    tree.files.sort()
    return tree


def _add(path: str, tree: Tree, seen: set[str]) -> None:
    if path not in seen:
        seen.add(path)
        tree.files.append((path.replace(os.sep, "/"), path))


_Specs = list[tuple[str, PathSpec]]


def _folder(top: str, tree: Tree, specs: _Specs, excluded: PathSpec | None, seen: set[str]) -> None:
    waiting: list[tuple[str, _Specs]] = [(top, specs)]
    while waiting:
        folder, outer = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            tree.missing.append(folder)
            continue
        here = outer
        if any(entry.name == ".gitignore" for entry in entries):
            here = [*outer, *_spec(folder)]
        for entry in entries:
            try:
                is_folder = entry.is_dir(follow_symlinks=False)
                is_file = not is_folder and entry.is_file()
            except OSError:
                continue
            if is_folder:
                if entry.name not in _NEVER and not _is_ignored(
                    entry.path + "/", here, excluded, tree
                ):
                    waiting.append((entry.path, here))
            elif is_file:
                _file(entry.path, entry.name, here, excluded, tree, seen)


def _file(
    path: str, name: str, specs: _Specs, excluded: PathSpec | None, tree: Tree, seen: set[str]
) -> None:
    """A file counts when its name tells a language, or when only its first line can tell."""
    if by_name(Path(name)) is None and "." in name.lstrip("."):
        tree.other += 1
    elif not _is_ignored(path, specs, excluded, tree):
        _add(path, tree, seen)


def _is_ignored(path: str, specs: _Specs, excluded: PathSpec | None, tree: Tree) -> bool:
    if excluded is not None and excluded.match_file(path):
        tree.ignored += 1
        return True
    for base, spec in reversed(specs):
        inside = os.path.relpath(path, base).replace(os.sep, "/")
        answer = spec.check_file(inside + "/" if path.endswith("/") else inside).include
        if answer is not None:
            tree.ignored += bool(answer)
            return bool(answer)
    return False


def _outer_specs(folder: str) -> _Specs:
    """The `.gitignore` files above the folder, up to the root of its repository."""
    absolute = os.path.abspath(folder)
    above: list[str] = []
    current = absolute
    while not os.path.exists(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return []
        above.append(parent)
        current = parent
    return [found for outer in reversed(above) for found in _spec(outer)]


def _spec(folder: str) -> Iterator[tuple[str, PathSpec]]:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as lines:
            yield folder, PathSpec.from_lines(GitWildMatchPattern, lines)
    except (OSError, ValueError):
        return
