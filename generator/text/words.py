"""The words of the house: what a text should not say, found in prose, Markdown and code.

The table is `data/words.yml`. What a text quotes is never looked at: code between backticks,
fenced code, and words between double quotes.
"""

# There is no `from __future__ import annotations` here: the decoder reads the fields' types.
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

HIDDEN = "\0"
"""The character that replaces each one that no rule looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordExample:
    """A sentence of this site before and after it was rewritten."""

    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWord:
    """A row of the table: phrases to avoid, in any case of letters, and what to write.

    `pattern` is a regular expression that is used instead of the phrases.
    """

    avoid: tuple[str, ...]
    use: str
    pattern: str | None = None
    example: WordExample | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A phrase to avoid: where it begins in the text, how it is written, what to use."""

    start: int
    words: str
    use: str


class Words:
    """The table, ready to search with.

    Raises re.error for a row whose pattern is not a regular expression.
    """

    def __init__(self, rows: Iterable[PlainWord]) -> None:
        self._rows = tuple((_form(row), row.use) for row in rows)
        self._any = re.compile("|".join(form.pattern for form, _ in self._rows) or r"(?!)", _FLAGS)

    def in_text(self, text: str) -> Iterator[Found]:
        """Every phrase to avoid, in the order of the text."""
        if not self._any.search(text):
            return
        found = (
            Found(start=match.start(), words=" ".join(match[0].split()), use=use)
            for form, use in self._rows
            for match in form.finditer(text)
        )
        yield from sorted(found, key=lambda item: (item.start, item.words))


_FLAGS = re.IGNORECASE


def _form(row: PlainWord) -> re.Pattern[str]:
    """The row as a regular expression; a phrase may be broken between two of its words."""
    if row.pattern is not None:
        return re.compile(row.pattern, _FLAGS)
    phrases = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in row.avoid)
    return re.compile(rf"(?<![\w-])(?:{phrases})(?![\w-])", _FLAGS)


_QUOTED = re.compile(r'`[^`\n]+`|"[^"\n]*"|“[^”\n]*”')
_MARKDOWN = re.compile(
    r"^(?P<fence>```+|~~~+)[^\n]*\n.*?^(?P=fence)|`[^`\n]+`|\"[^\"\n]*\"|\]\([^)\s]*\)",
    re.MULTILINE | re.DOTALL,
)
_TICKED = re.compile(r"`[^`\n]+`|\\[nrt]")


def quoted(prose: str) -> str:
    """Prose of the data with code and quotations hidden, as long as before."""
    return _QUOTED.sub(_hide, prose)


def markdown(text: str) -> str:
    """A page with its code, quotations and addresses hidden, as long as before."""
    return _MARKDOWN.sub(_hide, text)


def template(text: str) -> str:
    """A template with code between backticks hidden, as long as before.

    Words between double quotes stay: a template holds its words in attributes and texts.
    """
    return _TICKED.sub(_hide, text)


def python(text: str) -> str:
    """A module of which only comments and texts are left, as long as before.

    Raises tokenize.TokenError or SyntaxError for what is not Python.
    """
    starts = _line_starts(text)
    kept = [HIDDEN if character != "\n" else "\n" for character in text]
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in _WORDED:
            start = starts[token.start[0] - 1] + token.start[1]
            end = starts[token.end[0] - 1] + token.end[1]
            kept[start:end] = _TICKED.sub(_hide, text[start:end])
            if token.type == tokenize.COMMENT:
                kept[start] = " "
    return "".join(kept)


_WORDED = {tokenize.STRING, tokenize.COMMENT} | {
    getattr(tokenize, name) for name in ("FSTRING_MIDDLE",) if hasattr(tokenize, name)
}
"""Kinds of tokens that hold words; from Python 3.12 on, f-strings are taken apart."""


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Where a character is, both counted from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _hide(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", HIDDEN, match[0])
