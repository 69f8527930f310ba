"""A record of an entry as flat values, so that two of them can be compared part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str, ...]

KEYS = ("id", "operation", "service", "client", "name", "text", "from")
"""What tells the items of a list apart, in this order; text and numbers tell themselves apart."""

ORDERED = ("alternatives", "caveats", "claims")
"""Lists whose order is shown; the order itself is not a fact, so it is not compared."""


def flatten(record: Mapping[str, Any]) -> dict[Path, str]:
    """Every value of a record by its path, list items under what tells them apart."""
    return dict(_values((), record))


def _values(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _values((*path, key), item)
    elif isinstance(value, list):
        for name, item in _named(value):
            yield from _values((*path, name), item)
    else:
        yield path, _text(value)


def _named(items: list[Any]) -> Iterator[tuple[str, Any]]:
    """The items with a name each; a second item of the same name gets a number."""
    seen: dict[str, int] = {}
    for item in items:
        name = _name(item)
        seen[name] = count = seen.get(name, 0) + 1
        yield (name if count == 1 else f"{name} ({count})"), item


def _name(item: Any) -> str:
    if not isinstance(item, Mapping):
        return _text(item)
    named = [str(item[key]) for key in KEYS if key in item]
    if "client" in item:  # a name in a client: the client alone does not tell it apart
        return " ".join(str(item[key]) for key in ("client", "name", "text") if key in item)
    return named[0] if named else "item"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
