"""One filter per context that text from data can land in.

Pages are Markdown with blocks of raw HTML, so automatic escaping is off and every value
names its context. Nothing here trusts the data: the rules reject markup in text, and
these filters would defuse it if a rule were ever lost.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache

from markupsafe import escape

_HTML = re.compile(r"[&<>\"'`]")
_SPACES = re.compile(r"\s+")
_MARKDOWN = re.compile(r"[^\w ,.;?'()/-]|_")
_HYPHENED = re.compile(r"(?<![\w-])((?:--?[a-zA-Z]|[a-zA-Z]\w*-)[\w-]{1,32})(?![\w-])")
"""A name or an option with a hyphen that fits a line of a narrow window."""
_FENCES = re.compile(r"`{3,}")
_NAME_BREAKS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[_.])(?=[^_.])")
_PATH_BREAKS = re.compile(r"(?<=[^/])(?=/[^/])")


@lru_cache(maxsize=20_000, typed=True)  # pages repeat most of what is short
def text(value: object) -> str:
    """The value as HTML text on one line.

    A backtick becomes an entity too: fences are found before HTML blocks are.
    """
    plain = str(value)
    if "  " not in plain and plain.isprintable() and not _HTML.search(plain):
        return plain
    return str(escape(_SPACES.sub(" ", plain))).replace("`", "&#96;")


attribute = text
"""The value for a double-quoted HTML attribute."""


def code(value: object) -> str:
    """The value as HTML text inside `code` or `pre`, its line breaks kept as entities.

    An empty line in the source would end the block of HTML in stricter Markdown. A browser
    breaks lines behind a hyphen, so each option and each name with one is kept in one piece.
    """
    plain = str(value).replace("\r\n", "\n")
    return "".join(map(_piece, _HYPHENED.split(plain)))


def _piece(plain: str) -> str:
    escaped = str(escape(plain)).replace("`", "&#96;").replace("\n", "&#10;")
    escaped = escaped.replace("\t", "&#9;")
    return f'<span class="w">{escaped}</span>' if _HYPHENED.fullmatch(plain) else escaped


@lru_cache(maxsize=10_000)  # pages repeat them
def cell(value: str) -> str:
    """An identifier or path as HTML text that may break in a narrow cell.

    A path breaks before its slashes, a name between its words. Nothing is copied with it.
    """
    plain = str(value)
    breaks = _PATH_BREAKS if "/" in plain else _NAME_BREAKS
    return "<wbr>".join(map(text, breaks.split(plain)))


def markdown(value: object) -> str:
    """The value as plain words in a line of Markdown, for example a heading.

    Whatever could be syntax in any extension becomes an entity, line breaks become spaces.
    """
    return _MARKDOWN.sub(_entity, _SPACES.sub(" ", str(value)))


def front(value: object) -> str:
    """The value as a quoted scalar of a page's front matter.

    The theme prints front matter as it is, so it is escaped for HTML as well.
    """
    plain = _SPACES.sub(" ", str(value))
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        plain = plain.replace(character, entity)
    if not plain.isprintable():
        plain = "".join(character for character in plain if character.isprintable())
    return json.dumps(plain, ensure_ascii=False)


def fence(value: object, language: str = "") -> str:
    """The value as a fenced code block, the fence longer than any fence in the value."""
    plain = str(value).replace("\r\n", "\n").rstrip("\n")
    longest = max((len(run) for run in _FENCES.findall(plain)), default=2)
    marks = "`" * (longest + 1)
    return f"{marks}{language}\n{plain}\n{marks}"


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match.group())};"
