"""`make bench`: our part at three sizes, and the sites that two builders make of it."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.sites import print_sites
from bench.table import SIZES, many, print_tables
from generator.building.check import check

ROOT = Path(__file__).resolve().parent.parent
GROWTH_AT_MOST = 1.2
"""How many times as much an entry may cost at the largest size as at the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Processor seconds by step and peak bytes for a number of entries."""

    entries: int
    steps: dict[str, float]
    peak: int

    @property
    def seconds(self) -> float:
        """The seconds of all steps."""
        return sum(self.steps.values())


def main() -> int:
    """Measures and prints; 0 when the aim is met, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10000])
    arguments = parser.parse_args()
    # All folders stay until the end: where much was deleted a moment ago, ext4 searches long
    # for a free inode, and the part that writes many small files would pay for our tidying.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measures = [_real(folder), *(_generated(size, folder) for size in arguments.sizes)]
        code = _show(measures)
        data = {size: folder / f"data-{size}" for size in arguments.sizes}
        real = measures[0].entries
        print_sites({real: ROOT / "data", **data}, folder)
        rows = {size: many(size, folder) for size in SIZES}
        print_tables(rows, folder / f"tree-{real}" / "site-mkdocs", folder)
    return code


def _show(measures: list[Measure]) -> int:
    """Prints a line a size, and whether the aim is met; the exit code for that."""
    print("entries  check s  render s  write s  all s  peak MB")
    for item in measures:
        steps = item.steps
        print(
            f"{item.entries:7}  {steps['check']:7.2f}  {steps['render']:8.2f}"
            f"  {steps['write']:7.2f}  {item.seconds:5.2f}  {item.peak / 1e6:7.0f}"
        )
    return _verdict(measures[1:])


def _verdict(generated: list[Measure]) -> int:
    if len(generated) < 2:
        return 0
    first, last = generated[0], generated[-1]
    growth = (last.seconds / last.entries) / (first.seconds / first.entries)
    linear = growth <= GROWTH_AT_MOST
    print(
        f"cost per entry at {last.entries} is {growth:.2f} of that at {first.entries}, "
        f"at most {GROWTH_AT_MOST}: {'yes' if linear else 'NO'}"
    )
    return 0 if linear else 1


def _real(folder: Path) -> Measure:
    mapping = check(ROOT / "data").mapping
    assert mapping is not None, "`make check` says what is wrong with the data"
    return _measure(ROOT / "data", folder / "real", len(mapping.entries), repeats=5)


def _generated(size: int, folder: Path) -> Measure:
    data = many(size, folder)
    return _measure(data, folder / f"generated-{size}", size, repeats=3 if size <= 1000 else 1)


def _measure(data: Path, folder: Path, entries: int, *, repeats: int) -> Measure:
    """The fastest of some runs, since noise only adds."""
    runs = []
    for turn in range(repeats):
        _say(f"{entries} entries, run {turn + 1} of {repeats}")
        runs.append(_child(data, folder / f"docs-{turn}"))
    return Measure(
        entries=entries,
        steps={step: min(run.seconds[step] for run in runs) for step in runs[0].seconds},
        peak=max(run.peak for run in runs),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run: seconds by step, and the peak of its memory in bytes."""

    seconds: dict[str, float]
    peak: int


def _child(data: Path, docs: Path) -> _Run:
    command = [sys.executable, "-m", "bench.child", str(data), str(docs)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return _Run(**json.loads(done.stdout.splitlines()[-1]))


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
