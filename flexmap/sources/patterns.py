"""Patterns as in `.gitignore`, matched in time that is at most the pattern's length by the path's.

The patterns can come from the reviewed repository, so none may cost more. Each becomes a regular
expression without any choice to go back to: what is between two stars has a fixed length, so
the first place where it fits is as good as any later one, and the expression keeps it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from flexmap.values import dataclass

LONGEST = 1_000
"""Bytes that one pattern may have; a name has at most 255."""

_BOM = b"\xef\xbb\xbf"
_SLASH = ord("/")
_FOLDER = b"\x00"
"""Ends the path of a folder; no name holds it."""

_SPECIAL = re.compile(rb"[*?\[\\]")
_NAMED_SET = re.compile(rb"\[:([^\]]*):\]")


class _Wild(Enum):
    """What is in a pattern for a part of a path."""

    ONE = auto()
    SOME = auto()
    FOLDERS = auto()
    """Any number of folders, none included."""
    MORE_FOLDERS = auto()
    """One folder or more: two stars before a slash that is escaped."""


_Token = int | frozenset[int] | _Wild


class PatternError(ValueError):
    """A pattern that can never match; the text says why."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring patterns that all ignore or all include: which of them matches is the same.

    `names` is matched against the last part of a path, `paths` against all of it.
    """

    ignores: bool
    names: re.Pattern[bytes] | None
    paths: re.Pattern[bytes] | None

    def speaks_of(self, path: bytes, name: bytes) -> bool:
        if self.names is not None and self.names.match(name):
            return True
        return self.paths is not None and self.paths.match(path) is not None


class Patterns:
    """Patterns of one `.gitignore`, or of one list in the configuration."""

    def __init__(self, patterns: Iterable[bytes]) -> None:
        """Takes the patterns without spaces at their end; one that can never match is left out."""
        self._runs = tuple(_runs(patterns))[::-1]

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> Patterns:
        """The patterns of a list of texts."""
        return cls(_shortened(os.fsencode(text)) for text in texts)

    @classmethod
    def of_file(cls, content: bytes) -> Patterns:
        """The patterns of a `.gitignore`, one per line."""
        return cls(lines(content))

    def decision(self, path: bytes, *, folder: bool) -> bool | None:
        """What the last pattern that matches the path says: ignored, or not; None without one.

        What is said of the folders above is not asked.
        """
        if folder:
            path += _FOLDER
        name = path[path.rfind(b"/") + 1 :]
        for run in self._runs:
            if run.speaks_of(path, name):
                return run.ignores
        return None

    def cover(self, path: str, *, folder: bool = False) -> bool:
        """Whether the patterns cover a file or a folder, or a folder above it."""
        encoded = os.fsencode(path)
        at = encoded.find(b"/")
        while at >= 0:
            if self.decision(encoded[:at], folder=True):
                return True
            at = encoded.find(b"/", at + 1)
        return bool(self.decision(encoded, folder=folder))

    def __bool__(self) -> bool:
        """Whether there is a pattern that can match anything."""
        return bool(self._runs)


def lines(content: bytes) -> Iterator[bytes]:
    """The patterns in the lines of a `.gitignore`: without comments, ends of lines and spaces."""
    for line in content.removeprefix(_BOM).split(b"\n"):
        text = line.removesuffix(b"\r").partition(b"\x00")[0]
        if text and not text.startswith(b"#"):
            yield _shortened(text)


def check(text: str) -> None:
    """Raises `PatternError` for a pattern of the configuration that is wrong."""
    pattern = os.fsencode(text)
    if not text.strip():
        raise PatternError("it is empty")
    if "\x00" in text or "\n" in text:
        raise PatternError("a pattern is one line of text")
    if text.startswith("#"):
        raise PatternError("it is a comment; write \\# for a name that begins with #")
    if not pattern.removeprefix(b"!").strip(b"/ "):
        raise PatternError("it names nothing")
    _expression(_shortened(pattern).removeprefix(b"!"))


def from_here(path: str) -> str:
    """Where a file is as patterns of the configuration see it: from the current folder on.

    A file outside keeps its whole path, without what it begins with.
    """
    folder, name = os.path.split(path)
    return below_here(os.path.realpath(folder) + os.sep + name)


def below_here(real: str) -> str:
    """The same for a path in which no folder is a link."""
    here = os.path.realpath("").rstrip(os.sep) + os.sep
    return real.removeprefix(here).replace(os.sep, "/").lstrip("/")


def _shortened(line: bytes) -> bytes:
    """The line without spaces at its end, but for one that is escaped."""
    short = line.rstrip(b" ")
    escapes = len(short) - len(short.rstrip(b"\\"))
    return line[: len(short) + 1] if escapes % 2 else short


def _runs(patterns: Iterable[bytes]) -> Iterator[_Run]:
    """The patterns as runs, in their order."""
    ignores, names, paths = True, list[bytes](), list[bytes]()
    for pattern in patterns:
        wanted = not pattern.startswith(b"!")
        try:
            of_name, expression = _expression(pattern.removeprefix(b"!"))
        except PatternError:
            continue
        if wanted is not ignores:
            yield from _run(ignores, names, paths)
            ignores, names, paths = wanted, [], []
        (names if of_name else paths).append(expression)
    yield from _run(ignores, names, paths)


def _run(ignores: bool, names: list[bytes], paths: list[bytes]) -> Iterator[_Run]:
    if names or paths:
        yield _Run(ignores, _any_of(names), _any_of(paths))


def _any_of(expressions: list[bytes]) -> re.Pattern[bytes] | None:
    return re.compile(b"|".join(dict.fromkeys(expressions))) if expressions else None


def _expression(pattern: bytes) -> tuple[bool, bytes]:
    """Whether a pattern mentions names only, and its regular expression.

    As git does, what is before the first special character is compared separately, so
    that two stars behind it are at the start of what is left.
    """
    if len(pattern) > LONGEST:
        raise PatternError(f"it is longer than {LONGEST} bytes")
    end = rb"\x00\Z" if pattern.endswith(b"/") else rb"\x00?\Z"
    pattern = pattern.removesuffix(b"/")
    if b"/" not in pattern:
        return True, _segment(list(_tokens(pattern, of_name=True))) + end
    pattern = pattern.removeprefix(b"/")
    special = _SPECIAL.search(pattern)
    at = special.start() if special else len(pattern)
    if not pattern or pattern.endswith(b"/"):
        raise PatternError("it names nothing")
    rest = list(_tokens(pattern[at:], of_name=False))
    return False, _literal(pattern[:at]) + _path(rest) + end


def _literal(text: bytes) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in text)


def _tokens(pattern: bytes, *, of_name: bool) -> Iterator[_Token]:
    """What the pattern is made of; bytes represent themselves."""
    at = 0
    while at < len(pattern):
        byte = pattern[at : at + 1]
        if byte == b"?":
            yield _Wild.ONE
        elif byte == b"*":
            stars = len(pattern) - at - len(pattern[at:].lstrip(b"*"))
            yield _Wild.SOME if of_name else _stars(pattern, at, stars)
            at += stars - 1
        elif byte == b"[":
            members, at = _set(pattern, at + 1)
            yield members
        else:
            at += byte == b"\\"
            if at == len(pattern):
                raise PatternError("it ends in a backslash, which escapes nothing")
            yield pattern[at]
        at += 1


def _stars(pattern: bytes, at: int, count: int) -> _Wild:
    """Stars represent folders when there are several and nothing else between two slashes."""
    alone = at == 0 or pattern[at - 1] == _SLASH
    rest = pattern[at + count :]
    if count < 2 or not alone or not (not rest or rest.startswith((b"/", b"\\/"))):
        return _Wild.SOME
    return _Wild.MORE_FOLDERS if rest.startswith(b"\\") else _Wild.FOLDERS


def _set(pattern: bytes, at: int) -> tuple[frozenset[int], int]:
    """The bytes that a set in brackets represents, and the place of its closing bracket."""
    negated = pattern[at : at + 1] in (b"!", b"^") and pattern[at : at + 1] != b""
    at += negated
    first, before = at, -1
    members: set[int] = set()
    while at == first or pattern[at : at + 1] != b"]":
        named = _NAMED_SET.match(pattern, at)
        if named:
            members |= _named(named[1])
            before, at = -1, named.end()
        elif (
            pattern[at : at + 1] == b"-"
            and before >= 0
            and pattern[at + 1 : at + 2] not in (b"", b"]")
        ):
            last, at = _member(pattern, at + 1)
            members.update(range(before, last + 1))
            before = -1
        else:
            before, at = _member(pattern, at)
            members.add(before)
    every = frozenset(range(1, 256)) - {_SLASH}
    return (every - members if negated else every & members), at


def _member(pattern: bytes, at: int) -> tuple[int, int]:
    """A byte of a set, escaped or not, and the place behind it."""
    at += pattern[at : at + 1] == b"\\"
    if at >= len(pattern):
        raise PatternError("a bracket [ is not closed; write \\[ for the character")
    return pattern[at], at + 1


def _named(name: bytes) -> set[int]:
    """The bytes of a set with a name, such as `[:digit:]`, as git has them."""
    characters = _SETS.get(name)
    if characters is None:
        shown = ", ".join(sorted(key.decode() for key in _SETS))
        raise PatternError(f"it has an unknown set of characters; those with names are {shown}")
    return characters


def _bytes(expression: bytes) -> set[int]:
    return {byte for byte in range(256) if re.fullmatch(expression, bytes([byte]))}


_SETS = {
    name: _bytes(expression)
    for name, expression in {
        b"alnum": rb"[0-9A-Za-z]",
        b"alpha": rb"[A-Za-z]",
        b"blank": rb"[ \t]",
        b"cntrl": rb"[\x00-\x1f\x7f]",
        b"digit": rb"[0-9]",
        b"graph": rb"[!-~]",
        b"lower": rb"[a-z]",
        b"print": rb"[ -~]",
        b"punct": rb"[!-/:-@\[-`{-~]",
        b"space": rb"[ \t\r\n]",
        b"upper": rb"[A-Z]",
        b"xdigit": rb"[0-9A-Fa-f]",
    }.items()
}


def _path(tokens: Sequence[_Token]) -> bytes:
    """The expression of a path: groups of folders with any number of folders between them."""
    expression, group, before = b"", list[_Token](), b""
    for token in tokens:
        if token is _Wild.FOLDERS or token is _Wild.MORE_FOLDERS:
            expression += b"(?>" + before + _group(group, before) + b")"
            before = b"(?:[^/]*/)*?" if token is _Wild.FOLDERS else b"(?:[^/]*/)+?"
            group = []
        else:
            group.append(token)
    if before and not group:
        return expression + rb"[^\x00]*"
    return expression + before + _group(group, before)


def _group(tokens: Sequence[_Token], before: bytes) -> bytes:
    """The expression of neighbouring folders; behind stars, their own slash is in `before`."""
    segments = list(_split(tokens[1:] if before else tokens, _SLASH))
    return b"/".join(_segment(segment) for segment in segments)


def _segment(tokens: Sequence[_Token]) -> bytes:
    """The expression of one name: of the pieces between its stars, the first place of each."""
    first, *others = (b"".join(map(_one, piece)) for piece in _split(tokens, _Wild.SOME))
    if not others:
        return first
    middle = b"".join(rb"(?>[^/\x00]*?" + piece + b")" for piece in others[:-1])
    return first + middle + rb"(?>[^/\x00]*" + others[-1] + b")"


def _split(tokens: Sequence[_Token], at: _Token) -> Iterator[list[_Token]]:
    """The tokens between those that equal `at`; one list when there is none."""
    part: list[_Token] = []
    for token in tokens:
        if token == at:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _one(token: _Token) -> bytes:
    """The expression of one byte."""
    if isinstance(token, int):
        return _literal(bytes([token]))
    if isinstance(token, frozenset):
        return b"[" + _literal(bytes(sorted(token))) + b"]" if token else b"(?!)"
    return rb"[^/\x00]"
