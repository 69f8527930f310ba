"""What Pulumi's azure-native calls a property, as its package was read."""

from __future__ import annotations

import re
from typing import Any

_BEFORE_LAST = re.compile(r"([A-Z]+)([A-Z][a-z])")
_BEFORE = re.compile(r"([a-z0-9])([A-Z])")


def pulumi_path(surface: Any, resource: str, path: str) -> str | None:
    """The path of a property in TypeScript and YAML, or None when the package has none.

    It is that of REST without the steps named `properties`.
    """
    wanted = ".".join(step for step in path.split(".") if step != "properties")
    for item in surface["resources"] if surface else ():
        if item["resource"] == resource and wanted in item["properties"]:
            return wanted
    return None


def python_path(surface: Any, path: str) -> str:
    """The same path in Python, without the marks of lists."""
    odd: dict[str, str] = surface["python"]
    steps = path.replace("[]", "").split(".")
    return ".".join(odd.get(step) or _snake(step) for step in steps)


def _snake(name: str) -> str:
    return _BEFORE.sub(r"\1_\2", _BEFORE_LAST.sub(r"\1_\2", name)).lower()
