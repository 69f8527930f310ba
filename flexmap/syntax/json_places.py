"""Where a value is in a JSON text, which the standard library does not tell."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tree_sitter import Node

from flexmap.syntax.grammar import parse


def place_of(source: bytes, path: Sequence[str | int]) -> tuple[int, int]:
    """Line and column, from 1, of the value at a path of keys and numbers of items.

    Where the path goes further than the text, it is the place of the last value on the way.
    """
    root = parse("json", source)
    node = next(iter(root.named_children), root)
    for step in path:
        inner = _member(node, step, source) if isinstance(step, str) else _item(node, step)
        if inner is None:
            break
        node = inner
    before = source[: node.start_byte]
    line = before[before.rfind(b"\n") + 1 :]
    return before.count(b"\n") + 1, len(line.decode("utf-8", "replace")) + 1


def _member(node: Node, name: str, source: bytes) -> Node | None:
    """The value of the last member of that name, which is the one that counts."""
    found = None
    for pair in node.named_children:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None and json.loads(source[key.start_byte : key.end_byte]) == name:
            found = value
    return found


def _item(node: Node, number: int) -> Node | None:
    items = [child for child in node.named_children if child.type != "comment"]
    return items[number] if node.type == "array" and number < len(items) else None
