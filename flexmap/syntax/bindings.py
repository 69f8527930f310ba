"""What the names of a file stand for: where each is bound, and to which expression or type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from tree_sitter import Node

from flexmap.syntax.grammar import Match


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
    scope: tuple[int, int]
    how: Bound
    node: Node | None
    key: str = ""


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


class Bindings:
    """The bindings of a file by name; fields are seen from everywhere in it."""

    def __init__(self, found: Iterable[Match], source: bytes) -> None:
        self._source = source
        self._names: dict[str, list[Binding]] = {}
        self._fields: dict[str, list[Binding]] = {}
        self._functions: dict[str, list[Binding]] = {}
        matched = list(found)
        self._scopes = sorted(
            (node.start_byte, node.end_byte) for match in matched for node in match.get("scope", [])
        )
        for match in matched:
            self._take(match)

    def text(self, node: Node) -> str:
        """The text of a node."""
        return self._source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def name(self, name: str, at: int) -> list[Binding]:
        """The bindings that a name can have at a place: those of the innermost scope with one.

        Of several in that scope the last one before the place counts, or all of them when
        none stands before it.
        """
        bound = self._names.get(name, ())
        inside = [b for b in bound if b.scope[0] <= at < b.scope[1]]
        if not inside:
            return self._fields.get(name, [])
        innermost = min(b.scope[1] - b.scope[0] for b in inside)
        here = [b for b in inside if b.scope[1] - b.scope[0] == innermost]
        before = [b for b in here if b.at <= at]
        if not before:
            return here
        last = max(b.at for b in before)
        return [b for b in before if b.at == last]

    def field(self, name: str) -> list[Binding]:
        """The bindings of a field, wherever in the file it is set or declared."""
        return self._fields.get(name, []) or [
            b for b in self._names.get(name, ()) if b.scope == _WHOLE
        ]

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
        for capture, how in _KINDS:
            for node in match.get(capture, []):
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
            scope=_WHOLE if field else self._scope(node.start_byte, capture == "bind.lambda"),
            how=how,
            node=node if how is Bound.LAMBDA else value,
            key=key,
        )
        target = self._fields if field else self._names
        target.setdefault(name, []).append(binding)

    def _scope(self, at: int, own: bool) -> tuple[int, int]:
        inside = [scope for scope in self._scopes if scope[0] <= at < scope[1]]
        return max(inside, default=_WHOLE) if inside or own else _WHOLE

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
            if "arrow" in parent.type or "lambda" in parent.type:
                return
            parent = parent.parent

    def _add_embedded(self, node: Node) -> None:
        """A type that is embedded without a name is a field under the type's own name."""
        name = self.text(node).rpartition(".")[2].lstrip("*")
        binding = Binding(at=node.start_byte, scope=_WHOLE, how=Bound.TYPE, node=node)
        self._fields.setdefault(name, []).append(binding)
