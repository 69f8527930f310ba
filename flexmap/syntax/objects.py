"""Objects of JSON, Bicep and Terraform with one interface: members by name, in any case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tree_sitter import Node

from flexmap.syntax.grammar import nth
from flexmap.values import dataclass

Members = Callable[[Node], Iterator[tuple[str, Node, Node]]]
"""The members of a node: name, the place of the name, and the value."""


@dataclass(frozen=True, slots=True)
class Object:
    """An object in a syntax tree."""

    root: Node
    source: bytes
    members: Members

    @property
    def whole(self) -> str:
        """The object's text."""
        return self._text(self.root)

    def has(self, name: str) -> bool:
        """Whether there is a member of that name."""
        return next(self._named(name), None) is not None

    def text(self, name: str) -> str | None:
        """The value of a member as text, without its quotes."""
        member = next(self._named(name), None)
        return self._text(member[1]).strip("\"'") if member else None

    def node(self, name: str) -> Node | None:
        """The value of a member."""
        member = next(self._named(name), None)
        return member[1] if member else None

    def values(self, name: str) -> Iterator[Node]:
        """The values of all members of that name."""
        for _, value in self._named(name):
            yield value

    def find(self, path: Sequence[str]) -> str | None:
        """The text at the end of a path of names, without its quotes, or None."""
        body = self
        for name in path[:-1]:
            value = body.node(name)
            if value is None:
                return None
            body = Object(value, self.source, self.members)
        return body.text(path[-1])

    def places(self, path: Sequence[str]) -> Iterator[Node]:
        """The names at the end of the path, also through lists."""
        for place, value in self._named(path[0]):
            if len(path) == 1:
                yield place
            else:
                yield from Object(value, self.source, self.members).places(path[1:])

    def open_ended(self, name: str) -> bool:
        """Whether a member's value is put together elsewhere: it has no members to look at."""
        value = self.node(name)
        return (
            value is not None
            and next(self.members(value), None) is None
            and "{" not in self._text(value)
        )

    def _named(self, name: str) -> Iterator[tuple[Node, Node]]:
        for key, place, value in self.members(self.root):
            if key.lower() == name.lower():
                yield place, value

    def _text(self, node: Node) -> str:
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace").strip()


def json_object(node: Node, source: bytes) -> Object:
    """An object of a JSON file."""

    def members(root: Node) -> Iterator[tuple[str, Node, Node]]:
        for pair in _flat(root, ("pair",), ("object", "array")):
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if key is not None and value is not None:
                yield _bare(key, source), key, value

    return Object(node, source, members)


def bicep_object(node: Node, source: bytes) -> Object:
    """An object of a Bicep file."""

    def members(root: Node) -> Iterator[tuple[str, Node, Node]]:
        inner = (
            "object",
            "array",
            "ternary_expression",
            "for_statement",
            "parenthesized_expression",
        )
        for pair in _flat(root, ("object_property",), inner):
            if pair.named_child_count >= 2:
                key, value = nth(pair, 0), nth(pair, -1)
                if key is not None and value is not None:
                    yield _bare(key, source), key, value

    return Object(node, source, members)


def hcl_object(node: Node, source: bytes) -> Object:
    """A block of a Terraform file: its attributes, and its blocks by their kind."""

    def members(root: Node) -> Iterator[tuple[str, Node, Node]]:
        for item in _flat(root, ("attribute", "block"), ("block", "body")):
            if item == root:
                continue
            name = nth(item, 0)
            value = nth(item, -1) if item.type == "attribute" else item
            if name is None or value is None:
                continue
            shown = _bare(name, source)
            if shown == "dynamic" and item.type == "block":
                label, body = nth(item, 1), _content(item, source)
                if label is not None and body is not None:
                    yield _bare(label, source), label, body
            else:
                yield shown, name, value

    return Object(node, source, members)


def _content(block: Node, source: bytes) -> Node | None:
    """The content of a dynamic block, or the block itself."""
    for item in _flat(block, ("block",), ("block", "body")):
        name = nth(item, 0)
        if item != block and name is not None and _bare(name, source) == "content":
            return item
    return block


def _flat(root: Node, wanted: Sequence[str], through: Sequence[str]) -> Iterator[Node]:
    """The wanted nodes below the root, through lists and wrappers but not through each other."""
    if root.type not in through:
        return
    for child in root.named_children:
        if child.type in wanted:
            yield child
        elif child.type in through:
            yield from _flat(child, wanted, through)


def _bare(node: Node, source: bytes) -> str:
    return source[node.start_byte : node.end_byte].decode("utf-8", "replace").strip("\"'")
