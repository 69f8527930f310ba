"""Members of objects and blocks with their whole extent: JSON, Bicep and Terraform alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from flexmap.syntax.grammar import nth
from flexmap.values import dataclass

_THROUGH = ("array", "for_statement", "parenthesized_expression", "if_statement")


@dataclass(frozen=True, slots=True)
class Member:
    """A member: its name in lower case, its whole node, the place of its name, and its value.

    The value of a Terraform block is its body; that of a dynamic one is the body of its content.
    """

    name: str
    node: Node
    key: Node
    value: Node


def members(node: Node, source: bytes) -> Iterator[Member]:
    """The members of an object or a body, in the order of the text."""
    for child in node.named_children:
        made = _member(child, source)
        if made is not None:
            yield made


def _member(node: Node, source: bytes) -> Member | None:
    if node.type in ("pair", "object_property", "attribute"):
        key, value = nth(node, 0), nth(node, -1)
        if key is None or value is None or key == value:
            return None
        return Member(_text(key, source), node, key, value)
    return _block(node, source) if node.type == "block" else None


def _block(node: Node, source: bytes) -> Member | None:
    """A block of Terraform by its kind; a dynamic one by its label."""
    key, body = nth(node, 0), body_of(node)
    if key is None or body is None:
        return None
    if _text(key, source) != "dynamic":
        return Member(_text(key, source), node, key, body)
    label = nth(node, 1)
    inner = [member for member in members(body, source) if member.name == "content"]
    if label is None or not inner:
        return None
    return Member(_text(label, source), node, label, inner[0].value)


def body_of(block: Node) -> Node | None:
    """The body of a Terraform block; an empty one has none."""
    return next((child for child in block.named_children if child.type == "body"), None)


def at(root: Node, path: Sequence[str], source: bytes) -> Iterator[Member]:
    """The members at the end of a path of names in lower case, through lists."""
    for holder in objects(root):
        for member in members(holder, source):
            if member.name != path[0]:
                continue
            if len(path) == 1:
                yield member
            else:
                yield from at(member.value, path[1:], source)


def objects(node: Node) -> Iterator[Node]:
    """The objects that a value is or lists."""
    if node.type in ("object", "body"):
        yield node
    elif node.type in _THROUGH:
        for child in node.named_children:
            yield from objects(child)


def segments(path: str) -> list[str]:
    """A path as names in lower case, without the marks of lists."""
    return path.replace("[]", "").lower().split(".")


def text(node: Node, source: bytes) -> str:
    """The text of a value without its quotes."""
    return source[node.start_byte : node.end_byte].decode("utf-8", "replace").strip("\"' \t\r\n")


def _text(node: Node, source: bytes) -> str:
    return text(node, source).lower()
