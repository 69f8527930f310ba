"""Removes rules that no page of a site uses from stylesheets, and comments and spaces.

A rule goes when it names a class that is in no page and in no script, or one that the theme's
script makes only where a page asks for it, a custom property when nothing refers to it, a
palette when no page has its colour, a direction of writing when no page has that. Whatever is
not understood stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_CLASS_ATTRIBUTE = re.compile(r"""class=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_COLOUR = re.compile(r"""data-md-color-(?:primary|accent)=["']?([\w-]+)""")
_WORD = re.compile(r"[\w-]+")
_CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
_OPTIONAL = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
_COLOUR_RULE = re.compile(r"\[data-md-color-(?:primary|accent)=([\w-]+)\]")
_DIRECTION = re.compile(r"""dir=["']?(ltr|rtl)""")  # a space before it would take ten times as long
_DIRECTION_RULE = re.compile(r"""\[dir=["']?(ltr|rtl)""")
_TEXT = re.compile(r'"([^"]*)"(\s*:)?')
_REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
_PROPERTY = re.compile(r"--[\w-]+")
_TOKEN = re.compile(
    r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[{}();,]|[^"'/\\{}();,]+|.""", re.S
)
_SPACES = re.compile(r"\s+")
_MARKS = ("{", "}", ";", ",")
_NESTING = re.compile(r"\s*@(?:media|supports|layer|container)\b")
_CONFIG = re.compile(r'<script id="?__config[^>]*>(.*?)</script>', re.S)
_ASKED_FOR = {
    "md-annotation": {"annotate", "content.code.annotate"},
    "md-search-result": {"md-search-result"},
    "md-tooltip": {
        "annotate", "content.code.annotate", "content.footnote.tooltips", "content.tooltips",
    },
    "md-version": {"mike"},
}  # fmt: skip
"""How classes begin that the script of Material makes only for a page with one of the words
as a class or as a text of its settings. Read from pkg:pypi/mkdocs-material@9.8.1.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What the pages and scripts of a site name; `references` are names of properties."""

    classes: frozenset[str]
    colours: frozenset[str]
    directions: frozenset[str]
    references: frozenset[str]


def used(pages: Iterable[str], scripts: Iterable[str]) -> Used:
    """What a site uses. A script may name a class anywhere, so each of its words counts."""
    lists: set[tuple[str, ...]] = set()
    colours: set[str] = set()
    directions: set[str] = set()
    references: set[str] = set()
    settings: set[str] = set()
    for page in pages:
        lists.update(_CLASS_ATTRIBUTE.findall(page))
        colours.update(_COLOUR.findall(page))
        directions.update(_DIRECTION.findall(page))
        settings.update(_CONFIG.findall(page))
        if "var(" in page:
            references.update(_REFERENCE.findall(page))
    classes = {name for groups in lists for name in "".join(groups).split()}
    values = {text for each in settings for text, name in _TEXT.findall(each) if not name}
    asked = classes | values
    for script in scripts:
        classes.update(_WORD.findall(script))
        references.update(_PROPERTY.findall(script))
    absent = tuple(name for name, words in _ASKED_FOR.items() if not words & asked)
    return Used(
        classes=frozenset(name for name in classes if not name.startswith(absent)),
        colours=frozenset(colours),
        directions=frozenset(directions),
        references=frozenset(references),
    )


def lighter(sheets: Mapping[str, str], own: Iterable[str], use: Used) -> dict[str, str]:
    """The stylesheets of the theme by name, without what is not used.

    `own` are the other stylesheets of the site, which may refer to properties of these. A
    sheet that cannot be taken apart stays as it is.
    """
    smaller = {name: _rules(text, use) if _is_whole(text) else text for name, text in sheets.items()}
    own = list(own)
    while True:
        referred = set(use.references)
        for text in (*smaller.values(), *own):
            referred.update(_REFERENCE.findall(text))
        fewer = {
            name: _declared(text, referred) if _is_whole(text) else text
            for name, text in smaller.items()
        }
        if fewer == smaller:
            return smaller
        smaller = fewer


def squeezed(text: str) -> str:
    """A stylesheet without comments and without the spaces that mean nothing."""
    tokens = [piece for piece in _TOKEN.findall(text) if not piece.startswith("/*")]
    parts = [_SPACES.sub(" ", piece) if piece[0] not in "\"'" else piece for piece in tokens]
    for at, part in enumerate(parts):
        if part in _MARKS:
            if at:
                parts[at - 1] = parts[at - 1].rstrip()
            if at + 1 < len(parts):
                parts[at + 1] = parts[at + 1].lstrip()
    return "".join(parts).strip()


def _is_whole(text: str) -> bool:
    depth = 0
    for piece in _TOKEN.findall(text):
        depth += (piece == "{") - (piece == "}")
        if depth < 0:
            return False
    return depth == 0


def _rules(text: str, use: Used) -> str:
    pieces = []
    for head, body in _blocks(text):
        if body is None:
            pieces.append("" if head.startswith("/*") else head)
        elif _NESTING.match(head):
            inside = _rules(body, use)
            pieces.append(f"{head}{{{inside}}}" if inside else "")
        elif head.lstrip().startswith("@"):
            pieces.append(f"{head}{{{body}}}")
        else:
            selectors = [item for item in _split(head, ",") if _is_used(item, use)]
            pieces.append(f"{','.join(selectors)}{{{body}}}" if selectors else "")
    return "".join(pieces)


def _declared(text: str, referred: set[str]) -> str:
    """The text without declarations of custom properties that nothing refers to."""
    pieces = []
    for head, body in _blocks(text):
        if body is None:
            pieces.append(head)
        elif _NESTING.match(head):
            pieces.append(f"{head}{{{_declared(body, referred)}}}")
        elif head.lstrip().startswith("@"):
            pieces.append(f"{head}{{{body}}}")
        else:
            lines = [line for line in _split(body, ";") if _is_needed(line, referred)]
            pieces.append(f"{head}{{{';'.join(lines)}}}" if any(map(str.strip, lines)) else "")
    return "".join(pieces)


def _is_used(selector: str, use: Used) -> bool:
    needed = _OPTIONAL.sub("", selector)
    classes = (name.replace("\\", "") for name in _CLASS.findall(needed))
    return (
        all(name in use.classes for name in classes)
        and use.colours.issuperset(_COLOUR_RULE.findall(needed))
        and use.directions.issuperset(_DIRECTION_RULE.findall(needed))
    )


def _is_needed(declaration: str, referred: set[str]) -> bool:
    name = declaration.partition(":")[0].strip()
    return not name.startswith("--") or name in referred


def _blocks(text: str) -> Iterator[tuple[str, str | None]]:
    """Each rule as what is before its braces and in them; statements have no braces."""
    head: list[str] = []
    body: list[str] = []
    depth = 0
    for piece in _TOKEN.findall(text):
        if piece == "}":
            depth -= 1
            if depth == 0:
                yield "".join(head), "".join(body)
                head, body = [], []
                continue
        if depth:
            body.append(piece)
        elif piece == ";" or piece.startswith("/*"):
            yield "".join([*head, piece]), None
            head = []
        elif piece != "{":
            head.append(piece)
        depth += piece == "{"
    if head:
        yield "".join(head), None


def _split(text: str, mark: str) -> list[str]:
    """The parts between marks that are in no brackets and no text."""
    parts = [""]
    depth = 0
    for piece in _TOKEN.findall(text):
        depth += (piece == "(") - (piece == ")")
        if piece == mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return parts
