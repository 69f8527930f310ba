"""The content of a file as UTF-8, or the reason why it is not looked at."""

from __future__ import annotations

import os
from dataclasses import dataclass

_BINARY = 8_192
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not looked at: huge, binary, undecodable, unreadable or too slow."""

    path: str
    reason: str


def read(path: str, largest: int) -> bytes | str:
    """The file's text in UTF-8 without a byte order mark, or the reason to skip it."""
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size > largest:
                return "huge"
            content = file.read()
    except OSError as error:
        return f"unreadable ({error.strerror})"
    return content


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
