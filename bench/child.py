"""Our part in a process of its own: prints the seconds of its steps and its peak of memory."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

Step = tuple[str, Callable[[Any], object]]
"""What is measured: a name, and what it makes of the step before."""


def steps(data: Path, docs: Path) -> list[Step]:
    """Read and check, render, write."""
    from bench.limits import lift_limits
    from generator.building.check import check
    from generator.site.materials import read_materials
    from generator.site.render import render
    from generator.site.write import assemble

    lift_limits()

    return [
        ("check", lambda _: check(data).mapping),
        ("render", lambda mapping: render(mapping, read_materials())),
        ("write", lambda made: assemble(ROOT / "docs", docs, made)),
    ]


def main() -> None:
    """Runs `DATA DOCS`; imports are outside the time.

    Seconds are those of the processor, kernel included: no step waits for anything.
    """
    data, docs = sys.argv[1:]
    seconds: dict[str, float] = {}
    made: object = None
    for name, step in steps(Path(data), Path(docs)):
        start = time.process_time()
        made = step(made)
        seconds[name] = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main()
