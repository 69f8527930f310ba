"""The report over forty repositories, and `--fix`, beside the plain review of the same files.

The runs take turns, so that other work on the machine meets all of them.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.review import Run, make_tree, mapping_text, once

AT_MOST = 1.3
"""Times the processor time of the review that each may take."""

TURNS = 3


def main() -> int:
    """Measures and prints; 0 when the aims are met, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m bench.repositories", description=__doc__)
    parser.add_argument("--repositories", type=int, default=40)
    parser.add_argument("--files", type=int, default=500, help="of each repository")
    parser.add_argument("--matching", type=float, default=0.1, help="part of files with names")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mapping.json").write_text(mapping_text(), encoding="utf-8")
        for number in range(arguments.repositories):
            checkout = folder / "code" / f"repository-{number:02}"
            make_tree(checkout, arguments.files, 11, arguments.matching)
            (checkout / ".git").mkdir()
        return 0 if _compare(folder) else 1


def _compare(folder: Path) -> bool:
    """Whether each command takes at most its share of the review's time."""
    runs: dict[str, list[Run]] = {name: [] for name in ("review", "report", "review --fix")}
    for _ in range(TURNS):
        for name, taken in runs.items():
            taken.append(_once(name, folder))
    review = _processor(runs["review"])
    print(f"{'review':14}{review:8.2f} s of processor time, {_peak(runs['review']):.0f} MB")
    met = True
    for name in ("report", "review --fix"):
        part = _processor(runs[name]) / review
        met &= part <= AT_MOST
        print(f"{name:14}{_processor(runs[name]):8.2f} s, {_peak(runs[name]):.0f} MB: {part:.2f}"
              f" of it, at most {AT_MOST}: {'yes' if part <= AT_MOST else 'NO'}")  # fmt: skip
    return met


def _once(name: str, folder: Path) -> Run:
    """One run; `--fix` changes files, so it has a copy of its own each time."""
    code, work = folder / "code", folder / "work"
    if name == "review --fix":
        shutil.copytree(code, work)
        code = work
    options = ["--mapping", str(folder / "mapping.json"), "--no-progress"]
    fail = [] if name == "report" else ["--fail-on", "never"]
    form = ["--format", "json", "--output", str(folder / "out.json")]
    command = [sys.executable, "-m", "flexmap", *name.split(), str(code), *options, *fail, *form]
    try:
        return once(command)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _processor(runs: list[Run]) -> float:
    return median(run.processor for run in runs)


def _peak(runs: list[Run]) -> float:
    return max(run.peak for run in runs) / 1_000_000


if __name__ == "__main__":
    sys.exit(main())
