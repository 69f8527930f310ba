"""Data files as plain values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def read(path: Path) -> Any:
    """The value of a YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def write(path: Path, value: Any) -> None:
    """Writes a value as a YAML file."""
    text = yaml.dump(value, Dumper=yaml.CSafeDumper, sort_keys=False, width=100, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
