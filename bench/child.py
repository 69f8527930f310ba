"""One measured part in a process of its own: prints the seconds of its steps and its peak."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


Step = tuple[str, Callable[[Any], object]]
"""What is measured: a name, and what it makes of the step before."""


def ours(data: Path, docs: Path) -> list[Step]:
    """Read and check, render, write."""
    from bench.limits import lift_limits
    from generator.check import check
    from generator.render import render
    from generator.write import write_files

    lift_limits()

    return [
        ("check", lambda _: check(data).mapping),
        ("render", render),
        ("write", lambda made: write_files(docs, made)),
    ]


def mkdocs(docs: Path, site: Path) -> list[Step]:
    """What MkDocs then does with the same tree."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    def run(_: None) -> None:
        config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(site))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)

    return [("mkdocs", run)]


PARTS = {"ours": ours, "mkdocs": mkdocs}


def main() -> None:
    """Runs `PART FROM TO`; imports are outside the time on both sides.

    Our templates are compiled by the first run and kept, as Python keeps what it compiles; MkDocs
    compiles those of its theme each time. Seconds are those of the processor, kernel included:
    neither part waits for anything, and what else the machine does would blur the ratio.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    part, source, target = sys.argv[1:]
    seconds: dict[str, float] = {}
    made: object = None
    for name, step in PARTS[part](Path(source), Path(target)):
        start = time.process_time()
        made = step(made)
        seconds[name] = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main()
