"""One file: whether it is worth parsing, and what is found in it."""

from __future__ import annotations

import os
from dataclasses import field

from flexmap.sources.content import HUGE, Skipped, Unread, is_binary, is_wide, pieces, read
from flexmap.sources.languages import by_first_line, by_name, may_match
from flexmap.syntax.limit import TooSlow, limited
from flexmap.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:  # most files hold no name, and need nothing of these
    from flexmap.readers.scanner import Scanner
    from flexmap.review.config import Ignore
    from flexmap.review.findings import Finding


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is shown, and as it is opened.

    Standard input comes with its content and its language, and is not opened. One that is
    `unknown` is only searched for names: its ending tells no language that is read.
    """

    shown: str
    path: str
    content: bytes | None = None
    language: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many bytes a file may have, and how many seconds of processor time it may take."""

    bytes: int
    seconds: float


@dataclass(slots=True, kw_only=True)
class Result:
    """What came from some files; `files` were looked at, those `skipped` were not."""

    findings: list[Finding] = field(default_factory=list)
    ignores: list[Ignore] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    worth: list[tuple[str, File]] = field(default_factory=list)
    """Files that were sifted out to be parsed, each with its language."""
    files: int = 0
    parsed: int = 0
    bytes: int = 0

    def take(self, other: Result) -> None:
        """Adds what came from other files."""
        self.findings += other.findings
        self.ignores += other.ignores
        self.notices += other.notices
        self.skipped += other.skipped
        self.unread += other.unread
        self.worth += other.worth
        self.files += other.files
        self.parsed += other.parsed
        self.bytes += other.bytes


def look_safely(
    scanner: Scanner | None, file: File, limits: Limits, *, sift: bool = False
) -> Result:
    """The result of `look_at`; what goes wrong in one file does not end the review.

    The file is then named as skipped, with the reason.
    """
    try:
        with limited(limits.seconds):
            return look_at(scanner, file, limits.bytes, sift=sift)
    except TooSlow:
        reason = f"took longer than {limits.seconds:g} s of processor time"
    except RecursionError:
        reason = "too deeply nested"
    except MemoryError:
        reason = "not enough memory"
    except Exception as error:
        reason = f"could not be read: {type(error).__name__}: {error}"
    if file.unknown:
        return Result(unread=[Unread(file.shown, reason)])
    return Result(skipped=[Skipped(file.shown, reason)])


def look_at(scanner: Scanner | None, file: File, largest: int, *, sift: bool = False) -> Result:
    """The result of one file; with `sift`, one worth parsing is only named in the result.

    To sift takes no scanner.
    """
    if file.unknown:
        return _search(file)
    language = file.language or by_name(os.path.basename(file.path))
    content = read(file.path, largest) if file.content is None else file.content
    if content == HUGE:
        return _huge(file, language)
    if isinstance(content, str):
        return Result(skipped=[Skipped(file.shown, content)])
    language = language or by_first_line(content)
    if language is None:
        return _unread(file, is_found=not is_binary(content) and _holds_name(content))
    if not is_worth(content):
        return Result(files=1, bytes=len(content))
    if sift or scanner is None:
        return Result(worth=[(language, file)])
    from flexmap.review.reading import look_into

    return look_into(scanner, file.shown, language, content)


def _huge(file: File, language: str | None) -> Result:
    """A file over the limit counts as looked at only where no name is in it."""
    size = 0
    for piece in pieces(file.path):
        language = language or (None if size else by_first_line(piece))
        if language is None:
            return _search(file)
        if is_worth(piece):
            return Result(skipped=[Skipped(file.shown, HUGE)])
        size += len(piece)
    return Result(files=1, bytes=size)


def _search(file: File) -> Result:
    """Whether a text that nothing reads holds a name; of a binary file only the head is read."""
    try:
        for number, piece in enumerate(pieces(file.path)):
            if not number and is_binary(piece):
                return Result()
            if _holds_name(piece):
                return _unread(file, is_found=True)
    except OSError as error:
        return Result(unread=[Unread(file.shown, f"unreadable ({error.strerror})")])
    return Result()


def _unread(file: File, *, is_found: bool) -> Result:
    return Result(unread=[Unread(file.shown)] if is_found else [])


def is_worth(content: bytes) -> bool:
    """Whether there may be something to find, which only a parser can tell."""
    return is_wide(content) or _holds_name(content)


def _holds_name(content: bytes) -> bool:
    """Whether a name of a call is in the content; in UTF-16 a zero is between letters."""
    if may_match(content):
        return True
    return b"\x00" in content and may_match(content.replace(b"\x00", b""))
