"""The content of a file as UTF-8, or the reason why it is not looked at."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from flexmap.values import dataclass

_BINARY = 8_192
_PIECE = 64 * 1_024
_OVERLAP = 256
_HOW = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    # Opening a pipe that no one writes to would wait without end.
    | getattr(os, "O_NONBLOCK", 0)
)
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
HUGE = "huge"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not looked at: huge, binary, undecodable, unreadable or too slow."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Unread:
    """A file that holds names of scale-set calls and was not read, or not in full.

    `parts` is the number of parts that its grammar could not parse, 0 for the whole file.
    """

    path: str
    reason: str = "no reader for this kind of file"
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A text in UTF-8; `one_byte` when its encoding is not known, so only ASCII is certain."""

    content: bytes
    one_byte: bool = False


def read(path: str, largest: int) -> bytes | str:
    """The file's bytes, or the reason to skip it; only a regular file is read.

    Without a file object: on small files making one costs as much as reading.
    """
    try:
        handle = os.open(path, _HOW)
        try:
            return _all(handle, largest)
        finally:
            os.close(handle)
    except OSError as error:
        return f"unreadable ({error.strerror})"
    except ValueError:
        return "unreadable (its name holds a NUL)"


def _all(handle: int, largest: int) -> bytes | str:
    """Everything that can be read; most files come whole with the first piece."""
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file"
    if status.st_size > largest:
        return HUGE
    pieces, size = [], 0
    while piece := os.read(handle, _PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > largest:  # it grows while it is read, or its size is not known
            return HUGE
        if len(piece) < _PIECE and size >= status.st_size > 0:
            break
    return b"".join(pieces)


def pieces(path: str) -> Iterator[bytes]:
    """A large file piece by piece; each repeats the end of the one before it.

    Raises OSError, also for what is not a regular file.
    """
    handle = os.open(path, _HOW)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "not a regular file")
        before = b""
        while piece := os.read(handle, _PIECE):
            yield before + piece
            before = piece[-_OVERLAP:]
    finally:
        os.close(handle)


def decoded(content: bytes) -> Text | str:
    """The text in UTF-8, or the reason why it is none; only for content worth parsing."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _in(encoding, content)
    if b"\x00" in content[:_BINARY]:
        guessed = _wide_encoding(content[:_BINARY])
        return _in(guessed, content) if guessed else "binary"
    try:
        content.decode()
    except UnicodeDecodeError:
        return Text(content.decode("cp1252", "replace").encode(), one_byte=True)
    return Text(content.removeprefix(b"\xef\xbb\xbf"))


def _in(encoding: str, content: bytes) -> Text | str:
    try:
        return Text(content.decode(encoding).encode())
    except UnicodeError:
        return "undecodable"


def _wide_encoding(head: bytes) -> str:
    """UTF-16 without a mark: nearly every second byte of ASCII text is zero in it."""
    for encoding, zeros, others in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        high, low = head[zeros::2], head[others::2]
        if high.count(0) > 0.7 * len(high) and not low.count(0):
            return encoding
    return ""


def is_binary(head: bytes) -> bool:
    """Whether what begins so is not text in any encoding."""
    head = head[:_BINARY]
    return b"\x00" in head and not is_wide(head) and not _wide_encoding(head)


def is_wide(content: bytes) -> bool:
    """Whether the content is in an encoding in which words cannot be found as bytes."""
    return content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
