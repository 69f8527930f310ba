"""The types of expressions, as far as one file shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tree_sitter import Node

from flexmap.readers.sdk_names import Catalog
from flexmap.rules import Rules
from flexmap.syntax.bindings import Binding, Bindings, Bound
from flexmap.syntax.grammar import Parents, nth

Types = frozenset[str]
NOTHING: Types = frozenset()
_MANY = 64
"""Bindings of one name that are followed: of more, the first and the last ones."""

_DEEPEST = 60
"""Nested expressions that are followed; deeper ones are left without a type."""


def _aliases(source: bytes, pattern: str, known: Mapping[str, str]) -> dict[str, str]:
    """The types that the file gives another name, as the pattern of its language finds them."""
    if not pattern:
        return {}
    pairs = (
        (found["alias"].decode("utf-8", "replace"), found["name"].decode("utf-8", "replace"))
        for found in re.finditer(pattern.encode(), source)
    )
    return {alias: known[name] for alias, name in pairs if name in known}


class Inference:
    """Finds the catalogue's types of the expressions of one file."""

    def __init__(
        self, bindings: Bindings, parents: Parents, catalog: Catalog, rules: Rules
    ) -> None:
        self._bindings = bindings
        self._parents = parents
        self._catalog = catalog
        self._nodes = rules["nodes"]
        self._self = frozenset(rules["self"])
        self._reflection = frozenset(rules["reflection"])
        self._annotations = {
            **catalog.annotations,
            **_aliases(bindings.source, rules.get("alias", ""), catalog.annotations),
        }
        self._known: dict[int, Types] = {}
        self._annotated: dict[int, Types] = {}
        self._open: set[int] = set()

    def shape(self, node: Node) -> dict[str, str]:
        """How the language's rules read a kind of node."""
        return self._nodes.get(node.type, {})  # type: ignore[no-any-return]  # plain JSON

    def types(self, node: Node | None, depth: int = 0) -> Types:
        """The types that the expression can have; empty when nothing is known."""
        if node is None or depth > _DEEPEST or node.id in self._open:
            return NOTHING
        if node.id not in self._known:
            self._open.add(node.id)
            self._known[node.id] = self._find(node, depth + 1)
            self._open.discard(node.id)
        return self._known[node.id]

    def _find(self, node: Node, depth: int) -> Types:
        shape = self.shape(node)
        kind = shape.get("is", "")
        if kind == "name":
            return self._name(node, depth)
        if kind == "member":
            name = self.part(node, shape["name"])
            return self._member(node.child_by_field_name(shape["object"]), name, depth)
        if kind == "call":
            return self._call(node, shape, depth)
        if kind == "method":
            receiver = node.child_by_field_name(shape["object"])
            return self._called(receiver, self.part(node, shape["name"]), node, depth)
        if kind in ("same", "last"):
            at = 0 if kind == "same" else -1
            return self.types(nth(node, at), depth)
        if kind == "field":
            return self.types(node.child_by_field_name(shape["field"]), depth)
        if kind == "typed":
            return self.annotation(node.child_by_field_name(shape["field"]))
        if kind == "any":
            parts = [self.types(child, depth) for child in node.named_children]
            return frozenset().union(*parts) if parts else NOTHING
        if kind == "index":
            return self._index(node, shape, depth)
        if kind == "conditional":
            return self.types(nth(node, -1), depth)
        if kind == "binding":
            return self._member(self.bound_object(node), self.part(node, shape["name"]), depth)
        return NOTHING

    def part(self, node: Node, field: str) -> str:
        """The text of a field of the node, or nothing."""
        child = node.child_by_field_name(field)
        return self._bindings.text(child).lstrip("#") if child is not None else ""

    def bound_object(self, node: Node) -> Node | None:
        """What is before `?.` of the member access that the node is a part of."""
        parent = self._parents.of(node)
        while parent is not None and self.shape(parent).get("is") != "conditional":
            parent = self._parents.of(parent)
        return parent.child_by_field_name("condition") if parent is not None else None

    def _name(self, node: Node, depth: int) -> Types:
        name = self._bindings.text(node)
        bound = _some(self._bindings.name(name, node.start_byte))
        found = self._all(bound, depth)
        if found or any(b.how is not Bound.UNKNOWN for b in bound):
            return found
        own = self._annotations.get(name) if not bound else None
        return frozenset([own]) if own else NOTHING

    def _all(self, bound: list[Binding], depth: int) -> Types:
        if depth > _DEEPEST:
            return NOTHING
        parts = [self._bound(binding, depth + 1) for binding in _some(bound)]
        return frozenset().union(*parts) if parts else NOTHING

    def _bound(self, binding: Binding, depth: int) -> Types:
        if binding.how is Bound.VALUE:
            return self.types(binding.node, depth)
        if binding.how is Bound.EACH:
            return self._elements(self.types(binding.node, depth))
        if binding.how is Bound.TYPE:
            return self.annotation(binding.node)
        if binding.how is Bound.PART:
            return self._member(binding.node, binding.key, depth + _DEEPEST // 4)
        if binding.how is Bound.LAMBDA and binding.node is not None:
            return self._lambda(binding.node, depth)
        return NOTHING

    def _lambda(self, node: Node, depth: int) -> Types:
        """The parameter of a function that is passed to a method: an element of its receiver."""
        parent = self._parents.of(node)
        while parent is not None and self.shape(parent).get("is") not in ("call", "method"):
            parent = self._parents.of(parent)
        if parent is None:
            return NOTHING
        shape = self.shape(parent)
        if shape["is"] == "method":
            return self._elements(self.types(parent.child_by_field_name(shape["object"]), depth))
        function = parent.child_by_field_name(shape["function"])
        inner = self.shape(function) if function is not None else {}
        if function is not None and inner.get("is") == "member":
            return self._elements(self.types(function.child_by_field_name(inner["object"]), depth))
        return NOTHING

    def _elements(self, types: Types) -> Types:
        """The types of what a collection holds; other types stay."""
        catalog = self._catalog
        return frozenset(catalog.returns[t] if t in catalog.enumerates else t for t in types)

    def annotation(self, node: Node | None) -> Types:
        """The types that a type expression names, without packages, pointers and wrappers."""
        if node is None:
            return NOTHING
        if node.id not in self._annotated:
            words = re.findall(r"\w+", self._bindings.text(node))
            known = self._annotations
            embedded = [part for word in words for part in self._bindings.embedded.get(word, ())]
            self._annotated[node.id] = frozenset(known[word] for word in words if word in known)
            for part in embedded:  # what a type embeds, it can do
                self._annotated[node.id] |= self.annotation(part)
        return self._annotated[node.id]

    def _member(self, receiver: Node | None, name: str, depth: int) -> Types:
        if receiver is None:
            return NOTHING
        before = self.types(receiver, depth)
        led = {self._catalog.navigate_on.get((type_name, name)) for type_name in before}
        if led - {None}:
            return frozenset(type_name for type_name in led if type_name)
        anywhere = self._catalog.navigate.get(name.lower())
        if anywhere:
            return frozenset([anywhere])
        if before and (name in self._catalog.passing or before & self._catalog.builders):
            return self._elements(before)
        return self._all(self._bindings.field(name), depth)

    def _call(self, node: Node, shape: dict[str, str], depth: int) -> Types:
        function = node.child_by_field_name(shape["function"])
        if function is None:
            return NOTHING
        inner = self.shape(function)
        if inner.get("is") == "member":
            name = self.part(function, inner["name"])
            return self._called(function.child_by_field_name(inner["object"]), name, node, depth)
        if inner.get("is") == "binding":
            return self._called(
                self.bound_object(function), self.part(function, inner["name"]), node, depth
            )
        if inner.get("is") in ("call", "same"):
            return self.types(function, depth)
        name = self._bindings.text_of_name(function)
        if name in self._reflection:
            return self._reflected(node, shape, depth)
        if name in self._catalog.helpers:
            return self._arguments(node, shape, depth)
        return self._function(name, depth) or self._of_lambdas(node, depth)

    def _reflected(self, node: Node, shape: dict[str, str], depth: int) -> Types:
        """A member that a function gets by its name, as `getattr` does."""
        given = node.child_by_field_name(shape["arguments"])
        if given is None or given.named_child_count < 2:
            return NOTHING
        name = nth(given, 1)
        if name is None or name.type != "string":
            return NOTHING
        return self._member(nth(given, 0), self._bindings.text(name).strip("\"'"), depth)

    def _of_lambdas(self, node: Node, depth: int) -> Types:
        """What the functions return that are written as arguments of a call, as of `retry`."""
        given = node.child_by_field_name("arguments")
        parts = [
            self.types(_result(argument), depth)
            for argument in (given.named_children if given is not None else ())
        ]
        return frozenset().union(*parts) if parts else NOTHING

    def _function(self, name: str, depth: int) -> Types:
        anywhere = self._catalog.navigate.get(name.lower())
        if anywhere:
            return frozenset([anywhere])
        return self._all(self._bindings.function(name), depth)

    def _arguments(self, node: Node, shape: dict[str, str], depth: int) -> Types:
        arguments = node.child_by_field_name(shape["arguments"])
        if arguments is None:
            return NOTHING
        parts = [self.types(child, depth) for child in arguments.named_children]
        return frozenset().union(*parts) if parts else NOTHING

    def _called(self, receiver: Node | None, name: str, node: Node, depth: int) -> Types:
        """The type of what a method returns."""
        if receiver is None:
            return self._function(name, depth) or self._of_lambdas(node, depth)
        before = self.types(receiver, depth)
        known = {self._catalog.results.get((type_name, name)) for type_name in before} - {None}
        if known:
            return frozenset(result for result in known if result)
        returned = {
            self._catalog.returns[type_name]
            for type_name in before
            if self._catalog.sends(type_name, name) and type_name in self._catalog.returns
        }
        if returned:
            return frozenset(returned)
        if any(self._catalog.sends(type_name, name) for type_name in before):
            return NOTHING
        found = self._member(receiver, name, depth)
        if found:
            return found
        if name in self._catalog.helpers:
            return self._arguments(node, self.shape(node), depth)
        return self._function(name, depth) or self._of_lambdas(node, depth)

    def _index(self, node: Node, shape: dict[str, str], depth: int) -> Types:
        """An element of a list, or a member whose name is written as a string."""
        target = node.child_by_field_name(shape["object"])
        index = node.child_by_field_name(shape["index"]) if "index" in shape else None
        if index is not None and index.type == "string":
            return self._member(target, self._bindings.text(index).strip("\"'`"), depth)
        return self.types(target, depth)


_LAMBDAS = frozenset(("lambda", "lambda_expression", "arrow_function"))
"""Functions without a name, in several languages."""


def _result(argument: Node) -> Node | None:
    """The expression that a function without a name returns: its body, or what ends it."""
    if argument.type == "argument":
        argument = nth(argument, -1) or argument
    body = argument.child_by_field_name("body") if argument.type in _LAMBDAS else None
    if body is None or body.type not in ("block", "statement_block"):
        return body
    last = nth(body, -1)
    return nth(last, 0) if last is not None and last.type in _ENDS else None


_ENDS = frozenset(("return_statement", "expression_statement"))
"""Statements that can end a function; the value of the last one is that of a closure in Groovy."""


def _some(bound: list[Binding]) -> list[Binding]:
    """The bindings, or the first and the last ones when there are very many."""
    return bound if len(bound) <= _MANY else bound[: _MANY // 2] + bound[-_MANY // 2 :]
