"""Code in strings of JSON files: deployment scripts, extensions, and cells of notebooks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tree_sitter import Node

from flexmap.readers.embedded import CMDLET, COMMAND
from flexmap.readers.occurrences import Confidence
from flexmap.readers.regions import Region
from flexmap.rules import rules
from flexmap.syntax import grammar

_MAGIC = re.compile(r"\s*(?:%%(?:bash|sh|script bash)|#!(?:azcli|pwsh|powershell|csharp))")
_WHOLE = re.compile(r"\"(?:sudo )?az(?:\.cmd)?\s{1,9}vmss\s{1,9}[a-z]+")
"""A string that is a command and nothing else, under any key."""

_FOR_PEOPLE = frozenset(
    ("description", "title", "message", "summary", "label", "detail", "help", "name")
)
"""Keys whose strings are read by people."""

_ESCAPED = re.compile(r"^([ \t]*)!", re.MULTILINE)
"""A line of a notebook that goes to the shell."""

_ESCAPED_AZ = re.compile(r"^[ \t]*![ \t]*az\s", re.MULTILINE)


def read_json_strings(source: bytes) -> Iterator[Region]:
    """Scripts in strings of a JSON file: deployment scripts, extensions, notebooks."""
    shown = source.decode("utf-8", "replace")
    if not (COMMAND.search(shown) or CMDLET.search(shown) or '"cells"' in shown):
        return
    root = grammar.parse("json", source)
    wanted = {name.lower() for name in rules("templates")["script_properties"]}
    wanted |= set(rules("shell")["script_keys"])
    for match in grammar.matches("json", root):
        for node in match.get("string", []):
            text = source[node.start_byte : node.end_byte]
            shown = text.decode("utf-8", "replace")
            if not (COMMAND.search(shown) or CMDLET.search(shown)):
                continue
            key = _json_key(node, source)
            if key == "source":
                continue
            if key in wanted or (key not in _FOR_PEOPLE and _WHOLE.match(shown)):
                language = "powershell" if CMDLET.search(shown) else "shell"
                plain = text[1:-1].replace(b"\\n", b" \n").replace(b'\\"', b' "')
                yield Region(
                    text=plain,
                    language=language,
                    start=node.start_byte + 1,
                    confidence=Confidence.LIKELY,
                )
    yield from _notebook(source)


def _json_key(node: Node, source: bytes) -> str:
    parent = node.parent
    while parent is not None and parent.type == "array":
        parent = parent.parent
    key = (
        parent.child_by_field_name("key") if parent is not None and parent.type == "pair" else None
    )
    if key is None or key == node:
        return ""
    return source[key.start_byte : key.end_byte].decode("utf-8", "replace").strip('"').lower()


def _notebook(source: bytes) -> Iterator[Region]:
    """The code cells of a notebook, put together: each line is a string of its own."""
    if b'"cells"' not in source or b'"cell_type"' not in source:
        return
    for lines in _cells(source):
        language, text = _cell("".join(line for _, line in lines))
        spans = tuple((at + 1, at + len(json.dumps(line)) - 1) for at, line in lines)
        yield Region(text=text.encode(), language=language, lines=spans)


def _cell(text: str) -> tuple[str, str]:
    """The language of a cell, and its text without what only a notebook knows."""
    magic = _MAGIC.match(text)
    if magic and "csharp" in magic[0]:
        return "csharp", text
    if magic:
        return ("powershell" if "p" in magic[0].rpartition("!")[2][:1] else "shell"), text
    if _ESCAPED_AZ.search(text):
        return "shell", _ESCAPED.sub(r"\1 ", text)
    return "python", text


def _cells(source: bytes) -> Iterator[list[tuple[int, str]]]:
    """The lines of each code cell with their offsets."""
    root = grammar.parse("json", source)
    for match in grammar.matches("json", root):
        for node in match.get("object", []):
            fields = {
                _field(pair, source): pair.child_by_field_name("value")
                for pair in node.named_children
                if pair.type == "pair"
            }
            kind, lines = fields.get("cell_type"), fields.get("source")
            if (
                kind is None
                or lines is None
                or source[kind.start_byte : kind.end_byte] != b'"code"'
            ):
                continue
            strings = [item for item in lines.named_children if item.type == "string"]
            yield [(item.start_byte, _value(item, source)) for item in strings]


def _field(pair: Node, source: bytes) -> str:
    key = pair.child_by_field_name("key")
    return (
        source[key.start_byte : key.end_byte].decode("utf-8", "replace").strip('"') if key else ""
    )


def _value(node: Node, source: bytes) -> str:
    try:
        return str(json.loads(source[node.start_byte : node.end_byte]))
    except ValueError:
        return ""
