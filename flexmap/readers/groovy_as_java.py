"""Groovy as Java of the same length: statements with semicolons, strings in double quotes.

The Java reader finds the calls of the libraries in it, at the same places. A closure with a name
for its argument becomes a lambda, another one a block of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from flexmap.syntax.groovy import Kind, Token

_GOES_ON_BEHIND = frozenset((
    b"", b",", b"(", b"[", b"{", b".", b"?.", b"=", b"+", b"-", b"*", b"/", b"&", b"|", b"?", b":",
    b"<", b"->", b"!", b";", b"}",
))  # fmt: skip
"""Tokens behind which a statement continues in the next line, or has ended already."""

_GOES_ON_BEFORE = frozenset((b".", b"?.", b")", b"]", b"+", b"-", b"*", b"?", b":", b"&", b"|"))
_WORDS = {b"def": b"var", b"in": b"==", b"?.": b" .", b"~": b" "}
_TOGETHER = {b".&": b"::", b"?:": b"||", b"*.": b" .", b"..": b" +"}
"""Marks of two characters that Java spells in another way or does not have."""

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
    for token, after in pairwise(code):
        text[token.start : after.end] = _TOGETHER.get(
            source[token.start : after.end], text[token.start : after.end]
        )
    for number, token in enumerate(found):
        if token.kind is Kind.STRING:
            text[token.start : token.end] = _string(token, number in taken)
    for at in _ends(found, code, pairs):
        text[at] = ord(";")
    around = _around(code, pairs)
    for number in range(len(code)):
        _argument(text, code, number, around[number])
        _loop(text, source, code, number)
        _cast(text, code, number)
    for number in range(len(code)):
        _literal(text, code, number, pairs)
        _closure(text, source, code, number, pairs, around[number])
    return bytes(text)


def _around(code: Sequence[Token], pairs: dict[int, int]) -> list[bytes]:
    """For each token the innermost bracket that is open there, after `for` as that word."""
    opened: list[bytes] = [b""]
    around: list[bytes] = []
    for number, token in enumerate(code):
        if number in pairs and pairs[number] < number:
            opened.pop()
        around.append(opened[-1])
        if number in pairs and pairs[number] > number:
            loops = number > 0 and code[number - 1].text == b"for"
            opened.append(b"for" if loops else token.text)
    return around


def _string(token: Token, taken: bool) -> bytes:
    """A string of Java with the same text, as far as that can be in one."""
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
        annotated = _is_annotation(code, number - 1, pairs)
        goes_on = before in _GOES_ON_BEHIND or after in _GOES_ON_BEFORE or annotated
        if not inside and not goes_on:
            yield token.start


def _is_annotation(code: Sequence[Token], last: int, pairs: dict[int, int]) -> bool:
    """Whether an annotation, with arguments or without, ends at a token."""
    name = pairs.get(last, 0) - 1 if last >= 0 and code[last].text == b")" else last
    return name > 0 and code[name].kind is Kind.WORD and code[name - 1].text == b"@"


def _argument(text: bytearray, code: Sequence[Token], number: int, around: bytes) -> None:
    """`sh "x"` as two statements, `name: value` as an assignment, `def "x"()` with a name."""
    token, before = code[number], code[number - 1] if number else None
    if before is None or before.kind is not Kind.WORD:
        return
    if token.kind is Kind.STRING and before.text in (b"def", b"void"):
        text[token.start : token.end] = b"_" * (token.end - token.start)
    elif token.kind is Kind.STRING and before.end < token.start and before.text not in _KEYWORDS:
        text[before.end] = ord(";")
    elif token.text == b":" and around != b"for":
        near = {item.text for item in code[max(0, number - 8) : number]}
        if not near & {b"?", b"case", b"default"}:
            text[token.start] = ord("=")


def _literal(text: bytearray, code: Sequence[Token], number: int, pairs: dict[int, int]) -> None:
    """A list or a map, `[a: b, c]`, as a sum in parentheses: Java has no such literal."""
    close = pairs.get(number, 0)
    before = code[number - 1] if number else None
    value = before is not None and (
        before.text in (b")", b"]", b"}") or before.kind is Kind.STRING or _is_type(before)
    )
    if code[number].text != b"[" or not close or value:
        return
    start, end = code[number].start, code[close].end
    text[start], text[end - 1] = ord("("), ord(")")
    if all(token.text == b":" for token in code[number + 1 : close]):
        text[start:end] = b"0".ljust(end - start)
        return
    at = number + 1
    while at < close:
        if code[at].text in (b",", b":"):
            text[code[at].start] = ord("+")
        at = max(at, pairs.get(at, at)) + 1


def _loop(text: bytearray, source: bytes, code: Sequence[Token], number: int) -> None:
    """`for (v in all)` as `for(var v: all)`, which has the same length."""
    words = [token.text for token in code[number : number + 4]]
    if words[:2] == [b"for", b"("] and words[3:] == [b"in"]:
        start, end = code[number].start, code[number + 3].end
        end += _is_blank(source, end)
        head = b"for(var " + words[2] + b":"
        if len(head) <= end - start:
            text[start:end] = head.ljust(end - start)


def _cast(text: bytearray, code: Sequence[Token], number: int) -> None:
    """Spaces instead of `as Type<Other>`."""
    if code[number].text != b"as" or number + 1 >= len(code):
        return
    end, depth = number + 2, 0
    last = min(len(code), number + _FAR)
    while end < last and (depth or code[end].text in (b"<", b".")):
        depth += {b"<": 1, b">": -1}.get(code[end].text, 0)
        if code[end].text in (b"(", b")", b"{", b"}", b"="):
            return
        end += 1 if depth or code[end].text != b"." else 2
    start, stop = code[number].start, code[min(end, len(code)) - 1].end
    text[start:stop] = b" " * (stop - start)


def _closure(
    text: bytearray, source: bytes, code: Sequence[Token], number: int, pairs: dict[int, int],
    around: bytes,
) -> None:  # fmt: skip
    """A brace behind a call: a lambda where it has parameters, else a block of its own."""
    token = code[number]
    if token.text != b"{" or number == 0:
        return
    if _is_block(code, number, pairs):
        _defaults(text, code, number, pairs)
        return
    before, close = code[number - 1], pairs.get(number)
    arrow = _arrow(code, number)
    if before.text in (b"(", b",") and _lambda(text, source, code, number, arrow):
        return
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
    if room and around in (b"(", b"[") and close is not None:
        text[before.end], text[token.start], text[code[close].start] = ord("("), ord(" "), ord(")")
    elif room:
        text[before.end] = ord(";")


def _arrow(code: Sequence[Token], number: int) -> int | None:
    """The arrow behind the parameters of a closure, or None where it has none."""
    for at in range(number + 1, min(number + _FAR, len(code))):
        if code[at].text in (b"{", b"}", b";"):
            return None
        if code[at].text == b"->":
            return at
    return None


def _lambda(
    text: bytearray, source: bytes, code: Sequence[Token], number: int, arrow: int | None
) -> bool:
    """Makes a lambda of a closure that is an argument, where there is room for its head."""
    start = code[number].start
    end = code[arrow].end if arrow is not None else code[number].end
    name = code[number + 1].text if arrow == number + 2 else b"()"
    head = name + b"->{"
    while end - start < len(head) and _is_blank(source, end):
        end += 1
    if end - start < len(head):
        return False
    text[start:end] = head.ljust(end - start)
    return True


def _defaults(text: bytearray, code: Sequence[Token], number: int, pairs: dict[int, int]) -> None:
    """Spaces instead of the defaults of a method's parameters."""
    first = pairs.get(number - 1, number) if code[number - 1].text == b")" else number
    if first and code[first - 1].text in _BLOCKS:
        return
    at = first + 1
    while at < number - 1:
        if code[at].text == b"=":
            start = at
            while at < number - 1 and code[at].text != b",":
                at = max(at, pairs.get(at, at)) + 1
            text[code[start].start : code[at].start] = b" " * (code[at].start - code[start].start)
        at += 1


def _is_blank(source: bytes, at: int) -> bool:
    return source[at : at + 1].isspace()


def _is_type(token: Token) -> bool:
    """Whether what is before a name can be the type of the method that is declared."""
    return (token.kind is Kind.WORD and token.text not in _KEYWORDS) or token.text in (b">", b"]")


def _is_constructor(code: Sequence[Token], called: int) -> bool:
    """Whether a name with a capital letter is alone where a member is declared."""
    alone = code[called - 1].text in (b"{", b"}", b";", b")")
    return alone and code[called].text[:1].isupper()


def _is_block(code: Sequence[Token], number: int, pairs: dict[int, int]) -> bool:
    """Whether the brace begins the body of a method, a type or a statement, and no closure."""
    before = code[number - 1]
    if before.text in _BARE_BLOCKS or before.text in (b"{", b"}", b";"):
        return True
    if before.text == b")":
        called = pairs.get(number - 1, 0) - 1
        if called >= 0 and code[called].text in _BLOCKS:
            return True
        if called < 1 or code[called].kind not in (Kind.WORD, Kind.STRING):
            return False
        return _is_type(code[called - 1]) or _is_constructor(code, called)
    line = code[max(0, number - _FAR) : number]
    return any(token.text in _TYPES for token in line)
