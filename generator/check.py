"""Reads and checks a data folder: from files to the mapping, or to problems."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.build_model import build_model
from generator.files import Folder, read_folder, read_json
from generator.garbage import garbage_collector_paused
from generator.load import load
from generator.model import Reference
from generator.problems import Problem, in_order
from generator.rules import rule_problems
from generator.schemas import Schemas, compile_schemas

SCHEMAS = Path(__file__).resolve().parent.parent / "data" / "schema"
"""The tool's own schemas, which hold for every data folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The mapping, or the problems that keep it from being made.

    `nothing_read` tells a folder that could not be looked at from one with findings.
    """

    mapping: Reference | None
    problems: tuple[Problem, ...]
    nothing_read: bool


def check(data: Path) -> Checked:
    """Reads and checks a data folder; the mapping is there when nothing was found."""
    return _checked(read_folder(data), _schema_texts())


class Checker:
    """Checks a data folder again and again, and looks at nothing twice."""

    def __init__(self) -> None:
        self._last: tuple[Folder, dict[str, Any], Checked] | None = None

    def check(self, data: Path) -> Checked:
        """What `check` gives; the same object as long as no file of the folder has changed."""
        folder, texts = read_folder(data), _schema_texts()
        if self._last is None or self._last[:2] != (folder, texts):
            self._last = folder, texts, _checked(folder, texts)
        return self._last[2]


def authored_schemas() -> Schemas:
    """The schemas of the authored files, by the schema's name."""
    return compile_schemas(_schema_texts())


@garbage_collector_paused()
def _checked(folder: Folder, texts: dict[str, Any]) -> Checked:
    loaded = load(folder, compile_schemas(texts))
    problems = in_order([*loaded.problems, *rule_problems(loaded.documents)])
    mapping = None if problems else build_model(loaded.documents)
    return Checked(mapping=mapping, problems=problems, nothing_read=loaded.nothing_read)


def _schema_texts() -> dict[str, Any]:
    ending = ".schema.json"
    found = sorted(SCHEMAS.glob(f"*{ending}"))
    return {path.name.removesuffix(ending): read_json(path) for path in found}
