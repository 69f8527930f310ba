"""`make bench`: our part against MkDocs' part on the same tree, at three sizes."""

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
from generator.check import check
from generator.publish import copy_hand_written

ROOT = Path(__file__).resolve().parent.parent
OURS_AT_MOST, GROWTH_AT_MOST = 0.1, 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Processor seconds and peak bytes of both parts for a number of entries."""

    entries: int
    steps: dict[str, float]
    mkdocs: float
    ours_peak: int
    mkdocs_peak: int

    @property
    def ours(self) -> float:
        """The seconds of all our steps."""
        return sum(self.steps.values())

    @property
    def ratio(self) -> float:
        """Our time as a part of MkDocs' time."""
        return self.ours / self.mkdocs


def main() -> int:
    """Measures and prints; 0 when the aims are met, 1 when not."""
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
    """Prints a line a size, and whether the aims are met; the exit code for that."""
    print("entries  check s  render s  write s  ours s  mkdocs s  ours/mkdocs  ours MB  mkdocs MB")
    for item in measures:
        steps = item.steps
        print(
            f"{item.entries:7}  {steps['check']:7.2f}  {steps['render']:8.2f}"
            f"  {steps['write']:7.2f}  {item.ours:6.2f}  {item.mkdocs:8.2f}  {item.ratio:11.3f}"
            f"  {item.ours_peak / 1e6:7.0f}  {item.mkdocs_peak / 1e6:9.0f}"
        )
    return _verdict(measures)


def _verdict(measures: list[Measure]) -> int:
    generated = measures[1:]
    met = all(item.ratio <= OURS_AT_MOST for item in measures)
    print(f"our part is at most {OURS_AT_MOST} of MkDocs' part: {'yes' if met else 'NO'}")
    if len(generated) > 1:
        first, last = generated[0], generated[-1]
        growth = (last.ours / last.entries) / (first.ours / first.entries)
        linear = growth <= GROWTH_AT_MOST
        met = met and linear
        print(
            f"cost per entry at {last.entries} is {growth:.2f} of that at {first.entries}, "
            f"at most {GROWTH_AT_MOST}: {'yes' if linear else 'NO'}"
        )
    return 0 if met else 1


def _real(folder: Path) -> Measure:
    mapping = check(ROOT / "data").mapping
    assert mapping is not None, "`make check` says what is wrong with the data"
    return _measure(ROOT / "data", folder / "real", len(mapping.entries), repeats=5)


def _generated(size: int, folder: Path) -> Measure:
    data = many(size, folder)
    return _measure(data, folder / f"generated-{size}", size, repeats=3 if size <= 1000 else 1)


def _measure(data: Path, folder: Path, entries: int, *, repeats: int) -> Measure:
    """The fastest of some runs, ours and MkDocs' in turn, since noise only adds."""
    ours, mkdocs = [], []
    for turn in range(repeats):
        _say(f"{entries} entries, run {turn + 1} of {repeats}")
        docs, site = folder / f"docs-{turn}", folder / f"site-{turn}"
        copy_hand_written(ROOT / "docs", docs)
        ours.append(_child("ours", data, docs))
        mkdocs.append(_child("mkdocs", docs, site))
    return Measure(
        entries=entries,
        steps={step: min(run.seconds[step] for run in ours) for step in ours[0].seconds},
        mkdocs=min(run.seconds["mkdocs"] for run in mkdocs),
        ours_peak=max(run.peak for run in ours),
        mkdocs_peak=max(run.peak for run in mkdocs),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run of a part: seconds by step, and the peak of its memory in bytes."""

    seconds: dict[str, float]
    peak: int


def _child(part: str, source: Path, target: Path) -> _Run:
    command = [sys.executable, "-m", "bench.child", part, str(source), str(target)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return _Run(**json.loads(done.stdout.splitlines()[-1]))


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
