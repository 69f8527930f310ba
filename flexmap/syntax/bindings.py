"""What the names of a file represent: where each is bound, and to which expression or type."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from enum import Enum, auto

from tree_sitter import Node

from flexmap.syntax.grammar import Match
from flexmap.values import dataclass

Span = tuple[int, int]
"""From one byte to another, the last one not included."""


class Bound(Enum):
    """How a name is bound to its expression."""

    VALUE = auto()
    EACH = auto()
    PART = auto()
    TYPE = auto()
    LAMBDA = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A name that is bound at `at`, inside a scope; `node` is the expression or the type."""

    at: int
    scope: Span
    how: Bound
    node: Node | None
    key: str = ""


_LONGEST_NAME = 200
"""Bytes of a text that can be a name."""

_WHOLE = (0, 1 << 62)
_KINDS = (
    ("bind.each", Bound.EACH),
    ("bind.part", Bound.PART),
    ("bind.lambda", Bound.LAMBDA),
    ("bind.unknown", Bound.UNKNOWN),
    ("bind.field", Bound.VALUE),
    ("bind.keyword", Bound.VALUE),
    ("bind.name", Bound.VALUE),
)
_CAPTURES = frozenset(capture for capture, _ in _KINDS)


class _Nested:
    """Spans of which each two are apart or one inside the other, and which is innermost where."""

    def __init__(self, spans: Iterable[Span]) -> None:
        edges: list[tuple[int, bool, int, Span]] = []
        for start, end in {span for span in spans if span[0] < span[1]}:
            edges += [(start, True, -end, (start, end)), (end, False, -start, (start, end))]
        self._from: list[int] = []
        self._innermost: list[Span | None] = []
        open_spans: list[Span] = []
        for at, opens, _, span in sorted(edges):
            if opens:
                open_spans.append(span)
            else:
                open_spans.pop()
            self._from.append(at)
            self._innermost.append(open_spans[-1] if open_spans else None)

    def innermost(self, at: int) -> Span | None:
        """The smallest span around the place, or None outside of all."""
        index = bisect_right(self._from, at) - 1
        return self._innermost[index] if index >= 0 else None


class _Named:
    """The bindings of one name, by the scope that they are in."""

    def __init__(self, bindings: Iterable[Binding]) -> None:
        self._by_scope: dict[Span, list[Binding]] = {}
        for binding in sorted(bindings, key=lambda binding: binding.at):
            self._by_scope.setdefault(binding.scope, []).append(binding)
        self._places = {scope: [b.at for b in here] for scope, here in self._by_scope.items()}
        self._scopes = _Nested(self._by_scope)

    @property
    def everywhere(self) -> list[Binding]:
        """Those that are seen in the whole file."""
        return self._by_scope.get(_WHOLE, [])

    def at(self, at: int) -> list[Binding]:
        """Those that count at a place; none when the name is bound in no scope around it."""
        scope = self._scopes.innermost(at)
        if scope is None:
            return []
        here, places = self._by_scope[scope], self._places[scope]
        last = bisect_right(places, at)
        if last == 0:
            return here
        first = last - 1
        while first and places[first - 1] == places[last - 1]:
            first -= 1
        return here[first:last]


class Bindings:
    """The bindings of a file by name; fields are seen from everywhere in it."""

    def __init__(self, matches: Iterable[Match], source: bytes) -> None:
        self.source = source
        self._names: dict[str, list[Binding]] = {}
        self._fields: dict[str, list[Binding]] = {}
        self._functions: dict[str, list[Binding]] = {}
        self.embedded: dict[str, list[Node]] = {}
        """The types that types of the file embed, by the name of the type around."""
        matched = list(matches)
        self._scopes = _Nested(
            (node.start_byte, node.end_byte) for match in matched for node in match.get("scope", [])
        )
        for match in matched:
            self._take(match)
        self._by_name = {name: _Named(bindings) for name, bindings in self._names.items()}

    def text(self, node: Node) -> str:
        """The text of a node."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def text_of_name(self, node: Node) -> str:
        """The text of a node where a name is looked for; nothing when it is too long for one.

        What is called can be a chain of calls that ends here: a line of many such chains must
        not be taken apart for each.
        """
        return self.text(node) if node.end_byte - node.start_byte <= _LONGEST_NAME else ""

    def head(self, node: Node, characters: int) -> str:
        """The first characters of the text of a node."""
        end = min(node.end_byte, node.start_byte + 4 * characters)
        return self.source[node.start_byte : end].decode("utf-8", "replace")[:characters]

    def name(self, name: str, at: int) -> list[Binding]:
        """The bindings that a name can have at a place: those of the innermost scope with one.

        Of several in that scope the last one before the place counts, or all of them when
        none is before it.
        """
        named = self._by_name.get(name)
        return (named.at(at) if named else []) or self._fields.get(name, [])

    def field(self, name: str) -> list[Binding]:
        """The bindings of a field, wherever in the file it is set or declared."""
        named = self._by_name.get(name)
        return self._fields.get(name, []) or (named.everywhere if named else [])

    def function(self, name: str) -> list[Binding]:
        """What the file's functions of that name return."""
        return self._functions.get(name, [])

    def _take(self, match: Match) -> None:
        if "function.type" in match:
            self._add_function(match["function.name"][0], match["function.type"][0], Bound.TYPE)
        elif "return" in match:
            self._add_return(match["return"][0])
        elif "bind.embedded" in match:
            self._add_embedded(match["bind.embedded"][0])
        if _CAPTURES.isdisjoint(match):
            return
        for capture, how in _KINDS:
            for node in match.get(capture, ()):
                self._add(capture, node, how, match)

    def _add(self, capture: str, node: Node, how: Bound, match: Match) -> None:
        bound = match.get("bind.value") or match.get("bind.type")
        value = bound[0] if bound else None
        if "bind.type" in match and how is Bound.VALUE:
            how = Bound.TYPE
        key = self.text(match["bind.key"][0]) if "bind.key" in match else self.text(node)
        name = self.text(node).lstrip("#")
        field = capture in ("bind.field", "bind.keyword")
        binding = Binding(
            at=node.start_byte,
            scope=_WHOLE if field else self._scopes.innermost(node.start_byte) or _WHOLE,
            how=how,
            node=node if how is Bound.LAMBDA else value,
            key=key,
        )
        target = self._fields if field else self._names
        target.setdefault(name, []).append(binding)

    def _add_function(self, name: Node, node: Node, how: Bound) -> None:
        binding = Binding(at=name.start_byte, scope=_WHOLE, how=how, node=node)
        self._functions.setdefault(self.text(name), []).append(binding)

    def _add_return(self, node: Node) -> None:
        parent = node.parent
        while parent is not None:
            name = parent.child_by_field_name("name")
            if name is not None and ("function" in parent.type or "method" in parent.type):
                self._add_function(name, node, Bound.VALUE)
                return
            if parent.type != "arrow_expression_clause" and (
                "arrow" in parent.type or "lambda" in parent.type
            ):
                return
            parent = parent.parent

    def _add_embedded(self, node: Node) -> None:
        """A type that is embedded without a name is a field under the type's own name."""
        name = self.text(node).rpartition(".")[2].lstrip("*")
        binding = Binding(at=node.start_byte, scope=_WHOLE, how=Bound.TYPE, node=node)
        self._fields.setdefault(name, []).append(binding)
        around = node.parent
        while around is not None and around.type != "type_spec":
            around = around.parent
        outer = around.child_by_field_name("name") if around is not None else None
        if outer is not None:
            self.embedded.setdefault(self.text(outer), []).append(node)
