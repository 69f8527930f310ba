"""Puts the mapping into the package: the build runs the generator on `data/`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INSIDE = Path("flexmap") / "data" / "mapping.json"


class MappingHook(BuildHookInterface[Any]):
    """Writes `flexmap/data/mapping.json` before a wheel or an sdist is made.

    An sdist carries the file, so what is built from one needs no generator.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Makes the file from `data/`; raises `RuntimeError` with the problems of the data."""
        del version, build_data
        root = Path(self.root)
        target = root / INSIDE
        if not (root / "generator").is_dir():
            if not target.is_file():
                raise RuntimeError(f"{INSIDE} is missing, and there is no generator to make it")
            return
        text = _mapping(root)
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")


def _mapping(root: Path) -> str:
    """The text of `mapping.json`, as the site publishes it."""
    sys.path.insert(0, str(root))
    try:
        from generator.building.check import check
        from generator.exports import exports
        from generator.reading.reporters import REPORTERS
    finally:
        sys.path.remove(str(root))
    checked = check(root / "data")
    if checked.mapping is None:
        raise RuntimeError("the data has problems:\n" + REPORTERS["text"](checked.problems))
    schema = (root / "templates" / "exports" / "mapping.schema.json").read_text(encoding="utf-8")
    return exports(checked.mapping, schema)["mapping.json"]
