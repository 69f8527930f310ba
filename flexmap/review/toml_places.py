"""Where the keys and items of a TOML text are, which the standard library does not tell."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left

Path = tuple[str | int, ...]
"""Keys, and numbers of items in lists, from the root of the text on."""

_TOKEN = re.compile(
    r"(?P<space>[ \t\r]+|#[^\n]*)"
    r"|(?P<line>\n)"
    r"|(?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*')"
    r"|(?P<mark>[\[\]{}=,.])"
    r"|(?P<bare>[^\s\[\]{}=,.\"'#]+|.)",
    re.DOTALL,
)


class Places:
    """The places in a text that `tomllib` takes; of any other text as many as can be found."""

    def __init__(self, text: str) -> None:
        self._lines = [match.start() for match in re.finditer("\n", text)]
        self._offsets: dict[Path, int] = {}
        self._lists: dict[Path, int] = {}
        found = (match for match in _TOKEN.finditer(text) if match.lastgroup != "space")
        self._tokens = [(match.lastgroup or "", match[0], match.start()) for match in found]
        self._at = 0
        try:
            self._document()
        except (IndexError, RecursionError, ValueError):
            return  # no TOML, or too deep: what was found until here counts

    def of(self, *path: str | int) -> tuple[int, int]:
        """Line and column of a key or an item, from 1; else of the nearest that holds it."""
        while path and path not in self._offsets:
            path = path[:-1]
        offset = self._offsets.get(path, 0)
        line = bisect_left(self._lines, offset)
        return line + 1, offset - (self._lines[line - 1] if line else -1)

    def _document(self) -> None:
        table: Path = ()
        while self._at < len(self._tokens):
            kind, text, _ = self._tokens[self._at]
            if kind == "line":
                self._at += 1
            elif text == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        """The path of the table that a header opens."""
        start = self._tokens[self._at][2]
        self._at += 1
        is_list = self._tokens[self._at][1] == "["
        self._at += is_list
        path: Path = ()
        for part, offset in self._key("]"):
            if path in self._lists:
                path = (*path, self._lists[path])
            path = (*path, part)
            self._offsets.setdefault(path, offset)
        self._at += 1 + is_list
        if is_list:
            self._lists[path] = self._lists.get(path, -1) + 1
            path = (*path, self._lists[path])
            self._offsets[path] = start
        return path

    def _pair(self, table: Path) -> None:
        """A key with its value."""
        path = table
        for part, offset in self._key("="):
            path = (*path, part)
            self._offsets.setdefault(path, offset)
        self._at += 1
        self._value(path)

    def _key(self, end: str) -> list[tuple[str, int]]:
        """The parts of a key with their offsets; stops at the mark behind it."""
        parts: list[tuple[str, int]] = []
        while (token := self._tokens[self._at])[1] != end or token[0] == "text":
            kind, text, offset = token
            if kind == "text":
                text = tomllib.loads(f"key = {text}")["key"]
            if kind != "mark":
                parts.append((text, offset))
            self._at += 1
        return parts

    def _value(self, path: Path) -> None:
        """Passes over a value, and notes what is in it."""
        kind, text, _ = self._tokens[self._at]
        if kind == "mark" and text == "[":
            self._list(path)
        elif kind == "mark" and text == "{":
            self._table(path)
        elif self._ends_value():
            raise ValueError("no value")
        else:
            while self._at < len(self._tokens) and not self._ends_value():
                self._at += 1

    def _ends_value(self) -> bool:
        kind, text, _ = self._tokens[self._at]
        return kind == "line" or (kind == "mark" and text in ",]}")

    def _list(self, path: Path) -> None:
        number = 0
        self._at += 1
        while (token := self._tokens[self._at])[:2] != ("mark", "]"):
            if token[0] == "line" or token[:2] == ("mark", ","):
                self._at += 1
                continue
            self._offsets[*path, number] = token[2]
            self._value((*path, number))
            number += 1
        self._at += 1

    def _table(self, path: Path) -> None:
        self._at += 1
        while (token := self._tokens[self._at])[:2] != ("mark", "}"):
            if token[0] == "line" or token[:2] == ("mark", ","):
                self._at += 1
            else:
                self._pair(path)
        self._at += 1
