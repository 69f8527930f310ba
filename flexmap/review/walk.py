"""The files to look at: below the named folders, without what git ignores, each once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pathspec import GitIgnoreSpec

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


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns of one `.gitignore`.

    A path is put as the patterns see it by cutting `cut` characters and adding `head`.
    """

    cut: int
    head: str
    spec: GitIgnoreSpec

    def says(self, path: str) -> bool | None:
        """Whether the path is ignored, or None when no pattern speaks of it."""
        return self.spec.check_file(self.head + path[self.cut :].replace(os.sep, "/")).include


def walk(paths: Sequence[str], exclude: Sequence[str] = ()) -> Tree:
    """Every file in a known language below the paths, sorted; named files are always there.

    Folders behind links are not entered, so that loops end; a link to a file is read.
    """
    walker = _Walker(exclude)
    for path in paths:
        clean = os.path.normpath(path)
        if os.path.isdir(clean):
            walker.folder(clean)
        elif os.path.exists(clean):
            walker.add(clean)
        else:
            walker.tree.missing.append(path)
    walker.tree.files.sort()
    return walker.tree


class _Walker:
    """Walks folders and keeps what it found."""

    def __init__(self, exclude: Sequence[str]) -> None:
        self.tree = Tree()
        self._exclude = GitIgnoreSpec.from_lines(exclude) if exclude else None
        self._seen: set[str] = set()

    def add(self, path: str) -> None:
        """Adds a file, once."""
        shown = path[2:] if path.startswith("." + os.sep) else path
        if shown not in self._seen:
            self._seen.add(shown)
            self.tree.files.append((shown.replace(os.sep, "/"), path))

    def folder(self, top: str) -> None:
        """Adds the files below a folder; one that cannot be listed counts as missing."""
        waiting = [(top, tuple(_above(top)))]
        while waiting:
            path, rules = waiting.pop()
            try:
                with os.scandir(path) as found:
                    entries = list(found)
            except OSError:
                self.tree.missing.append(path)
                continue
            if any(entry.name == ".gitignore" for entry in entries):
                rules = (*rules, *_rules(path, len(path) + 1, ""))
            for entry in entries:
                if self._enters(entry, rules):
                    waiting.append((entry.path, rules))

    def _enters(self, entry: os.DirEntry[str], rules: tuple[_Rules, ...]) -> bool:
        """Adds a file that counts; whether the entry is a folder to be walked."""
        try:
            if entry.is_dir(follow_symlinks=False):
                left_out = entry.name in _NEVER or self._ignored(entry.path + "/", rules)
                return not left_out
            if not entry.is_file():
                return False
        except OSError:
            return False
        if by_name(entry.name) is None and "." in entry.name.lstrip("."):
            self.tree.other += 1
        elif not self._ignored(entry.path, rules):
            self.add(entry.path)
        return False

    def _ignored(self, path: str, rules: tuple[_Rules, ...]) -> bool:
        if self._exclude is not None and self._exclude.match_file(path):
            self.tree.ignored += 1
            return True
        for rule in reversed(rules):
            answer = rule.says(path)
            if answer is not None:
                self.tree.ignored += answer
                return answer
        return False


def _above(top: str) -> Iterator[_Rules]:
    """The `.gitignore` files above the folder, from the root of its repository down."""
    inside = os.path.abspath(top)
    above: list[str] = []
    current = inside
    while not os.path.exists(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return
        above.append(parent)
        current = parent
    for outer in reversed(above):
        head = os.path.relpath(inside, outer).replace(os.sep, "/") + "/"
        yield from _rules(outer, len(top) + 1, head)


def _rules(folder: str, cut: int, head: str) -> Iterator[_Rules]:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as lines:
            yield _Rules(cut, head, GitIgnoreSpec.from_lines(lines))
    except (OSError, ValueError):
        return
