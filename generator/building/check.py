"""Reads and checks a data folder: from files to the mapping, or to problems."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.building.mapping import build_model
from generator.reading.files import read_folder, read_json
from generator.reading.loading import load
from generator.reading.problems import Problem, in_order
from generator.reading.schemas import Schemas, compile_schemas
from generator.reference import Reference
from generator.rules import rule_problems

SCHEMAS = Path(__file__).resolve().parents[2] / "data" / "schema"
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
    loaded = load(read_folder(data), authored_schemas())
    problems = in_order([*loaded.problems, *rule_problems(loaded.documents)])
    mapping = None if problems else build_model(loaded.documents)
    return Checked(mapping=mapping, problems=problems, nothing_read=loaded.nothing_read)


def authored_schemas() -> Schemas:
    """The schemas of the authored files, by the schema's name."""
    return compile_schemas(_schema_texts())


def _schema_texts() -> dict[str, Any]:
    ending = ".schema.json"
    paths = sorted(SCHEMAS.glob(f"*{ending}"))
    return {path.name.removesuffix(ending): read_json(path) for path in paths}
