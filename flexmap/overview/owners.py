"""Who owns a file, as the CODEOWNERS file of its repository says.

GitHub: the last line that matches decides. GitLab: a file may have sections, of which each has
owners of its own, and all of them count. The patterns are those of `.gitignore` in both, but
that `folder/*` means the files in the folder and none below it.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from flexmap.sources.content import read
from flexmap.sources.patterns import Patterns
from flexmap.values import dataclass

FILES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where the file may be; the first one that exists counts."""

LARGEST = 3_000_000
"""Bytes that the file may have, as on GitHub."""

_SECTION = re.compile(r"\^?\[[^\]]+\](?:\[\d+\])?(?P<owners>.*)")
_WORD = re.compile(r"(?:\\.|[^\s\\])+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A pattern with its owners; one that ends in `/*` covers no deeper files."""

    patterns: Patterns
    flat: bool
    owners: tuple[str, ...]

    def covers(self, path: str) -> bool:
        if self.flat:
            return bool(self.patterns.decision(os.fsencode(path), folder=False))
        return self.patterns.cover(path)


class Owners:
    """The owners of the files of one repository."""

    def __init__(self, text: str) -> None:
        """Takes the text of a CODEOWNERS file; a line that says nothing usable is left out."""
        self._sections = [list(lines)[::-1] for lines in _sections(text)]

    def of(self, path: str) -> tuple[str, ...]:
        """The owners of a path from the root of the repository on, each once, sorted."""
        owners: set[str] = set()
        for lines in self._sections:
            owners.update(next((line.owners for line in lines if line.covers(path)), ()))
        return tuple(sorted(owners))


def owners_in(folder: Path) -> Owners:
    """The owners that a repository names; none when it has no such file."""
    for name in FILES:
        path = folder / name
        try:
            regular = stat.S_ISREG(path.lstat().st_mode)
        except OSError:
            continue
        content = read(os.fspath(path), LARGEST) if regular else ""
        return Owners(content.decode("utf-8", "replace") if isinstance(content, bytes) else "")
    return Owners("")


def _sections(text: str) -> Iterator[list[_Line]]:
    """The lines of each section; those before the first are a section of their own."""
    lines: list[_Line] = []
    default: tuple[str, ...] = ()
    for raw in text.splitlines():
        line = raw.strip()
        section = _SECTION.fullmatch(line)
        if section:
            yield lines
            lines, default = [], _owners(section["owners"])
        elif line and not line.startswith("#"):
            lines.append(_line(line, default))
    yield lines


def _line(text: str, default: tuple[str, ...]) -> _Line:
    words = _WORD.findall(text)
    pattern = words[0]
    owners = _owners(text[len(pattern) :])
    return _Line(Patterns.of_texts([pattern]), pattern.endswith("/*"), owners or default)


def _owners(text: str) -> tuple[str, ...]:
    """The owners in the rest of a line: `@name`, `@organisation/team` or an address."""
    before = re.split(r"(?:^|\s)#", text, maxsplit=1)[0]
    return tuple(word for word in before.split() if "@" in word)
