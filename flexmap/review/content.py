"""The content of a file as UTF-8, or the reason why it is not looked at."""

from __future__ import annotations

import os
from dataclasses import dataclass

_BINARY = 8_192
_PIECE = 64 * 1_024
_HOW = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not looked at: huge, binary, undecodable, unreadable or too slow."""

    path: str
    reason: str


def read(path: str, largest: int) -> bytes | str:
    """The file's bytes, or the reason to skip it.

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


def _all(handle: int, largest: int) -> bytes | str:
    """Everything that can be read; most files come whole with the first piece."""
    content = os.read(handle, _PIECE)
    if len(content) < _PIECE:
        rest = os.read(handle, _PIECE) if content else b""
        if not rest:
            return content if len(content) <= largest else "huge"
        content += rest
    if os.fstat(handle).st_size > largest:
        return "huge"
    pieces = [content]
    while piece := os.read(handle, _PIECE):
        pieces.append(piece)
    return b"".join(pieces)


def clean(content: bytes) -> bytes | str:
    """The text in UTF-8, or the reason why it is none; only for content worth parsing."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding).encode()
            except UnicodeDecodeError:
                return "undecodable"
    if b"\x00" in content[:_BINARY]:
        return "binary"
    try:
        content.decode()
    except UnicodeDecodeError:
        return "undecodable"
    return content.removeprefix(b"\xef\xbb\xbf") if content.startswith(b"\xef\xbb\xbf") else content


def is_wide(content: bytes) -> bool:
    """Whether the content is in an encoding in which words cannot be found as bytes."""
    return content.startswith((b"\xff\xfe", b"\xfe\xff"))
