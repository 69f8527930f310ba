"""Text of others, made harmless for the place where it is shown: one function a format.

File names, lines of code, names in it, comments and error texts come from anyone who wrote the
reviewed code. A terminal, the agent of a pipeline, a Markdown renderer and a viewer of SARIF
each obey something that can be in them. What is returned can always be encoded as UTF-8.
"""

from __future__ import annotations

import json
import re
from typing import Any
from unicodedata import category
from urllib.parse import quote

_ODD = re.compile(r"[^ -~]")
"""What may be hidden; ASCII that prints is never looked at one by one."""

_COMMAND = re.compile(r"#(?=#(?:\[|vso))", re.IGNORECASE)
"""Azure Pipelines obeys `##vso[…]`, and GitHub and both logs `##[…]`, anywhere in a line."""

_FIRST = re.compile(r"^(\s*):(?=:)")
"""GitHub obeys `::…::` at the beginning of a line, after any spaces."""

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
"""Letters and marks that show nothing; .NET, in which both agents are written, skips them."""

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TICKS = re.compile("`+")
_MOST_TICKS = 8
"""Backticks in a row that are kept: GitHub's renderer opens no code with more than 80."""

_WORD = re.compile(r"\(?[A-Za-z]+(?:['-][A-Za-z]+)*\)?[,.;:]?")
_HEXADECIMAL = re.compile(r"[a-f]{7,}", re.IGNORECASE)


def terminal(text: str) -> str:
    """One line for a terminal or a log, in which nothing is obeyed.

    Control and direction characters, line ends, characters that show nothing and bytes of a
    name that are not text are spelled out, as in `\\x1b` and `\\u202e`.
    """
    return _FIRST.sub(r"\1\\x3a", _shown(text))


def _shown(text: str) -> str:
    return _COMMAND.sub(r"\\x23", _ODD.sub(_visible, text))


def _visible(match: re.Match[str]) -> str:
    return _spelled(match[0]) if _is_hidden(match[0]) else match[0]


def _is_hidden(char: str) -> bool:
    """Whether it is not a mark on the page: control, format, surrogate, separator, unassigned."""
    kind = category(char)
    if kind in ("Zl", "Zp") or (kind[0] == "C" and kind != "Co"):
        return True
    return char in _BLANK or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _spelled(char: str) -> str:
    code = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    if 0xDC80 <= code <= 0xDCFF:  # how Python carries a byte of a name that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def github_data(text: str) -> str:
    """The message of a workflow command; line ends are spelled out, not encoded."""
    return _shown(text).replace("%", "%25")


def github_property(text: str) -> str:
    """A value before the second `::` of a workflow command."""
    return github_data(text).replace(":", "%3A").replace(",", "%2C")


def azdo_data(text: str) -> str:
    """The message of a logging command; agents since 2021 read `%AZP25` as `%`."""
    return _shown(text).replace("%", "%AZP25")


def azdo_property(text: str) -> str:
    """A value between the brackets of a logging command."""
    return azdo_data(text).replace(";", "%3B").replace("]", "%5D")


def markdown_code(text: str) -> str:
    """A code span, in which code hosts look for no link, image, mention or reference.

    Escapes and character references would not do: GitHub looks for mentions after it has
    read them. A cell of a table needs `markdown_cell` around it.
    """
    shown = _TICKS.sub(_few, _shown(text)).strip() or " "
    fence = "`" * (max(map(len, _TICKS.findall(shown)), default=0) + 1)
    apart = " " if shown[0] == "`" or shown[-1] == "`" else ""
    return f"{fence}{apart}{shown}{apart}{fence}"


def _few(match: re.Match[str]) -> str:
    return match[0] if len(match[0]) <= _MOST_TICKS else "\\x60" * len(match[0])


def markdown_quoted(text: str) -> str:
    """Plain words as they are, and everything else as code.

    A word of the letters a to f could name a commit.
    """
    words = text.split(" ")
    plain = all(_WORD.fullmatch(word) and not _HEXADECIMAL.search(word) for word in words)
    return text if plain else markdown_code(text)


def markdown_prose(text: str) -> str:
    """A sentence of the mapping: its code spans stay, and it begins nothing else."""
    pieces = re.split(r"`([^`]+)`", re.sub(r"\s+", " ", text))
    return "".join(
        markdown_code(piece)
        if number % 2
        else _shown(piece).replace("<", "&lt;").replace("`", "&#96;")
        for number, piece in enumerate(pieces)
    )


def markdown_cell(markdown: str) -> str:
    """Markdown of one line in a cell of a table; the escape holds in code spans as well."""
    return markdown.replace("|", "\\|")


def sarif_message(text: str) -> str:
    """A plain text message: no embedded link, and no placeholder.

    The specification has braces doubled. A link loses its shape by a space, since viewers
    differ in whether they know an escaped bracket.
    """
    return _shown(text).replace("](", "] (").replace("{", "{{").replace("}", "}}")


def sarif_uri(path: str) -> str:
    """The path as a relative reference or a file's address, to the byte."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, which names on Windows may hold
        raw = path.encode("utf-8", "surrogatepass")
    quoted = quote(raw.removeprefix(b"./"), safe="/")
    return f"file://{quoted}" if path.startswith("/") else quoted


def web_address(text: str) -> str:
    """A web address without anything that ends it in Markdown or is not part of one."""
    quoted = quote(text, safe="%/:?#[]@!$&'*+,;=~", errors="replace")
    return quoted.replace("##", "#%23")


def as_json(record: Any) -> str:
    """JSON in which strings are the same after reading, and no line of it is obeyed.

    Halves of characters alone are spelled out: they would be no UTF-8, and many readers
    refuse a whole file for one.
    """
    text = json.dumps(record, indent=2, ensure_ascii=False)
    escaped = re.sub(r"[^ -~\n]", _json_visible, text)
    return re.sub(r"##(?=\[|vso)", r"#\\u0023", escaped, flags=re.IGNORECASE) + "\n"


def _json_visible(match: re.Match[str]) -> str:
    char = match[0]
    if not _is_hidden(char):
        return char
    if category(char) == "Cs":
        char = _spelled(char)
    return json.dumps(char)[1:-1]
