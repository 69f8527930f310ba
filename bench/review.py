"""`flexmap review` beside ripgrep, semgrep and ast-grep on trees of mixed files, in one run.

ripgrep looks for the same names as fixed strings in any case; the other two run equivalent rules
for Python. All are looked for on the path, or named with --rg, --semgrep and --ast-grep; what is
not there is left out, and said.
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

from generator.building.check import check
from generator.exports import exports

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "golden" / "review"
SCHEMA = ROOT / "templates" / "exports" / "mapping.schema.json"
AT_MOST = {0.005: 3.0, 0.02: 6.0, 0.1: 19.0}
"""Times the processor time of ripgrep that the review may take, by the part of files with names."""


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
    parser.add_argument("--matching", type=float, nargs="*", default=[*AT_MOST],
                        help="parts of files with names")  # fmt: skip
    parser.add_argument("--rg", default=shutil.which("rg"))
    parser.add_argument("--semgrep", default=shutil.which("semgrep"))
    parser.add_argument("--ast-grep", default=shutil.which("ast-grep"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mapping, names = folder / "mapping.json", folder / "names.txt"
        mapping.write_text(mapping_text(), encoding="utf-8")
        names.write_text("\n".join(_names(mapping)) + "\n", encoding="utf-8")
        review = _review(mapping, folder)
        met = [_compare(folder / f"{part}", part, review, names, arguments)
               for part in arguments.matching]  # fmt: skip
        met.append(_memory(folder, review, arguments))
        met.append(_jobs(folder, review, arguments))
        met.append(_rules(folder, review, mapping, arguments))
    return 0 if all(met) else 1


def _compare(
    tree: Path, part: float, review: list[str], names: Path, arguments: argparse.Namespace
) -> bool:
    """A tree with names in a part of its files, beside ripgrep."""
    size = make_tree(tree, arguments.files, arguments.kilobytes, part)
    print(f"{arguments.files} files, {size / 1e6:.0f} MB, names in {part:.1%} of them")
    ours = _best([*review, str(tree)])
    print(_row("flexmap", ours, arguments.files))
    if not arguments.rg:
        print("ripgrep is not there: not compared")
        return True
    theirs = _best([arguments.rg, "--count", "--ignore-case", "-F", "-f", str(names), str(tree)])
    print(_row("rg", theirs, arguments.files))
    clock = ours.seconds / theirs.seconds
    ratio = ours.processor / theirs.processor
    most = AT_MOST.get(part)
    aim = f", at most {most:g}: {_yes(ratio <= most)}" if most else ""
    print(f"flexmap takes {clock:.1f} times its time by the clock, {ratio:.1f} times its processor "
          f"time{aim}")  # fmt: skip
    return most is None or ratio <= most


def _memory(folder: Path, review: list[str], arguments: argparse.Namespace) -> bool:
    """The largest process at all the files and at a tenth of them."""
    peaks = []
    for files in (arguments.files // 10, arguments.files):
        tree = folder / f"memory-{files}"
        make_tree(tree, files, arguments.kilobytes, min(AT_MOST))
        peaks.append(once([*review, str(tree)]).peak)
    flat = peaks[1] <= 1.5 * peaks[0]
    print(f"memory at a tenth of the files {peaks[0] / 1e6:.0f} MB, at all of them "
          f"{peaks[1] / 1e6:.0f} MB; flat: {_yes(flat)}")  # fmt: skip
    return flat


def _jobs(folder: Path, review: list[str], arguments: argparse.Namespace) -> bool:
    """Every file with names: one worker beside two."""
    tree, files = folder / "all", arguments.files // 5
    make_tree(tree, files, arguments.kilobytes, 1)
    one, two = (_best([*review, "--jobs", jobs, str(tree)]) for jobs in ("1", "2"))
    print(f"every one of {files} files with names")
    print(_row("1 worker", one, files))
    print(_row("2 workers", two, files))
    return two.seconds < one.seconds


def _rules(folder: Path, review: list[str], mapping: Path, arguments: argparse.Namespace) -> bool:
    """Tools with rules, on Python files of which every one has names."""
    tree, python = folder / "mixed", folder / "python"
    make_tree(tree, arguments.files // 5, arguments.kilobytes, 1)
    python.mkdir()
    for path in tree.rglob("*.py"):
        shutil.copy(path, python / path.name)
    files = sum(1 for _ in python.iterdir())
    semgrep, grep = folder / "rules.json", folder / "rules.yml"
    semgrep.write_text(json.dumps(_semgrep_rules(mapping)), encoding="utf-8")
    grep.write_text("\n---\n".join(_ast_grep_rules(mapping)), encoding="utf-8")
    ours = _best([*review, str(python)])
    print(f"the {files} Python files of them alone")
    print(_row("flexmap", ours, files))
    commands = {
        "semgrep": [arguments.semgrep, "scan", "--quiet", "--metrics=off",
                    "--disable-version-check", "--no-git-ignore", "--config", str(semgrep)],
        "ast-grep": [arguments.ast_grep, "scan", "--no-ignore", "vcs", "--rule", str(grep)],
    }  # fmt: skip
    met = [
        _against(name, [*command, str(python)], ours, files) for name, command in commands.items()
    ]
    return all(met)


def _against(name: str, command: list[str], ours: Run, files: int) -> bool:
    if not command[0]:
        print(f"{name} is not there: not compared")
        return True
    theirs = once(command)
    print(_row(name, theirs, files))
    faster = ours.seconds < theirs.seconds
    clock, processor = ours.seconds / theirs.seconds, ours.processor / theirs.processor
    print(f"flexmap takes {clock:.2f} of its time by the clock, {processor:.2f} of its processor "
          f"time: {_yes(faster)}")  # fmt: skip
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


def mapping_text() -> str:
    """The JSON of the mapping in `data/`."""
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


def _python_names(mapping: Path) -> list[str]:
    record = json.loads(mapping.read_text(encoding="utf-8"))
    return [
        name["name"]
        for entry in record["entries"]
        for name in entry.get("uniform", {}).get("names", [])
        if name["client"] == "python"
    ]


def _ast_grep_rules(mapping: Path) -> list[str]:
    return [
        json.dumps({"id": f"call-{number}", "language": "python", "severity": "warning",
                    "message": name, "rule": {"pattern": f"$CLIENT.{name}($$$)"}})
        for number, name in enumerate(_python_names(mapping))
    ]  # fmt: skip


def _semgrep_rules(mapping: Path) -> dict[str, object]:
    return {
        "rules": [
            {"id": f"call-{number}", "languages": ["python"], "severity": "WARNING",
             "message": name, "pattern": f"$CLIENT.{name}(...)"}
            for number, name in enumerate(_python_names(mapping))
        ]
    }  # fmt: skip


def _best(command: list[str]) -> Run:
    """The least of each of three runs: other work on the machine only adds."""
    runs = [once(command) for _ in range(3)]
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


def once(command: list[str], folder: Path = ROOT) -> Run:
    """One run of a command in a folder; raises `CalledProcessError` when it cannot be started."""
    watched = [sys.executable, "-c", _WATCH, *command]
    done = subprocess.run(watched, check=True, capture_output=True, text=True, cwd=folder)
    seconds, processor, peak = done.stdout.split()
    return Run(seconds=float(seconds), processor=float(processor), peak=int(peak) * 1_024)


def _yes(met: bool) -> str:
    return "yes" if met else "NO"


if __name__ == "__main__":
    sys.exit(main())
