"""One measured step in a process of its own: prints its seconds and its peak of memory."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def ours(data: Path, docs: Path) -> Callable[[], object]:
    """Read, check, render and write."""
    from generator import files, yaml_text
    from generator.check import check
    from generator.render import render
    from generator.write import write_files

    # The packages of 10,000 entries have more operations than one file may hold.
    files.MAX_BYTES = yaml_text.MAX_BYTES = 100_000_000

    def run() -> object:
        mapping = check(data).mapping
        assert mapping is not None, "the bench's data has problems"
        return write_files(docs, render(mapping))

    return run


def mkdocs(docs: Path, site: Path) -> Callable[[], object]:
    """What MkDocs then does with the same tree."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    def run() -> None:
        config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(site))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)

    return run


STEPS = {"ours": ours, "mkdocs": mkdocs}


def main() -> None:
    """Runs `STEP FROM TO`; imports are outside the time on both sides."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    step, source, target = sys.argv[1:]
    run = STEPS[step](Path(source), Path(target))
    start = time.perf_counter()
    run()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main()
