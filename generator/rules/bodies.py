"""Whether a JSON value is a body that the management package knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.reading.problems import did_you_mean

_PLAIN = {"text": str, "number": (int, float), "boolean": bool}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a body, and how to fix it."""

    message: str
    hint: str = ""


def body_faults(value: Any, kind: str, calls: Any, at: str = "body") -> Iterator[Fault]:
    """Where a value departs from a type of `data/surface/calls.yml`, the file's value `calls`."""
    if kind.endswith("[]"):
        if not isinstance(value, list):
            yield Fault(message=f"{at} is a list")
            return
        for index, item in enumerate(value):
            yield from body_faults(item, kind.removesuffix("[]"), calls, f"{at}[{index}]")
    elif kind.endswith("{}"):
        if not isinstance(value, dict):
            yield Fault(message=f"{at} is a map")
            return
        for key, item in value.items():
            yield from body_faults(item, kind.removesuffix("{}"), calls, f"{at}.{key}")
    elif kind in calls["models"]:
        yield from _model(value, calls["models"][kind], calls, at)
    elif kind in calls["enumerations"]:
        known = calls["enumerations"][kind]
        if value not in known:
            yield Fault(message=f"{at} is {value!r}", hint=did_you_mean(str(value), known))
    elif kind in _PLAIN:
        right = isinstance(value, _PLAIN[kind])  # type: ignore[arg-type]  # types by name
        if not right or (kind == "number" and isinstance(value, bool)):
            yield Fault(message=f"{at} is a {kind}")


def _model(value: Any, model: Any, calls: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(message=f"{at} is a group of properties")
        return
    properties = model["properties"]
    for name in model.get("required", ()):
        if name not in value:
            yield Fault(message=f"{at} lacks {name!r}")
    for name, item in value.items():
        if name not in properties:
            hint = did_you_mean(name, list(properties))
            yield Fault(message=f"{at} has no {name!r}", hint=hint)
        else:
            yield from body_faults(item, properties[name], calls, f"{at}.{name}")
