"""Groovy as Java of the same length: statements with semicolons, strings in double quotes.

The Java reader finds the calls of the libraries in it, at the same places. A closure with a name
for its argument becomes a lambda, another one a block of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from flexmap.syntax.groovy import Kind, Token

_GOES_ON_BEHIND = frozenset((
    b"", b",", b"(", b"[", b"{", b".", b"?.", b"=", b"+", b"-", b"*", b"/", b"&", b"|", b"?", b":",
    b"<", b">", b"->", b"!", b";", b"}",
))  # fmt: skip
"""Tokens behind which a statement goes on in the next line, or has ended already."""

_GOES_ON_BEFORE = frozenset((b".", b"?.", b")", b"]", b"+", b"-", b"*", b"?", b":", b"&", b"|"))
_WORDS = {b"def": b"var", b"in": b" :", b"?.": b" ."}
_BLOCKS = frozenset((b"for", b"if", b"while", b"switch", b"catch", b"synchronized"))
_BARE_BLOCKS = frozenset((b"else", b"try", b"finally", b"do", b"static", b">"))
_KEYWORDS = frozenset((b"return", b"throw", b"case", b"assert", b"in", b"as", b"new", b"else"))
_TYPES = frozenset((b"class", b"interface", b"enum", b"trait"))
_CLOSING = {b")": b"(", b"]": b"[", b"}": b"{"}
_FAR = 20
"""Tokens in which the parameters of a closure, or what a line declares, are looked for."""


def as_java(source: bytes, found: Sequence[Token], taken: Collection[int]) -> bytes:
    """The code as Java, byte for byte; the tokens that are `taken` are read as something else."""
    code = [token for token in found if token.kind is not Kind.NEWLINE]
    pairs = _pairs(code)
    text = bytearray(b" " * len(source))
    for token in code:
        text[token.start : token.end] = _WORDS.get(token.text, token.text)
    for number, token in enumerate(found):
        if token.kind is Kind.STRING:
            text[token.start : token.end] = _string(token, number in taken)
    for at in _ends(found, code, pairs):
        text[at] = ord(";")
    for number in range(len(code)):
        _argument(text, code, number)
        _loop(text, source, code, number)
        _closure(text, source, code, number, pairs)
    return bytes(text)


def _string(token: Token, taken: bool) -> bytes:
    """A string of Java with the same text, as far as that can stand in one."""
    size = len(token.quote)
    inner = token.text[size : len(token.text) - size]
    plain = b" " * len(inner) if taken else inner.translate(bytes.maketrans(b'\n\r"\\', b"    "))
    return b'"' + b" " * (size - 1) + plain + b" " * (size - 1) + b'"'


def _pairs(code: Sequence[Token]) -> dict[int, int]:
    """Which bracket opens and which closes, by their numbers, both ways."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for number, token in enumerate(code):
        if token.text in _CLOSING.values():
            opened.append(number)
        elif token.text in _CLOSING and opened and code[opened[-1]].text == _CLOSING[token.text]:
            pairs[number] = opened.pop()
            pairs[pairs[number]] = number
    return pairs


def _ends(found: Sequence[Token], code: Sequence[Token], pairs: dict[int, int]) -> Iterator[int]:
    """The newlines at which a statement ends: outside of parentheses and lists."""
    opened, number = [0], 0
    for token in found:
        if token.kind is not Kind.NEWLINE:
            if token.text in (b"(", b"[", b"{") and number in pairs:
                opened.append(number)
            elif number in pairs and pairs[number] == opened[-1]:
                opened.pop()
            number += 1
            continue
        inside = len(opened) > 1 and code[opened[-1]].text != b"{"
        before = code[number - 1].text if number else b""
        after = code[number].text if number < len(code) else b""
        if not inside and before not in _GOES_ON_BEHIND and after not in _GOES_ON_BEFORE:
            yield token.start


def _argument(text: bytearray, code: Sequence[Token], number: int) -> None:
    """`sh "x"` as two statements, and `name: value` as an assignment."""
    token, before = code[number], code[number - 1] if number else None
    if before is None or before.kind is not Kind.WORD:
        return
    if token.kind is Kind.STRING and before.end < token.start and before.text not in _KEYWORDS:
        text[before.end] = ord(";")
    elif token.text == b":" and not any(t.text == b"?" for t in code[max(0, number - 8) : number]):
        text[token.start] = ord("=")


def _loop(text: bytearray, source: bytes, code: Sequence[Token], number: int) -> None:
    """`for (v in all)` as `for(var v: all)`, which has the same length."""
    words = [token.text for token in code[number : number + 4]]
    if words[:2] == [b"for", b"("] and words[3:] == [b"in"]:
        start, end = code[number].start, code[number + 3].end
        end += _is_blank(source, end)
        head = b"for(var " + words[2] + b":"
        if len(head) <= end - start:
            text[start:end] = head.ljust(end - start)


def _closure(
    text: bytearray, source: bytes, code: Sequence[Token], number: int, pairs: dict[int, int]
) -> None:
    """A brace behind a call: a lambda where it has parameters, else a block of its own."""
    token = code[number]
    if token.text != b"{" or number == 0 or _is_block(code, number, pairs):
        return
    before, close = code[number - 1], pairs.get(number)
    arrow = next((n for n in range(number + 1, min(number + _FAR, len(code)))
                  if code[n].text == b"->"), None)  # fmt: skip
    room = before.end < token.start
    if arrow is not None and arrow == number + 2 and close is not None and room:
        behind = code[close].end
        if _is_blank(source, code[arrow].end) and _is_blank(source, behind):
            text[before.end], text[token.start] = ord("("), ord(" ")
            text[code[arrow].end], text[behind] = ord("{"), ord(")")
            if _is_blank(source, behind + 1):
                text[behind + 1] = ord(";")
            return
    if arrow is not None:
        text[token.end : code[arrow].end] = b" " * (code[arrow].end - token.end)
    if room:
        text[before.end] = ord(";")


def _is_blank(source: bytes, at: int) -> bool:
    return source[at : at + 1].isspace()


def _is_block(code: Sequence[Token], number: int, pairs: dict[int, int]) -> bool:
    """Whether the brace begins the body of a method, a type or a statement, and no closure."""
    before = code[number - 1]
    if before.text in _BARE_BLOCKS or before.text in (b"{", b"}", b";"):
        return True
    if before.text == b")":
        called = pairs.get(number - 1, 0) - 1
        if called >= 0 and code[called].text in _BLOCKS:
            return True
        return called > 0 and code[called].kind is code[called - 1].kind is Kind.WORD
    line = code[max(0, number - _FAR) : number]
    return any(token.text in _TYPES for token in line)
