"""The part of tree-sitter's Python binding that the review uses, over the parsers of a page.

In the command, `import tree_sitter` is the binding to the C library. In a page it is this
module: the parsers are those of web-tree-sitter, and `docs/assets/check/bridge.js` hands over
each syntax tree as one table of numbers, so that nothing is asked across the border node by
node. Places are bytes of UTF-8 here as they are in the binding.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeAlias

_COLUMNS = 7
_TYPE, _FIELD, _FLAGS, _START, _END, _PARENT, _AFTER = range(_COLUMNS)
"""What a row of the table holds: `_AFTER` is the row after the node's last descendant."""

_NAMED, _MISSING, _HAS_ERROR = 1, 2, 4
_ERROR = 65_535
"""The type of what could not be parsed."""

Point: TypeAlias = "tuple[int, int]"
Piece: TypeAlias = "Callable[[int, object], bytes]"
"""Gives the text from an offset on, as much of it as it likes, and at the end none."""


class MissingGrammar(BaseException):
    """The parser of that grammar is not loaded yet; no error that a review may swallow."""


class Bridge(Protocol):
    """What the page's side offers; tables are 32-bit integers, in the machine's order."""

    def language(self, grammar: str) -> tuple[list[str], list[str]] | None:
        """The names of types and of fields by their number; None when it is not loaded."""

    def parse(self, grammar: str, source: bytes) -> tuple[int, bytes]:
        """A number for the tree, and its table: a row a node, parents first."""

    def query(self, grammar: str, text: str) -> tuple[int, list[str]]:
        """A number for the query, and the names of its captures."""

    def matches(self, query: int, tree: int, limit: int) -> bytes:
        """For each match how many captures it has, then the name and the row of each."""


_bridge: list[Bridge] = []


def connect(bridge: Bridge) -> None:
    """Says where the parsers are."""
    _bridge[:] = [bridge]


class Language:
    """A grammar by its name; raises `MissingGrammar` when its parser is not loaded."""

    def __init__(self, grammar: str) -> None:
        tables = _bridge[0].language(grammar)
        if tables is None:
            raise MissingGrammar(grammar)
        self.grammar = grammar
        self.types, fields = tables
        self.fields = {name: number for number, name in enumerate(fields) if name}


