"""The tokens of Groovy: words, marks, the ends of lines, and strings of every kind.

A grammar for Groovy that is well kept does not exist, so this is all that is asked of its syntax.
Comments are not tokens. What cannot be a string stays a mark, so that nothing behind it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from flexmap.values import dataclass

_TOKEN = re.compile(
    rb"""
    (?P<skipped>[ \t\r\f]+|\\\r?\n|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|\A\#![^\n]*)
    |(?P<newline>\n)
    |(?P<word>[A-Za-z_\x80-\xff][\w\x80-\xff]*|\d[\w.]*)
    |(?P<quote>'''|\"\"\"|\$/|['"/])
    |(?P<mark>->|\?\.|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN = {
    b"'": re.compile(rb"(?:[^'\\\n]|\\.)*+'", re.DOTALL),
    b"'''": re.compile(rb"(?:[^'\\]|\\.|'(?!''))*+'''", re.DOTALL),
    b'"': re.compile(rb'(?:[^"\\\n]|\\.)*+"', re.DOTALL),
    b'"""': re.compile(rb'(?:[^"\\]|\\.|"(?!""))*+"""', re.DOTALL),
    b"/": re.compile(rb"(?:[^/\\\n]|\\.)++/"),
    b"$/": re.compile(rb"(?:[^/$]|\$.|/(?!\$))*+/\$", re.DOTALL),
}
"""The rest of a string by the quote that opens it, if nothing with quotes is put into it."""

_STEP = re.compile(rb"""\\.|\"{3}|'{3}|\$\{|[{}"'\n]""", re.DOTALL)
_DEEPEST = 12
"""Strings and braces inside each other; no text that people write has more."""


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    STRING = auto()
    MARK = auto()
    NEWLINE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A token as byte offsets; `quote` opens a string, whose text lies between the quotes."""

    kind: Kind
    start: int
    end: int
    text: bytes
    quote: bytes = b""

    @property
    def inner(self) -> tuple[int, int]:
        """Where the text of a string begins and ends."""
        closing = len(self.quote)
        return self.start + closing, self.end - closing

    @property
    def is_template(self) -> bool:
        """Whether Groovy puts values into the string."""
        return self.quote not in (b"'", b"'''")


def tokens(source: bytes) -> Iterator[Token]:
    """The tokens in order; they never overlap, and all bytes between them are skipped."""
    at, before = 0, None
    open_until: dict[bytes, int] = {}
    while match := _TOKEN.match(source, at):
        at = match.end()
        if match.lastgroup == "skipped":
            continue
        token = _string(source, match, before, open_until) or _plain(source, match)
        at, before = token.end, token
        yield token


def _string(
    source: bytes, match: re.Match[bytes], before: Token | None, open_until: dict[bytes, int]
) -> Token | None:
    """The string that a quote opens, or None where nothing closes it.

    `open_until` keeps for each quote how far that is known, so that no text is searched again for
    every quote in it.
    """
    quote, start = match[0], match.start()
    divides = quote == b"/" and _is_value(before)
    if match.lastgroup != "quote" or divides or start < open_until.get(quote, 0):
        return None
    end = _string_end(source, match.end(), quote)
    if end is not None:
        return Token(Kind.STRING, start, end, source[start:end], quote)
    newline = source.find(b"\n", start) if len(quote) == 1 else -1
    open_until[quote] = newline if newline >= 0 else len(source)
    return None


def _plain(source: bytes, match: re.Match[bytes]) -> Token:
    """A word, a mark or the end of a line; of a quote that opens nothing the first character."""
    kind = {"newline": Kind.NEWLINE, "word": Kind.WORD}.get(match.lastgroup or "", Kind.MARK)
    end = match.start() + 1 if match.lastgroup == "quote" else match.end()
    return Token(kind, match.start(), end, source[match.start() : end])


def _is_value(token: Token | None) -> bool:
    """Whether a value ends before a slash, which then divides it."""
    if token is None or token.kind is Kind.NEWLINE:
        return False
    return token.kind in (Kind.WORD, Kind.STRING) or token.text in (b")", b"]", b"}")


def _string_end(source: bytes, at: int, quote: bytes) -> int | None:
    """Where a string ends whose text begins at a place; None when nothing closes it."""
    nested = _nested_end(source, at, quote) if quote[:1] == b'"' else None
    match = _PLAIN[quote].match(source, at) if nested is None else None
    return match.end() if match else nested


def _nested_end(source: bytes, at: int, quote: bytes) -> int | None:
    """Where a string ends into which values are put; None when quotes and braces do not pair."""
    inside = [quote]
    while 0 < len(inside) <= _DEEPEST and (match := _STEP.search(source, at)):
        mark, top, at = match[0], inside[-1], match.end()
        if mark == b"\n":
            if len(quote) == 1:
                return None
        elif top == b"{":
            _step_in_code(inside, mark)
        elif mark == b"${" and top[:1] == b'"':
            inside.append(b"{")
        elif mark[:1] == top[:1] and len(mark) >= len(top):
            inside.pop()
            at = match.start() + len(top)
    return at if not inside else None


def _step_in_code(inside: list[bytes], mark: bytes) -> None:
    """What a mark opens or closes inside what is put in."""
    if mark == b"}":
        inside.pop()
    elif mark[-1:] in b"{\"'":
        inside.append(b"{" if mark[-1:] == b"{" else mark)
