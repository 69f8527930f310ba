"""Replacements put into files: as a patch, or written whole."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path

from flexmap.review.findings import Finding, Proposal
from flexmap.values import dataclass

_MARK = b"\xef\xbb\xbf"
"""What may be before a text in UTF-8 and is not part of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A file with replacements in it: what it held, what it holds then, and how many there are."""

    path: str
    before: bytes
    after: bytes
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixes:
    """The files with replacements; `open_` are places that need a decision, `refused` say why
    a file is left as it is."""

    files: tuple[Fixed, ...]
    open_: int
    refused: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many places get another text."""
        return sum(file.count for file in self.files)


def fixes(findings: Iterable[Finding], *, suggestions: bool) -> Fixes:
    """What the replacements make of the files; nothing is written.

    Without `suggestions` only those that are safe are taken. A file that is not a regular one,
    that is not UTF-8, or that changed since it was read is left as it is.
    """
    chosen: dict[str, list[Proposal]] = {}
    open_ = 0
    for finding in findings:
        proposal = finding.replacement
        if proposal is None or finding.ignored:
            continue
        if proposal.safe or suggestions:
            chosen.setdefault(proposal.place.path, []).append(proposal)
        else:
            open_ += 1
    files, refused = [], []
    for path in sorted(chosen):
        fixed = _fixed(path, chosen[path])
        if isinstance(fixed, Fixed):
            files.append(fixed)
        else:
            refused.append(f"{path}: {fixed}, so it is left as it is")
    return Fixes(files=tuple(files), open_=open_, refused=tuple(refused))


def _fixed(path: str, proposals: list[Proposal]) -> Fixed | str:
    """The file with the proposals in it, or the reason why it cannot have them."""
    try:
        if not stat.S_ISREG(Path(path).lstat().st_mode):
            return "no regular file"
        before = Path(path).read_bytes()
        before.decode()
    except UnicodeDecodeError:
        return "not UTF-8"
    except OSError as error:
        return f"unreadable ({error.strerror})"
    shift = len(_MARK) if before.startswith(_MARK) else 0
    after, reached = before, len(before) + 1
    for proposal in sorted(proposals, key=lambda item: item.start, reverse=True):
        start = proposal.start + shift
        end = start + len(proposal.original)
        if before[start:end] != proposal.original or end > reached:
            return "changed since it was read"
        after = after[:start] + proposal.text.encode() + after[end:]
        reached = start
    return Fixed(path=path, before=before, after=after, count=len(proposals))


def patch(found: Fixes) -> Iterator[str]:
    """The lines of a unified diff, as `git apply` and `patch` take it."""
    for file in found.files:
        name = file.path.replace(os.sep, "/").removeprefix("./")
        before, after = _lines(file.before), _lines(file.after)
        for line in unified_diff(before, after, f"a/{name}", f"b/{name}"):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(content: bytes) -> list[str]:
    """The lines with their ends; only a line feed ends one, as in a patch."""
    text = content.decode()
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [
        line for line in text.split("\n")[-1:] if line
    ]


def write_fixes(found: Fixes) -> None:
    """Writes each file next to the old one and then replaces the old one, with the same rights.

    Raises `OSError` when one cannot be written; those before it are.
    """
    for file in found.files:
        path = Path(file.path)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".flexmap-")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as new:
                new.write(file.after)
            beside.chmod(stat.S_IMODE(path.stat().st_mode))
            beside.replace(path)
        except BaseException:
            beside.unlink()
            raise
