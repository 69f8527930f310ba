"""What the names of a template represent: its variables, and the defaults of its parameters.

A parameter can be given something else; its default is what the template does unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree_sitter import Node

from flexmap.syntax.grammar import Match, nth
from flexmap.syntax.literals import Literals, Resolve
from flexmap.syntax.objects import json_object

_ARM = re.compile(
    r"\[\s*(variables|parameters)\(\s*'([^']+)'\s*\)((?:\.\w+)*)\s*\]\Z", re.IGNORECASE
)
_BICEP_VALUES = ("number", "string", "boolean", "array", "object", "null", "identifier")
_LONGEST = 300
"""Bytes of an expression that can be a name with members."""


def of_bicep(found: Sequence[Match], source: bytes) -> Resolve:
    """The values of `var` and of `param` with a default, also of a member of one."""
    held: dict[str, Node] = {}
    for match in found:
        for name in match.get("bind.name", []):
            held[_text(name, source)] = match["bind.value"][0]
        for node in match.get("parameter", []):
            label, value = nth(node, 0), nth(node, -1)
            if label is not None and value is not None and value.type in _BICEP_VALUES:
                held[_text(label, source)] = value

    def resolve(node: Node) -> Node | None:
        if node.type not in ("identifier", "member_expression"):
            return None
        name, *path = _text(node, source).split(".")
        return _member(Literals(source, resolve), _other(held.get(name), node), path)

    return resolve


def of_arm(root: Node, source: bytes) -> Resolve:
    """The values behind `[variables('x')]` and `[parameters('x')]`, the latter by default."""
    template = nth(root, 0)
    if template is None or template.type != "object":
        return lambda _: None
    held: dict[tuple[str, str], Node] = {}
    whole = json_object(template, source)
    for kind in ("variables", "parameters"):
        declared = whole.node(kind)
        for name, _, value in _members(declared, source):
            default = json_object(value, source).node("defaultValue")
            known = default if kind == "parameters" else value
            if known is not None:
                held[kind, name.lower()] = known

    def resolve(node: Node) -> Node | None:
        match = _ARM.match(_text(node, source).strip('"')) if node.type == "string" else None
        if match is None:
            return None
        value = held.get((match[1].lower(), match[2].lower()))
        return _member(Literals(source, resolve), _other(value, node), match[3].split(".")[1:])

    return resolve


def of_terraform(blocks: Sequence[Node], source: bytes) -> Resolve:
    """The values behind `local.x` and behind `var.x`, the latter by default."""
    literals = Literals(source)
    held: dict[tuple[str, str], Node] = {}
    for block in blocks:
        kind = nth(block, 0)
        word = _text(kind, source) if kind is not None else ""
        if word == "locals":
            held |= {("local", name): value for name, _, value in literals.pairs_of_blocks(block)}
        elif word == "variable" and (label := nth(block, 1)) is not None:
            name = _text(label, source).strip('"')
            members = literals.pairs_of_blocks(block)
            default = next((value for key, _, value in members if key == "default"), None)
            if default is not None:
                held["var", name] = default

    def resolve(node: Node) -> Node | None:
        text = _text(node, source)
        if node.type != "expression" or not re.fullmatch(r"(?:local|var)(?:\.\w+)+", text):
            return None
        kind, name, *path = text.split(".")
        return _member(Literals(source, resolve), _other(held.get((kind, name)), node), path)

    return resolve


def _member(literals: Literals, value: Node | None, path: Sequence[str]) -> Node | None:
    """The member at the end of a path of names, through objects that are written out."""
    for name in path:
        read = literals.members(value)
        value = next((v for key, _, v in read[0] if key == name), None) if read else None
    return value


def _members(node: Node | None, source: bytes) -> list[tuple[str, Node, Node]]:
    if node is None or node.type != "object":
        return []
    whole = json_object(node, source)
    return list(whole.members(node))


def _other(value: Node | None, node: Node) -> Node | None:
    """The value, unless it is the name itself."""
    return value if value is not None and value.id != node.id else None


def _text(node: Node, source: bytes) -> str:
    """The text of a node, as far as it can be a name."""
    end = min(node.end_byte, node.start_byte + _LONGEST)
    return source[node.start_byte : end].decode("utf-8", "replace")
