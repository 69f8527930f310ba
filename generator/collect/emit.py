"""Values as YAML that every reader understands alike: one way to write each value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import yaml
from yaml.resolver import Resolver

Data: TypeAlias = "str | int | bool | Sequence[Data] | Mapping[str, Data]"

WIDTH = 100
"""Columns of a line that is written in flow style."""

_PLAIN = re.compile(r"[A-Za-z/_$][A-Za-z0-9_./@$ +=<>()'\"{}:;*?!%&|~^\[\],-]*")
_UNSAFE = re.compile(r": |:$| #| $|^---")
_FLOW_UNSAFE = re.compile(r"[\[\]{},:\"']")
_TEXT = "tag:yaml.org,2002:str"
_resolver = Resolver()


def document(heading: Sequence[str], value: Mapping[str, Data]) -> str:
    """A whole file: comment lines, then the value in block style."""
    comment = "".join(f"# {line}".rstrip() + "\n" for line in heading)
    return comment + "".join(f"{line}\n" for line in _mapping(value, 0))


def scalar(value: str | int | bool, *, flow: bool = False) -> str:
    """A scalar: plain where every reader takes it for text, else in double quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    plain = _PLAIN.fullmatch(value) and not _UNSAFE.search(value)
    if flow and _FLOW_UNSAFE.search(value):
        plain = None
    tag = _resolver.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    if plain and tag == _TEXT:
        return value
    return json.dumps(value, ensure_ascii=False)


def _mapping(value: Mapping[str, Data], indent: int) -> list[str]:
    pad = " " * indent
    lines: list[str] = []
    for key, item in value.items():
        head = f"{pad}{scalar(key)}:"
        short = _one_line(item, indent + len(scalar(key)) + 2)
        if short is not None:
            lines.append(f"{head} {short}")
        elif isinstance(item, Mapping):
            lines += [head, *_mapping(item, indent + 2)]
        else:
            assert not isinstance(item, str | int)
            lines += [head, *_sequence(item, indent + 2)]
    return lines


def _sequence(value: Sequence[Data], indent: int) -> list[str]:
    pad = " " * indent
    lines: list[str] = []
    for item in value:
        short = _one_line(item, indent + 2)
        if short is not None:
            lines.append(f"{pad}- {short}")
        elif isinstance(item, Mapping):
            block = _mapping(item, indent + 2)
            lines += [f"{pad}- {block[0].lstrip()}", *block[1:]]
        else:
            assert not isinstance(item, str | int)
            lines += [f"{pad}-", *_sequence(item, indent + 2)]
    return lines


def _one_line(value: Data, column: int) -> str | None:
    """The value on the rest of a line: scalars always, flat lists and mappings that fit."""
    if isinstance(value, str | int):
        return scalar(value)
    if not value:
        return "{}" if isinstance(value, Mapping) else "[]"
    items = value.values() if isinstance(value, Mapping) else value
    if not all(isinstance(item, str | int) for item in items):
        return None
    if isinstance(value, Mapping):
        # A mapping that is a record of its own reads better in lines; only pairs go on one.
        if len(value) > 2:
            return None
        text = ", ".join(f"{scalar(k)}: {scalar(v, flow=True)}" for k, v in value.items())  # type: ignore[arg-type]
        text = "{" + text + "}"
    else:
        text = "[" + ", ".join(scalar(item, flow=True) for item in value) + "]"  # type: ignore[arg-type]
    return text if column + len(text) <= WIDTH else None
