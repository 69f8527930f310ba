"""One file: whether it is worth parsing, and what is found in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field

from flexmap.review import ignores
from flexmap.review.content import Skipped, clean, is_wide, read
from flexmap.review.findings import Finding, findings
from flexmap.review.languages import by_first_line, by_name
from flexmap.review.scan import Scanner, may_match

File = tuple[str, str]
"""A path as it is shown, and as it is opened."""


@dataclass(slots=True, kw_only=True)
class Result:
    """What came out of some files."""

    findings: list[Finding] = field(default_factory=list)
    ignores: list[ignores.Ignore] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    worth: list[tuple[str, File]] = field(default_factory=list)
    """Files that were sifted out to be parsed, each with its language."""
    files: int = 0
    parsed: int = 0
    bytes: int = 0

    def take(self, other: Result) -> None:
        """Adds what came out of other files."""
        self.findings += other.findings
        self.ignores += other.ignores
        self.notices += other.notices
        self.skipped += other.skipped
        self.worth += other.worth
        self.files += other.files
        self.parsed += other.parsed
        self.bytes += other.bytes


def look_at(
    scanner: Scanner, file: File, largest: int, starting: Callable[[], None], *, sift: bool = False
) -> Result:
    """The result of one file; `starting` is called when it is worth parsing.

    With `sift` such a file is not parsed but named in the result.
    """
    shown, path = file
    language = by_name(os.path.basename(path))
    content = read(path, largest)
    if isinstance(content, str):
        return Result(skipped=[Skipped(shown, content)])
    language = language or by_first_line(content)
    if language is None:
        return Result()
    if sift and _is_worth(content):
        return Result(worth=[(language, file)])
    if sift:
        return Result(files=1, bytes=len(content))
    return look_into(scanner, shown, language, content, starting)


def _is_worth(content: bytes) -> bool:
    """Whether there may be something to find, which only a parser can tell."""
    return may_match(content) or is_wide(content)


def look_into(
    scanner: Scanner, shown: str, language: str, content: bytes, starting: Callable[[], None]
) -> Result:
    """The result of a content in a language, wherever it comes from."""
    result = Result(files=1, bytes=len(content))
    if not _is_worth(content):
        return result
    text = clean(content)
    if isinstance(text, str):
        result.skipped.append(Skipped(shown, text))
        return result
    starting()
    result.parsed = 1
    result.findings = findings(scanner.mapping, shown, language, text, scanner.scan(text, language))
    if b"flexmap:" in text:
        result.ignores, result.notices = ignores.comments(shown, text)
    return result


def safely(
    scanner: Scanner, file: File, largest: int, starting: Callable[[], None], *, sift: bool = False
) -> Result:
    """The same; a fault of ours in one file does not end the review of the others."""
    try:
        return look_at(scanner, file, largest, starting, sift=sift)
    except (RecursionError, MemoryError):
        return Result(files=1, skipped=[Skipped(file[0], "too deeply nested")])
    except Exception as error:
        reason = f"could not be read: {type(error).__name__}: {error}"
        return Result(files=1, skipped=[Skipped(file[0], reason)])
