"""The bridge between JavaScript in the page and Python: it passes bytes and tables."""

from __future__ import annotations

from typing import Any

import page_parsers  # type: ignore[import-not-found]  # worker.js makes it
import tree_sitter
from flexmap_check import Checker  # type: ignore[import-not-found]  # next to it in the page
from pyodide.ffi import to_js  # type: ignore[import-not-found]  # only there


class Parsers:
    """The parsers of the page, as `tree_sitter.Bridge` needs them."""

    def language(self, grammar: str) -> tuple[list[str], list[str]] | None:
        """The names of types and of fields by their number; None when it is not loaded."""
        if not page_parsers.languages.has(grammar):
            return None
        types, fields = page_parsers.language(grammar).to_py()
        return types, fields

    def parse(self, grammar: str, source: bytes) -> tuple[int, bytes]:
        """A number for the tree, and its table."""
        number, table = page_parsers.parse(grammar, to_js(source))
        return number, table.to_bytes()

    def query(self, grammar: str, text: str) -> tuple[int, list[str]]:
        """A number for the query, and the names of its captures."""
        number, names = page_parsers.query(grammar, text)
        return number, names.to_py()

    def matches(self, query: int, tree: int, limit: int) -> bytes:
        """The matches as a table."""
        table: bytes = page_parsers.matches(query, tree, limit).to_bytes()
        return table


class PageChecker:
    """The checker as JavaScript calls it."""

    def __init__(self, mapping: str) -> None:
        tree_sitter.connect(Parsers())  # type: ignore[attr-defined]  # the page's module has it
        self._checker = Checker(mapping, tree_sitter.MissingGrammar)  # type: ignore[attr-defined]  # as above

    def check(self, request: str, content: Any) -> str:
        """The answer to a request, both JSON."""
        answer: str = self._checker.check(request, content.to_bytes())
        return answer


def checker(mapping: str) -> PageChecker:
    """A checker for the mapping in a text of JSON."""
    return PageChecker(mapping)
