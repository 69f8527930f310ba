"""The data that the bench measures with has to be data that the generator takes."""

from __future__ import annotations

from pathlib import Path

from bench.many import make_many
from generator.building.check import check

ROOT = Path(__file__).resolve().parent.parent


def test_generated_data_passes_every_rule(tmp_path: Path) -> None:
    make_many(ROOT / "data", tmp_path / "data", 300)
    checked = check(tmp_path / "data")
    assert checked.problems == ()
    assert checked.mapping is not None
    assert len(checked.mapping.entries) == 300
    assert checked.mapping.entries[-1].uniform.names
