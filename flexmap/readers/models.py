"""The properties of a model that is written in code, by their paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from tree_sitter import Node

from flexmap.readers.occurrences import PRESENT, UNKNOWN, Argument, Form, Value, value_of
from flexmap.readers.wire import Filled, Wires
from flexmap.syntax.literals import Literals
from flexmap.values import dataclass

_SPELLED = {"typepropertiestype": "type", "vminstanceids": ""}
"""Keys that a client spells in a way of its own; an empty one adds no level."""

_DEEPEST = 24
_SHOWN = 80


@dataclass(slots=True)
class Model:
    """The arguments of a model, and the paths below which there can be more."""

    arguments: list[Argument] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def find(self, wire: str) -> Argument | None:
        """The first argument of that path, whatever its case."""
        wanted = wire.lower()
        return next((a for a in self.arguments if a.wire.lower() == wanted), None)


def model(literals: Literals, node: Node, path: str = "") -> Model:
    """The properties of an object; a value that is not a visible object hides everything."""
    found = Model()
    _object(literals, node, path, found, 0)
    return found


def _object(literals: Literals, node: Node, path: str, found: Model, depth: int) -> None:
    read = literals.members(node)
    if read is None or depth > _DEEPEST:
        found.hidden.append(path)
        return
    members, more = read
    if more:
        found.hidden.append(path)
    for name, key, value in members:
        inner = _joined(path, name)
        if literals.is_nothing(value):
            continue
        found.arguments.append(argument(literals, inner, key, value))
        _inside(literals, value, inner, found, depth)


def argument(literals: Literals, wire: str, key: Node, value: Node) -> Argument:
    """A property with its value, at the place of its name."""
    return Argument(
        wire=wire, typed=literals.text(key).strip("\"'"), value=_value(literals, value),
        shown=_shown(literals, key, value), start=key.start_byte, end=key.end_byte,
    )  # fmt: skip


def _inside(literals: Literals, value: Node, path: str, found: Model, depth: int) -> None:
    """What is in a value: the members of an object, or of each object of a list."""
    if literals.members(value) is not None:
        _object(literals, value, path, found, depth + 1)
        return
    for item in literals.items(value) or ():
        if literals.members(item) is not None:
            _object(literals, item, f"{path}[]", found, depth + 1)
        elif literals.word(item) is None:
            found.hidden.append(path)


def _joined(path: str, name: str) -> str:
    plain = _SPELLED.get(name.lower(), name)
    return ".".join(part for part in (path, plain) if part)


def _value(literals: Literals, node: Node) -> Value:
    word = literals.word(node)
    if word is not None:
        # In a template, a text in brackets is an expression.
        return UNKNOWN if word.startswith("[") and word.endswith("]") else value_of([word])
    items = literals.items(node)
    if items is not None:
        if any(literals.members(item) is not None for item in items):
            return PRESENT
        return Value(form=Form.LIST, words=tuple(literals.word(item) for item in items))
    return PRESENT if literals.members(node) is not None else UNKNOWN


def _shown(literals: Literals, key: Node, value: Node) -> str:
    """The name with its value, or alone where the value is long."""
    name = literals.text(key)
    if key.end_byte > value.start_byte:
        return name
    around = value.parent
    call = around is not None and around.type in ("argument_list", "arguments")
    end = around.end_byte if around is not None and call else value.end_byte
    text = literals.source[key.start_byte : end].decode("utf-8", "replace")
    return text if len(text) <= _SHOWN and "\n" not in text else name


def blocks(literals: Literals, node: Node, wires: Wires, resource: str) -> Model:
    """The arguments of a Terraform resource, each under the wire names that it fills."""
    found = Model()
    _block(literals, node, "", wires, resource, found)
    return found


def _block(
    literals: Literals, node: Node, path: str, wires: Wires, resource: str, found: Model
) -> None:
    for name, key, value in literals.pairs_of_blocks(node):
        inner = f"{path}.{name}" if path else name
        if value.type == "block":
            found.arguments += _filled(literals, (inner, key, value), PRESENT, wires, resource)
            _block(literals, value, inner, wires, resource, found)
        elif not literals.is_nothing(value):
            read = _value(literals, value)
            found.arguments += _filled(literals, (inner, key, value), read, wires, resource)


def _filled(
    literals: Literals, member: tuple[str, Node, Node], value: Value, wires: Wires, resource: str
) -> Iterator[Argument]:
    """The argument under each wire name that it fills; without one under none."""
    path, key, node = member
    fills = wires.argument(resource, path, value.words[0] if len(value.words) == 1 else None)
    shown = _shown(literals, key, node) if node.type != "block" else literals.text(key)
    other = wires.renamed(resource, path)
    for fill in fills or [Filled(wire="")]:
        words = fill.words
        yield Argument(
            wire=fill.wire, typed=path, shown=re.sub(r"\s+", " ", shown),
            value=value if words is None else value_of(words),
            start=key.start_byte, end=key.end_byte, renamed=other,
        )  # fmt: skip
