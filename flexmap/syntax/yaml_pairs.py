"""Pairs of YAML mappings: the one around a node, its key and value, and those next to it."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

_PAIRS = ("block_mapping_pair", "flow_pair")


def pair_around(node: Node | None) -> Node | None:
    """The innermost pair that the node is in, which can be the node itself."""
    while node is not None and node.type not in _PAIRS:
        node = node.parent
    return node


def key_of(pair: Node, source: bytes) -> str:
    """The key as text, without its quotes."""
    key = pair.child_by_field_name("key")
    if key is None:
        return ""
    return source[key.start_byte : key.end_byte].decode("utf-8", "replace").strip("\"'")


def value_of_pair(pair: Node) -> Node | None:
    """The value, or None where there is none."""
    return pair.child_by_field_name("value")


def members(node: Node | None) -> Iterator[Node]:
    """The pairs of a mapping that is a value."""
    for child in node.named_children if node is not None else ():
        if child.type.endswith("_mapping"):
            yield from (pair for pair in child.named_children if pair.type in _PAIRS)


def siblings(pair: Node | None) -> Iterator[Node]:
    """The pairs of the mapping that a pair is in, itself included."""
    mapping = pair.parent if pair is not None else None
    for child in mapping.named_children if mapping is not None else ():
        if child.type in _PAIRS:
            yield child