class Parser:
    """Parses texts in one language."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def parse(self, source: bytes | Piece, progress_callback: object = None) -> Tree:
        """The syntax tree of a text in UTF-8, whole or in pieces by their offset.

        The page ends a parser that takes too long with its worker, so nothing is called back.
        """
        del progress_callback
        text = source if isinstance(source, bytes) else b"".join(_pieces(source))
        number, table = _bridge[0].parse(self._language.grammar, text)
        return Tree(self._language, text, number, table)


def _pieces(piece: Piece) -> Iterator[bytes]:
    at = 0
    while part := piece(at, None):
        yield part
        at += len(part)


class Tree:
    """A syntax tree as a table."""

    __slots__ = ("language", "lines", "number", "rows", "source")

    def __init__(self, language: Language, source: bytes, number: int, table: bytes) -> None:
        self.language = language
        self.source = source
        self.number = number
        self.rows = array("i", table)
        self.lines: list[int] = []

    @property
    def root_node(self) -> Node:
        """The node of the whole text."""
        return Node(self, 0)

    def point(self, offset: int) -> Point:
        """The line of an offset, and the bytes before it in that line, both from 0."""
        if not self.lines:
            ends = (at + 1 for at, byte in enumerate(self.source) if byte == 0x0A)
            self.lines = [0, *ends]
        line = bisect_right(self.lines, offset) - 1
        return line, offset - self.lines[line]


class Node:
    """A node of a tree, made when it is asked for."""

    __slots__ = ("_at", "_tree")

    def __init__(self, tree: Tree, row: int) -> None:
        self._tree = tree
        self._at = row * _COLUMNS

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and other._at == self._at and other._tree is self._tree

    def __hash__(self) -> int:
        return hash((id(self._tree), self._at))

    @property
    def id(self) -> int:
        """A number that no other node of the tree has."""
        return self._at

    @property
    def row(self) -> int:
        """The node's row in the table."""
        return self._at // _COLUMNS

    @property
    def tree(self) -> Tree:
        """The tree that the node is a part of."""
        return self._tree

    @property
    def type(self) -> str:
        """What the grammar calls the node."""
        kind = self._tree.rows[self._at + _TYPE]
        return "ERROR" if kind == _ERROR else self._tree.language.types[kind]

    @property
    def start_byte(self) -> int:
        """Where the node begins, in bytes."""
        return self._tree.rows[self._at + _START]

    @property
    def end_byte(self) -> int:
        """Where it ends: the byte after its last."""
        return self._tree.rows[self._at + _END]

    @property
    def start_point(self) -> Point:
        """Where the node begins, as line and column."""
        return self._tree.point(self.start_byte)

    @property
    def is_named(self) -> bool:
        """Whether the grammar has a rule of that name, and not just a mark."""
        return bool(self._tree.rows[self._at + _FLAGS] & _NAMED)

    @property
    def is_missing(self) -> bool:
        """Whether the parser put the node in to continue after a mistake."""
        return bool(self._tree.rows[self._at + _FLAGS] & _MISSING)

    @property
    def has_error(self) -> bool:
        """Whether something in the node could not be parsed."""
        return bool(self._tree.rows[self._at + _FLAGS] & _HAS_ERROR)

    @property
    def parent(self) -> Node | None:
        """The node that this one is in."""
        above = self._tree.rows[self._at + _PARENT]
        return Node(self._tree, above) if above >= 0 else None

    def child_with_descendant(self, descendant: Node) -> Node | None:
        """The node in this one that holds the other one, or is it."""
        child: Node | None = descendant
        while child is not None:
            parent = child.parent
            if parent == self:
                return child
            child = parent
        return None

    @property
    def children(self) -> list[Node]:
        """What is in the node."""
        return [Node(self._tree, row) for row in self._rows()]

    @property
    def named_children(self) -> list[Node]:
        """What is in the node and has a name in the grammar."""
        rows = self._tree.rows
        return [
            Node(self._tree, row)
            for row in self._rows()
            if rows[row * _COLUMNS + _FLAGS] & _NAMED
        ]  # fmt: skip

    @property
    def named_child_count(self) -> int:
        """How many of those there are."""
        rows = self._tree.rows
        return sum(rows[row * _COLUMNS + _FLAGS] & _NAMED for row in self._rows())

    @property
    def prev_named_sibling(self) -> Node | None:
        """The named node before this one in its parent."""
        parent = self.parent
        before = [n for n in parent.named_children if n._at < self._at] if parent else []
        return before[-1] if before else None

    @property
    def next_named_sibling(self) -> Node | None:
        """The named node behind this one in its parent."""
        parent = self.parent
        behind = [n for n in parent.named_children if n._at > self._at] if parent else []
        return behind[0] if behind else None

    def child_by_field_name(self, name: str) -> Node | None:
        """The first child that is in that field."""
        field = self._tree.language.fields.get(name)
        if field is not None:
            rows = self._tree.rows
            for row in self._rows():
                if rows[row * _COLUMNS + _FIELD] == field:
                    return Node(self._tree, row)
        return None

    def descendant_for_byte_range(self, start: int, end: int) -> Node | None:
        """The smallest node that spans the bytes."""
        smallest, rows = self, self._tree.rows
        searching = True
        while searching:
            searching = False
            for row in smallest._rows():
                at = row * _COLUMNS
                if rows[at + _END] < end or rows[at + _END] <= start:
                    continue
                if rows[at + _START] <= start:
                    smallest, searching = Node(self._tree, row), True
                break
        return smallest

    def named_descendant_for_byte_range(self, start: int, end: int) -> Node | None:
        """The smallest node with a name in the grammar that spans the bytes."""
        node = self.descendant_for_byte_range(start, end)
        while node is not None and node != self and not node.is_named:
            node = node.parent
        return node

    def _rows(self) -> Iterator[int]:
        rows = self._tree.rows
        row, last = self._at // _COLUMNS + 1, rows[self._at + _AFTER]
        while row < last:
            yield row
            row = rows[row * _COLUMNS + _AFTER]


class Query:
    """A query over trees of one language."""

    def __init__(self, language: Language, text: str) -> None:
        self.number, self.names = _bridge[0].query(language.grammar, text)


class QueryCursor:
    """Runs a query."""

    def __init__(self, query: Query, *, match_limit: int) -> None:
        self._query = query
        self._limit = match_limit

    def matches(self, node: Node) -> list[tuple[int, dict[str, list[Node]]]]:
        """The matches in the tree of the node; the number of the pattern is left at 0."""
        tree, names = node.tree, self._query.names
        table = array("i", _bridge[0].matches(self._query.number, tree.number, self._limit))
        matches: list[tuple[int, dict[str, list[Node]]]] = []
        at = 0
        while at < len(table):
            captures: dict[str, list[Node]] = {}
            end = at + 1 + 2 * table[at]
            for place in range(at + 1, end, 2):
                captures.setdefault(names[table[place]], []).append(Node(tree, table[place + 1]))
            matches.append((0, captures))
            at = end
        return matches


def __getattr__(name: str) -> Any:
    raise AttributeError(f"the page's tree_sitter has no {name}; add it to generator/browser")
