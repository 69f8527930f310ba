"""`flexmap review` beside ripgrep and semgrep on one tree of mixed files, in one run.

ripgrep looks for the same names as fixed strings in any case; semgrep runs equivalent rules for
Python. Both are looked for on the path, or named with --rg and --semgrep; what is not there
is left out, and said.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generator.check import check
from generator.exports import exports

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "golden" / "review"
SCHEMA = ROOT / "templates" / "exports" / "mapping.schema.json"
AT_MOST = 5.0
"""Times the processor time of ripgrep that the review may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one tool took: seconds by the clock and of the processors, its largest process's peak.

    The peak is in bytes.
    """

    seconds: float
    processor: float
    peak: int


def main() -> int:
    """Measures and prints; 0 when the aims are met or cannot be compared, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m bench.review", description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--kilobytes", type=int, default=11, help="of each file")
    parser.add_argument("--matching", type=float, default=0.005, help="part of files with names")
    parser.add_argument("--rg", default=shutil.which("rg"))
    parser.add_argument("--semgrep", default=shutil.which("semgrep"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _compare(Path(folder), arguments)


def _compare(folder: Path, arguments: argparse.Namespace) -> int:
    tree, small = folder / "tree", folder / "small"
    size = make_tree(tree, arguments.files, arguments.kilobytes, arguments.matching)
    make_tree(small, arguments.files // 10, arguments.kilobytes, arguments.matching)
    mapping, names = folder / "mapping.json", folder / "names.txt"
    mapping.write_text(_mapping(), encoding="utf-8")
    names.write_text("\n".join(_names(mapping)) + "\n", encoding="utf-8")
    review = _review(mapping, folder)
    ours = _best([*review, str(tree)])
    print(
        f"{arguments.files} files, {size / 1e6:.0f} MB, names in {arguments.matching:.1%} of them"
    )
    print(_row("flexmap", ours, arguments.files))
    tenth = _best([*review, str(small)])
    flat = ours.peak <= 1.5 * tenth.peak
    print(f"memory at a tenth of the files: {tenth.peak / 1e6:.0f} MB; flat: {_yes(flat)}")
    near = _ripgrep(arguments.rg, names, tree, ours, arguments.files)
    faster = _semgrep(arguments.semgrep, tree, mapping, folder)
    return 0 if flat and near and faster else 1


def _ripgrep(program: str | None, names: Path, tree: Path, ours: Run, files: int) -> bool:
    if not program:
        print("ripgrep is not there: not compared")
        return True
    theirs = _best([program, "--count", "--ignore-case", "-F", "-f", str(names), str(tree)])
    clock = ours.seconds / theirs.seconds
    ratio = ours.processor / theirs.processor
    print(_row("rg", theirs, files))
    print(
        f"flexmap takes {clock:.1f} times its time by the clock, {ratio:.1f} times its processor "
        f"time, at most {AT_MOST:g}: {_yes(ratio <= AT_MOST)}"
    )
    return ratio <= AT_MOST


def _semgrep(program: str | None, tree: Path, mapping: Path, folder: Path) -> bool:
    """Both on the Python files alone."""
    if not program:
        print("semgrep is not there: not compared")
        return True
    python = folder / "python"
    python.mkdir()
    for path in tree.rglob("*.py"):
        shutil.copy(path, python / path.name)
    rules = folder / "rules.json"
    rules.write_text(json.dumps(_semgrep_rules(mapping)), encoding="utf-8")
    theirs = _once([program, "scan", "--quiet", "--metrics=off", "--disable-version-check",
                    "--no-git-ignore", "--config", str(rules), str(python)])  # fmt: skip
    ours = _best([*_review(mapping, folder), str(python)])
    faster = ours.seconds < theirs.seconds
    files = sum(1 for _ in python.iterdir())
    print(f"on the {files} Python files alone:")
    print(_row("semgrep", theirs, files))
    print(_row("flexmap", ours, files))
    print(f"flexmap is {theirs.seconds / ours.seconds:.0f} times as fast: {_yes(faster)}")
    return faster


def _row(name: str, run: Run, files: int) -> str:
    return (
        f"{name:8} {run.seconds:7.2f} s  {run.processor:7.2f} s of processors"
        f"  {files / run.seconds:8.0f} files/s  {run.peak / 1e6:5.0f} MB"
    )


def _review(mapping: Path, folder: Path) -> list[str]:
    """The command without its paths; the report goes to a file."""
    options = ["--fail-on", "never", "--no-progress", "--output", str(folder / "out.txt")]
    return [sys.executable, "-m", "flexmap", "review", "--mapping", str(mapping), *options]


_NAME = re.compile("vm(?=ss)|scale(?=_?set)", re.IGNORECASE)
_NEUTRAL = {2: "xx", 5: "xxxxx"}
"""What stands for a name in filler: as long as the name, so that the code stays as it parses."""


def make_tree(folder: Path, files: int, kilobytes: int, matching: float) -> int:
    """Writes files of every language of the cases, some with names; the bytes written."""
    chance, size = random.Random(7), 0  # nosec B311 # the same tree each time
    inputs = [
        path
        for case in sorted(CASES.iterdir())
        for path in case.iterdir()
        if path.name != "expected.txt" and not case.name.endswith("-broken")
    ]
    texts = {path: path.read_text(encoding="utf-8") for path in inputs}
    for number in range(files):
        path = inputs[number % len(inputs)]
        text = texts[path]
        neutral = _NAME.sub(lambda match: _NEUTRAL[len(match[0])], text)
        body = neutral * (kilobytes * 1_000 // max(len(neutral), 1) + 1)
        if chance.random() < matching:
            body = text + body
        target = folder / f"part{number % 97}" / f"{number}-{path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(body, encoding="utf-8")
        size += len(body)
    return size


def _mapping() -> str:
    mapping = check(ROOT / "data").mapping
    assert mapping is not None, "`make check` says what is wrong with the data"
    return exports(mapping, SCHEMA.read_text(encoding="utf-8"))["mapping.json"]


def _names(mapping: Path) -> list[str]:
    """The names that ripgrep looks for: of commands whole, of methods what they are called on."""
    record = json.loads(mapping.read_text(encoding="utf-8"))
    found = {"virtualMachineScaleSets"}
    for entry in record["entries"]:
        for name in entry.get("uniform", {}).get("names", []):
            if name["client"] in ("azure-cli", "powershell") and name.get("command", True):
                found.add(name["name"])
            elif name["client"] in ("python", "javascript", "go", "dotnet"):
                found.add(name["name"].rpartition(".")[0])
    return sorted(found)


def _semgrep_rules(mapping: Path) -> dict[str, object]:
    record = json.loads(mapping.read_text(encoding="utf-8"))
    names = [
        name["name"]
        for entry in record["entries"]
        for name in entry.get("uniform", {}).get("names", [])
        if name["client"] == "python"
    ]
    return {
        "rules": [
            {"id": f"call-{number}", "languages": ["python"], "severity": "WARNING",
             "message": name, "pattern": f"$CLIENT.{name}(...)"}
            for number, name in enumerate(names)
        ]
    }  # fmt: skip


def _best(command: list[str]) -> Run:
    """The least of each of three runs: other work on the machine only adds."""
    runs = [_once(command) for _ in range(3)]
    return Run(
        seconds=min(run.seconds for run in runs),
        processor=min(run.processor for run in runs),
        peak=max(run.peak for run in runs),
    )


_WATCH = """
import resource, subprocess, sys, time
before = time.perf_counter()
subprocess.run(sys.argv[1:], capture_output=True)
after = time.perf_counter()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(after - before, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""Runs a command; tells its seconds, those of the processors, and its peak in kilobytes."""


def _once(command: list[str]) -> Run:
    watched = [sys.executable, "-c", _WATCH, *command]
    done = subprocess.run(watched, check=True, capture_output=True, text=True, cwd=ROOT)
    seconds, processor, peak = done.stdout.split()
    return Run(seconds=float(seconds), processor=float(processor), peak=int(peak) * 1_024)


def _yes(met: bool) -> str:
    return "yes" if met else "NO"


if __name__ == "__main__":
    sys.exit(main())
