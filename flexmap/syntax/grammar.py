"""The parsers and queries: one grammar package and one query file a language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TypeAlias
from warnings import catch_warnings, simplefilter

from tree_sitter import Language, Node, Parser, Query, QueryCursor

from flexmap.syntax import limit, unparsed
from flexmap.syntax.newer_syntax import known_syntax

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


class _Last:
    """The tree that was made last: several readers look at one text in turn."""

    grammar = ""
    source: bytes | None = None
    root: Node | None = None


def parse(grammar: str, source: bytes) -> Node:
    """The root of the syntax tree; what cannot be parsed becomes error nodes in it.

    Texts are read from the source, not out of the nodes: the tree is that of the syntax that
    the grammar knows. Raises `TooSlow` past the limit of `flexmap.syntax.limit`.
    """
    if _Last.root is not None and _Last.source is source and _Last.grammar == grammar:
        return _Last.root
    known = known_syntax(grammar, source)

    def piece(offset: int, point: object) -> bytes:
        del point
        return known[offset : offset + _PIECE]

    # Given a text as bytes, the binding ignores the progress callback (0.26.1).
    tree = Parser(_language(grammar)).parse(piece, progress_callback=_progress)
    root = tree.root_node
    unparsed.note(grammar, source, root)
    _Last.grammar, _Last.source, _Last.root = grammar, source, root
    return root


def _progress(offset: int, has_error: bool) -> bool:
    del offset, has_error
    return limit.check()


def nth(node: Node, index: int) -> Node | None:
    """The named child at the index, from the end when it is negative, or None."""
    children = node.named_children
    return children[index] if -len(children) <= index < len(children) else None


class Parents:
    """The node that a node is in, found from the place that was asked for before.

    A node does not know its parent: the parser's `parent` goes down from the root each time,
    which for each call of a long chain of calls is the length of the chain.
    """

    def __init__(self, root: Node) -> None:
        self.root = root
        self._path = [root]
        self._index = {root.id: 0}

    def of(self, node: Node) -> Node | None:
        """The node's parent, or None for the root."""
        path, index = self._path, self._index
        at = index.get(node.id)
        if at is not None:
            return path[at - 1] if at else None
        while len(path) > 1 and not _holds(path[-1], node):
            del index[path.pop().id]
        child = path[-1].child_with_descendant(node)
        while child is not None and child != node:
            index[child.id] = len(path)
            path.append(child)
            child = child.child_with_descendant(node)
        return path[-1] if child is not None else node.parent


def _holds(outer: Node, inner: Node) -> bool:
    """Whether a node spans another one and more."""
    start, end = outer.start_byte, outer.end_byte
    same = (start, end) == (inner.start_byte, inner.end_byte)
    return start <= inner.start_byte and inner.end_byte <= end and not same


Match: TypeAlias = "dict[str, list[Node]]"
"""The nodes that one match of the query captured, by the capture's name."""


def matches(grammar: str, root: Node) -> Iterator[Match]:
    """The matches of the language's query file in the tree, in its order."""
    cursor = QueryCursor(_query(grammar), match_limit=_MATCH_LIMIT)
    for _, captures in cursor.matches(root):
        yield captures
