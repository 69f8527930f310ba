"""The parsers and queries: one grammar package and one query file a language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TypeAlias
from warnings import catch_warnings, simplefilter

from tree_sitter import Language, Node, Parser, Query, QueryCursor

from flexmap.syntax import limit

_PACKAGE = Path(__file__).resolve().parent.parent

_MATCH_LIMIT = 65_536
"""In-progress matches a query may hold; beyond it tree-sitter drops the oldest ones."""


_SAME_QUERIES = {"tsx": "typescript"}
"""Grammars whose trees are asked the same as those of another one."""

_PIECE = 64 * 1_024
"""Bytes that a parser gets at a time."""


@cache
def _language(grammar: str) -> Language:
    if grammar in ("typescript", "tsx"):
        module = import_module("tree_sitter_typescript")
        return Language(getattr(module, f"language_{grammar}")())
    with catch_warnings():
        # The Dockerfile grammar still hands over a number, which works.
        simplefilter("ignore", DeprecationWarning)
        return Language(import_module(f"tree_sitter_{grammar}").language())


@cache
def _query(grammar: str) -> Query:
    name = _SAME_QUERIES.get(grammar, grammar)
    text = (_PACKAGE / "queries" / f"{name}.scm").read_text(encoding="utf-8")
    return Query(_language(grammar), text)


def parse(grammar: str, source: bytes) -> Node:
    """The root of the syntax tree; what cannot be parsed becomes error nodes in it.

    Raises `TooSlow` past the limit of `flexmap.syntax.limit`.
    """

    def piece(offset: int, point: object) -> bytes:
        del point
        return source[offset : offset + _PIECE]

    # Given a text as bytes, the binding ignores the progress callback (0.26.1).
    tree = Parser(_language(grammar)).parse(piece, progress_callback=_progress)
    return tree.root_node


def _progress(offset: int, has_error: bool) -> bool:
    del offset, has_error
    return limit.check()


def nth(node: Node, index: int) -> Node | None:
    """The named child at the index, from the end when it is negative, or None."""
    children = node.named_children
    return children[index] if -len(children) <= index < len(children) else None


Match: TypeAlias = "dict[str, list[Node]]"
"""The nodes that one match of the query captured, by the capture's name."""


def matches(grammar: str, root: Node) -> Iterator[Match]:
    """The matches of the language's query file in the tree, in its order."""
    cursor = QueryCursor(_query(grammar), match_limit=_MATCH_LIMIT)
    for _, captures in cursor.matches(root):
        yield captures
