"""How long the command takes to start, beside Python alone and beside another checkout.

Processor time of `python -m flexmap` with the compiled modules of an earlier run, as users have
them; the runs of all that is compared take turns, so that other work on the machine meets all.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.review import ROOT, mapping_text, once

CASES = {
    "--version": (("--version",), 0.4),
    "show VF001": (("show", "VF001"), 0.5),
    "cite VF001": (("cite", "VF001"), 0.5),
    "review, no name": (("review", "none.sh"), 0.5),
    "review, one call": (("review", "one.sh"), 0.5),
}
"""What is run, and the part of the other checkout's time that it may take."""

TURNS = 21


def main() -> int:
    """Measures and prints; 0 when the aims are met or there is nothing to compare, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m bench.start", description=__doc__)
    parser.add_argument("--base", type=Path, help="another checkout, such as a git worktree")
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    _make_mapping(ROOT)
    trees = [ROOT, arguments.base.resolve()] if arguments.base else [ROOT]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "none.sh").write_text("echo hello\n", encoding="utf-8")
        (Path(folder) / "one.sh").write_text("az vmss list -g rg\n", encoding="utf-8")
        alone = _medians([[sys.executable, "-c", "pass"]], [ROOT])[0]
        print(f"Python alone: {1000 * alone:.0f} ms of processor time")
        met = [_row(name, Path(folder), trees) for name in CASES]
    return 0 if all(met) else 1


def _make_mapping(root: Path) -> None:
    """Puts the mapping where a checkout looks for it, unless a site was built."""
    target = root / "site" / "mapping.json"
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        target.write_text(mapping_text(), encoding="utf-8")


def _row(name: str, folder: Path, trees: Sequence[Path]) -> bool:
    arguments, most = CASES[name]
    words = [str(folder / word) if word.endswith(".sh") else word for word in arguments]
    command = [sys.executable, "-m", "flexmap", *words]
    for tree in trees:
        _check_that_it_works(command, tree)
    times = _medians([command] * len(trees), trees)
    print(f"{name:18}{1000 * times[0]:5.0f} ms", end="")
    if len(times) == 1:
        print()
        return True
    part = times[0] / times[1]
    met = part <= most
    print(f"  base{1000 * times[1]:5.0f} ms  {part:.2f} of it, at most {most}: "
          f"{'yes' if met else 'NO'}")  # fmt: skip
    return met


def _check_that_it_works(command: list[str], tree: Path) -> None:
    """Ends with what the command says when it fails, as one without a mapping would do fast."""
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{tree}: {' '.join(command)}: {done.stderr or done.stdout}")


def _medians(commands: Sequence[list[str]], trees: Sequence[Path]) -> list[float]:
    """The median of the processor seconds of each command, each run in its own folder."""
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(TURNS):
        for taken, command, tree in zip(times, commands, trees, strict=True):
            taken.append(once(command, tree).processor)
    return [median(taken) for taken in times]


if __name__ == "__main__":
    sys.exit(main())
