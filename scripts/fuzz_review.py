"""Mutated files through the whole review: from disk and as standard input, into every format.

Each mutant is a golden case that was cut, spliced with another, or sprinkled with bytes,
under a name that a report might stumble over. Run it with
`python -m scripts.fuzz_review --files 20000`. It prints counts and ends with 1 when a file
made the tool fail, a report unreadable, or a line of a report another command.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flexmap.readers.scanner import Scanner
from flexmap.report import REPORTERS, Listing
from flexmap.review.file import File, Limits, Result
from flexmap.review.pool import Pool
from flexmap.review.run import Settings, review
from flexmap.sources.languages import by_name
from tests.review_cases import CASES, scanner

BATCH = 250
SECONDS = 5.0
"""Processor time that one mutant may take; the command allows twice as much."""

_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_FRAGMENTS = (
    b"\n::error::x\n", b"##vso[task.complete]", b"\x1b[31m", b"\r", b"\x00", b"\xff\xfe",
    "\u202e\u2066".encode(), b"<<EOF\n", b"](http://x.example) ![](y)", b"@someone #1", b"|", b"`",
    b"$(", b"{{", b"'''", b'"', b"az vmss $x\n", b"flexmap: ignore VF001 |x|\n", b" " * 300,
)  # fmt: skip
_STEMS = ("a", "a b", "-x", "::error::x", "##vso[x]y", "\x1b[2J", "x|y", "`x`", "[a](b)", "@me",
          "ü", "\u202ex", "a\nb", "%0A", "&lt;")  # fmt: skip


@dataclass(slots=True)
class Counts:
    """The outcome of all mutants so far; `faults` are what must not happen."""

    files: int = 0
    findings: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Runs the mutants; 0 when none did harm, 1 when one did."""
    parser = argparse.ArgumentParser(prog="python -m scripts.fuzz_review", description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)  # nosec B311 # the same mutants each time
    counts = Counts()
    while counts.files < arguments.files:
        with tempfile.TemporaryDirectory() as folder:
            paths = list(_mutants(chance, Path(folder), min(BATCH, arguments.files - counts.files)))
            _review_folder(scanner(), Path(folder), counts)
            _review_input(scanner(), paths, counts)
        counts.files += len(paths)
        sys.stderr.write(f"\r{counts.files} files, {len(counts.faults)} faults")
    print(f"\n{counts.files} files, {counts.findings} findings, skipped: {dict(counts.skipped)}")
    print("\n".join(counts.faults[:50]) or "no fault")
    return 1 if counts.faults else 0


def _mutants(chance: random.Random, folder: Path, count: int) -> Iterator[Path]:
    sources = sorted(p for case in CASES.iterdir() for p in case.iterdir() if by_name(p.name))
    for number in range(count):
        source = chance.choice(sources)
        suffix = source.suffix or ".sh"
        path = folder / f"{number} {chance.choice(_STEMS)}{suffix}"
        path.write_bytes(_mutated(chance, source.read_bytes(), chance.choice(sources).read_bytes()))
        yield path


def _mutated(chance: random.Random, content: bytes, other: bytes) -> bytes:
    made = bytearray(content)
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(made) + 1)
        what = chance.randrange(5)
        if what == 0:
            made[at:at] = chance.choice(_FRAGMENTS)
        elif what == 1:
            del made[at : at + chance.randrange(60)]
        elif what == 2:
            made[at : at + 3] = chance.randbytes(chance.randrange(6))
        elif what == 3:
            start = chance.randrange(len(other) + 1)
            made[at:at] = other[start : start + chance.randrange(200)]
        else:
            made[at:at] = made[at : at + chance.randrange(400)]
    text = bytes(made)
    if chance.random() < 0.03:
        return text.decode("utf-8", "replace").encode(
            chance.choice(("utf-16", "utf-16-le", "utf-32"))
        )
    return text


def _review_folder(with_names: Scanner, folder: Path, counts: Counts) -> None:
    done = review(with_names.mapping, [str(folder)], Settings(jobs=2, time_limit=SECONDS))
    counts.findings += len(done.findings)
    counts.skipped.update(item.reason for item in done.skipped)
    counts.faults += [item.reason for item in done.skipped if "could not be read" in item.reason]
    for name, report in REPORTERS.items():
        shown = tuple(done.shown(everything=True))
        text = report(Listing(review=done, findings=shown, site="https://x.example"))
        counts.faults += [f"{name}: {fault}" for fault in _faults(name, text)]


def _review_input(with_names: Scanner, paths: Sequence[Path], counts: Counts) -> None:
    """The same texts as standard input gets them; each has its own worker's answer."""
    given = [File("-", "-", path.read_bytes(), by_name(path.name) or "shell") for path in paths]
    total = Result()
    for result in Pool(lambda: with_names, 2, Limits(bytes=5_000_000, seconds=SECONDS)).run(given):
        total.take(result)
    if total.files + len(total.skipped) != len(paths):
        counts.faults.append(f"standard input: {total.files} of {len(paths)} texts answered for")
    counts.faults += [item.reason for item in total.skipped if "could not be read" in item.reason]


def _faults(name: str, text: str) -> Iterator[str]:
    """What is wrong with a report, as far as its format alone tells."""
    lines = text.split("\n")
    if name in ("json", "sarif"):
        json.loads(text)
        text.encode()
    elif name == "github":
        yield from (
            line for line in lines if line and not re.match(r"::(error|warning|notice)", line)
        )
    elif name == "azdo":
        ours = re.compile(
            r"(##vso\[task\.logissue |##\[(debug|section|warning|error)\])?(?!.*##(vso)?\[)"
        )
        yield from (line for line in lines if not ours.match(line))
    if name in ("text", "github", "azdo", "markdown") and (found := _CONTROL.search(text)):
        yield f"character U+{ord(found[0]):04X} in {text[found.start() - 40 : found.end() + 20]!r}"
    if name == "markdown":
        rows = [line for line in lines if line.startswith("| ")]
        yield from (row for row in rows if len(re.findall(r"(?<!\\)\|", row)) != 5)


if __name__ == "__main__":
    sys.exit(main())
