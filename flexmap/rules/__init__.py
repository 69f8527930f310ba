"""The rule files: what readers know of languages and SDKs, as JSON next to this module."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

Rules: TypeAlias = "dict[str, Any]"

_FOLDER = Path(__file__).parent


@cache
def rules(name: str) -> Rules:
    """The rule file of that name."""
    loaded: Rules = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return loaded
