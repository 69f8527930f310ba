"""What of an answer is kept: its keys and its error, and nothing that names anyone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_QUOTED = re.compile(r"'[^']*'")
_NAMES = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # a GUID
    r"|/subscriptions/[^\s'\",;]*"
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"  # an address of e-mail
    r"|\d{1,3}(\.\d{1,3}){3}",
    re.IGNORECASE,
)
_LONGEST_ERROR = 400


def keys(answer: Any) -> list[str]:
    """The keys of an answer and of its `properties`, sorted; of a list those of its items.

    A key of an item begins with `value[].`, and is there when one item has it.
    """
    return sorted({path for path, _ in _leaves(answer)})


def nulls(answer: Any) -> list[str]:
    """The keys whose value is null, or a list of nothing but null, in every place."""
    empty: dict[str, bool] = {}
    for path, value in _leaves(answer):
        empty[path] = empty.get(path, True) and _is_null(value)
    return sorted(path for path, always in empty.items() if always)


def error(answer: Any) -> dict[str, str]:
    """Code and text of an error, names taken out; empty when the answer has none."""
    found = answer.get("error") if isinstance(answer, Mapping) else None
    if not isinstance(found, Mapping) or "code" not in found:
        return {}
    text = scrub(str(found.get("message", "")))
    return {"code": str(found["code"])} | ({"text": text[:_LONGEST_ERROR]} if text else {})


def scrub(text: str) -> str:
    """A text of the service with `…` for what it quotes and for ids, addresses and paths."""
    return " ".join(_NAMES.sub("…", _QUOTED.sub("'…'", text)).split())


def _leaves(answer: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    if not isinstance(answer, Mapping) or "error" in answer:
        return
    for key, value in answer.items():
        if key == "properties" and isinstance(value, Mapping):
            yield from ((f"{prefix}properties.{name}", item) for name, item in value.items())
        elif key == "value" and isinstance(value, list) and not prefix:
            for item in value:
                yield from _leaves(item, "value[].")
        else:
            yield f"{prefix}{key}", value


def _is_null(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(item is None for item in value)
    return value is None
