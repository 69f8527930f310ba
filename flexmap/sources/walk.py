"""The files to look at: below the named folders, without what git ignores, each once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import field

from flexmap.sources.content import Skipped, read
from flexmap.sources.languages import by_name
from flexmap.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:  # a walk without `.gitignore` and `exclude` needs no patterns
    from flexmap.sources.patterns import Patterns

_NEVER = frozenset(
    (".git", ".hg", ".svn", "node_modules", ".terraform", "__pycache__", ".venv", "site-packages")
)
_GITIGNORE = ".gitignore"
LARGEST = 100_000
"""Bytes of `.gitignore` files that may count for one folder: each path is checked against all."""

_PATTERNS_ONLY = frozenset((_GITIGNORE, ".gitattributes", ".flexmap.toml"))
"""Files that hold patterns of paths and no calls."""

NO_FILE = "not a regular file"
"""Why a pipe, a device or a socket is not opened: reading it may never end."""


@dataclass(slots=True, kw_only=True)
class Tree:
    """The files found, as shown and as opened, and what was left aside.

    `unknown` are the files whose ending tells no language that is read: they are only
    searched for names. `skipped` names what could not be looked at, `missing` the paths
    that are not there, and `notices` the `.gitignore` files that are not used.
    """

    files: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    ignored: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns of the `.gitignore` in a folder; `size` is that of the file in bytes."""

    folder: str
    patterns: Patterns
    size: int

    def says(self, real: str, folder: bool) -> bool | None:
        """Whether a path below the folder is ignored, or None when no pattern mentions it."""
        below = real[len(self.folder) + 1 :].replace(os.sep, "/")
        return self.patterns.decision(os.fsencode(below), folder=folder)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to be listed: as it is opened, where it really is, and what counts in it.

    `again` when it was listed before, so that nothing in it is counted twice.
    """

    path: str
    real: str
    rules: tuple[_Rules, ...]
    again: bool = False


def walk(paths: Sequence[str], exclude: Sequence[str] = ()) -> Tree:
    """Every file in a known language below the paths, sorted, and every named file.

    Patterns of `exclude` count for named files too, those of git do not. Folders behind
    links are not entered, so that loops end; a link to a file is read, unless that file is
    looked at itself.
    """
    walker = _Walker(exclude)
    for path in dict.fromkeys(paths):
        walker.take(path)
    walker.take_links()
    walker.tree.files.sort()
    walker.tree.unknown.sort()
    return walker.tree


class _Walker:
    """Walks folders and keeps what it found."""

    def __init__(self, exclude: Sequence[str]) -> None:
        self.tree = Tree()
        self._exclude = _patterns(exclude) if exclude else None
        self._here = _inside(os.path.realpath(""))
        self._seen: set[str] = set()
        self._listed: set[str] = set()
        self._told: set[str] = set()
        self._links: list[tuple[str, list[tuple[str, str]]]] = []

    def take(self, path: str) -> None:
        """Adds a file or what is below a folder that the user named."""
        try:
            mode = os.stat(path).st_mode
        except (FileNotFoundError, NotADirectoryError, ValueError):
            self.tree.missing.append(path or "'' (no path)")
            return
        except OSError as error:
            self._skip(path, f"unreadable ({error.strerror})")
            return
        path = _tidy(path)
        if stat.S_ISDIR(mode):
            self._top(path)
        elif not stat.S_ISREG(mode):
            self._skip(path, NO_FILE)
        else:
            folder, name = os.path.split(path)
            real = _inside(os.path.realpath(folder)) + name
            if not self._left_out(real, folder=False):
                self._file(path, real, os.path.islink(path), self.tree.files)

    def take_links(self) -> None:
        """Adds the links to files that are not there themselves."""
        for path, files in self._links:
            self._add(path, os.path.realpath(path), files)

    def _top(self, top: str) -> None:
        """Adds the files below a named folder."""
        real = os.path.realpath(top)
        if self._left_out(real, folder=True):
            return
        waiting = [_Folder(top, real, self._above(real))]
        while waiting:
            folder = waiting.pop()
            waiting += self._list(folder)

    def _list(self, folder: _Folder) -> Iterator[_Folder]:
        """Adds the files in a folder; the folders in it that are to be listed."""
        try:
            with os.scandir(folder.path) as listing:
                entries = list(listing)
        except OSError as error:
            self._skip(folder.path, f"the folder cannot be listed ({error.strerror})")
            return
        rules = folder.rules
        if any(entry.name == _GITIGNORE for entry in entries):
            rules = self._with_rules(folder.real, rules)
        again = folder.real in self._listed
        self._listed.add(folder.real)
        folder = _Folder(folder.path, folder.real, rules, again)
        for entry in entries:
            real = _inside(folder.real) + entry.name
            if not _is_folder(entry):
                self._entry(entry, real, folder)
            elif entry.name not in _NEVER and not self._ignored(real, folder, is_folder=True):
                yield _Folder(entry.path, real, rules)

    def _entry(self, entry: os.DirEntry[str], real: str, folder: _Folder) -> None:
        """Adds what is not a folder, if its name says a language or nothing."""
        named = by_name(entry.name) is not None
        reason = _reason(entry)
        if reason is None or entry.name in _PATTERNS_ONLY:
            return
        if not named and (reason or "." in entry.name.lstrip(".")):
            self.tree.other += not folder.again and not reason
            if not reason and not self._says(real, folder):
                self._file(entry.path, real, entry.is_symlink(), self.tree.unknown)
        elif self._ignored(real, folder, is_folder=False):
            return
        elif reason:
            self._skip(entry.path, reason)
        else:
            self._file(entry.path, real, entry.is_symlink(), self.tree.files)

    def _file(self, path: str, real: str, is_link: bool, files: list[tuple[str, str]]) -> None:
        if is_link:
            self._links.append((path, files))
        else:
            self._add(path, real, files)

    def _add(self, path: str, real: str, files: list[tuple[str, str]]) -> None:
        """Adds a file, once."""
        if real not in self._seen:
            self._seen.add(real)
            files.append((_shown(path), path))

    def _skip(self, path: str, reason: str) -> None:
        if path not in self._told:
            self._told.add(path)
            self.tree.skipped.append(Skipped(_shown(path), reason))

    def _left_out(self, real: str, *, folder: bool) -> bool:
        """Whether the configuration excludes what the user named; counted once."""
        if not self._excluded(real, folder=folder, above=True):
            return False
        self.tree.ignored += real not in self._told
        self._told.add(real)
        return True

    def _ignored(self, real: str, folder: _Folder, *, is_folder: bool) -> bool:
        """Whether a path is left out, and counted."""
        ignored = self._says(real, folder, is_folder=is_folder)
        self.tree.ignored += ignored and not folder.again
        return ignored

    def _says(self, real: str, folder: _Folder, *, is_folder: bool = False) -> bool:
        """Whether the configuration or git leaves a path out."""
        if self._excluded(real, folder=is_folder, above=False):
            return True
        for rule in reversed(folder.rules):
            answer = rule.says(real, is_folder)
            if answer is not None:
                return answer
        return False

    def _excluded(self, real: str, *, folder: bool, above: bool) -> bool:
        """Whether the configuration excludes a path, or with `above` a folder that it is in."""
        if not self._exclude:
            return False
        below = real.removeprefix(self._here).replace(os.sep, "/").lstrip("/")
        if _inside(real) == self._here:
            return False
        if above:
            return self._exclude.cover(below, folder=folder)
        return bool(self._exclude.decision(os.fsencode(below), folder=folder))

    def _above(self, top: str) -> tuple[_Rules, ...]:
        """The `.gitignore` files above a folder, from the root of its repository down."""
        above: list[str] = []
        current = top
        while not os.path.exists(os.path.join(current, ".git")):
            parent = os.path.dirname(current)
            if parent == current:
                return ()
            above.append(parent)
            current = parent
        rules: tuple[_Rules, ...] = ()
        for outer in reversed(above):
            rules = self._with_rules(outer, rules)
        return rules

    def _with_rules(self, folder: str, rules: tuple[_Rules, ...]) -> tuple[_Rules, ...]:
        """The rules with those of the `.gitignore` in a folder; git reads no link there."""
        path = os.path.join(folder, _GITIGNORE)
        try:
            if not stat.S_ISREG(os.lstat(path).st_mode):
                return rules
        except OSError:
            return rules
        left = LARGEST - sum(rule.size for rule in rules)
        content = read(path, left)
        if isinstance(content, bytes):
            from flexmap.sources.patterns import Patterns

            return (*rules, _Rules(folder.rstrip(os.sep), Patterns.of_file(content), len(content)))
        if content == "huge":
            content = f"with those above it, it is larger than {LARGEST:,} bytes"
        if path not in self._told:
            self._told.add(path)
            self.tree.notices.append(f"{_shown(os.path.relpath(path))}: not used: {content}")
        return rules


def _patterns(texts: Sequence[str]) -> Patterns:
    from flexmap.sources.patterns import Patterns

    return Patterns.of_texts(texts)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _reason(entry: os.DirEntry[str]) -> str | None:
    """Why an entry cannot be read, nothing for a file, None when there is no file behind it."""
    try:
        if entry.is_file(follow_symlinks=False):
            return ""
        mode = entry.stat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"unreadable ({error.strerror})"
    if stat.S_ISDIR(mode):
        return None
    return "" if stat.S_ISREG(mode) else NO_FILE


def _inside(folder: str) -> str:
    """What the paths of everything inside a folder begin with."""
    return folder.rstrip(os.sep) + os.sep


def _tidy(path: str) -> str:
    """The path without detours, unless one leads over a link, where that is another file."""
    clean = os.path.normpath(path)
    is_same = os.pardir not in path or os.path.realpath(clean) == os.path.realpath(path)
    return clean if is_same else path


def _shown(path: str) -> str:
    """The path as reports have it: with slashes, and without the folder that it starts from."""
    return path.removeprefix("." + os.sep).replace(os.sep, "/")
