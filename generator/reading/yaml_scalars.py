"""What plain scalars are: text, apart from `true`, `false` and integers.

YAML's own typing is what has hurt others: `2024-07-01` becomes a date, `no` becomes
False, `1.10` becomes 1.1. Here what YAML 1.1 would read as anything else has to be quoted,
so that every reader of the file agrees.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

import yaml
from yaml.resolver import Resolver

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value]"
Path: TypeAlias = tuple[str | int, ...]

MAX_DEPTH = 20
"""Levels of nesting; the deepest authored file has six."""

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C where it was built, else the one in Python; both give the same events."""

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_BOOLEANS = {"true": True, "false": False}
_STRING_TAG = "tag:yaml.org,2002:str"
_resolver = Resolver()
DOUBTFUL = frozenset(_resolver.yaml_implicit_resolvers)
"""The characters with which plain scalars begin that can be something else than text."""


def plain_value(text: str) -> str | int | bool:
    """The value of a plain scalar; text when it is neither an integer nor true or false."""
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    return int(text) if _INTEGER.fullmatch(text) else text


@lru_cache(maxsize=10_000)
def kind_for_others(text: str) -> str:
    """The type that other YAML readers give a scalar that is text here; empty when text too."""
    resolve: Callable[..., str] = _resolver.resolve  # has no types of its own
    tag = resolve(yaml.ScalarNode, text, (True, False))
    kind = tag.rsplit(":", 1)[-1].replace("timestamp", "date")
    return "" if tag == _STRING_TAG else kind
