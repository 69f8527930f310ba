"""Each folder in golden/check lays files over golden/base; expected.txt is what check prints.

`UPDATE_GOLDEN=1` writes the expectations anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from generator.building.check import check
from generator.reading.reporters import as_text
from generator.rules import RULES

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.name for path in (GOLDEN / "check").iterdir())


def make(case: str, folder: Path) -> Path:
    """The data folder of a case: the base with the case's files over it."""
    data = folder / "data"
    shutil.copytree(GOLDEN / "base", data)
    overlay = GOLDEN / "check" / case
    if (overlay / "data").is_dir():
        shutil.copytree(overlay / "data", data, dirs_exist_ok=True)
    if (overlay / "remove.txt").exists():
        for name in (overlay / "remove.txt").read_text().split():
            (data / name).unlink()
    return data


@pytest.mark.parametrize("case", CASES)
def test_prints_what_is_expected(case, tmp_path):
    printed = as_text(check(make(case, tmp_path)).problems)
    expected = GOLDEN / "check" / case / "expected.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(printed)
    assert printed == expected.read_text()


def test_every_rule_has_a_case_that_breaks_it():
    shown = "".join(path.read_text() for path in (GOLDEN / "check").glob("*/expected.txt"))
    broken = set(re.findall(r"error\[([a-z0-9-]+)\]", shown))
    assert {rule.code for rule in RULES} - broken == set()
