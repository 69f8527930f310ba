"""JSON values as text in lines of a readable width, in JSON and in Python."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

WIDTH = 76
"""Columns up to which a value stays on one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """How a language writes words, and whether a comma follows the last item of several lines."""

    words: dict[Any, str]
    step: int
    last_comma: str


JSON = Syntax(words={True: "true", False: "false", None: "null"}, step=2, last_comma="")
PYTHON = Syntax(words={True: "True", False: "False", None: "None"}, step=4, last_comma=",")


def layout(value: Any, syntax: Syntax = JSON, indent: int = 0, before: int = 0) -> str:
    """The value on one line where it fits, else each item on its own.

    `indent` are the columns before the line, `before` those that its line holds already.
    """
    flat = _flat(value, syntax)
    if indent + before + len(flat) <= WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    pad = " " * (indent + syntax.step)
    if isinstance(value, dict):
        keys = [f"{json.dumps(key)}: " for key in value]
        items = [
            key + layout(item, syntax, indent + syntax.step, len(key) + 1)
            for key, item in zip(keys, value.values(), strict=True)
        ]
        pair = "{}"
    else:
        items = [layout(item, syntax, indent + syntax.step, 1) for item in value]
        pair = "[]"
    inner = f",\n{pad}".join(items)
    return f"{pair[0]}\n{pad}{inner}{syntax.last_comma}\n{' ' * indent}{pair[1]}"


def _flat(value: Any, syntax: Syntax) -> str:
    if syntax is JSON:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {_flat(item, syntax)}" for key, item in value.items()]
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flat(item, syntax) for item in value) + "]"
    if isinstance(value, bool) or value is None:
        return syntax.words[value]
    return json.dumps(value, ensure_ascii=False)
