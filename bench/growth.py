"""How the cost of a review grows: twice the findings, ignores, blanks or length of a line.

Each case is a text of a size, read in this process; what counts is the processor time outside
of the parsers, whose own growth is shown beside it. A size is measured in turn with its half,
so that whatever else the machine does meets both.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.growth_cases import CASES, Case
from bench.review import mapping_text
from flexmap.mapping import parse
from flexmap.readers.scanner import Scanner
from flexmap.review import ignores
from flexmap.review.config import Ignore
from flexmap.review.file import Result
from flexmap.review.findings import Finding
from flexmap.review.reading import look_into
from flexmap.sources.patterns import Patterns
from flexmap.syntax import grammar

AT_MOST = 2.2
"""Times the cost that twice the size may have."""

_LITTLE = 0.05
"""Seconds of the larger size below which growth is not judged: it is mostly noise."""

_SHORT = 0.25
"""Seconds below which a case is measured at four times the size, where noise counts less."""

_LONG = 3.0
"""Seconds from which on one measure is enough."""


@dataclass(slots=True)
class _Clock:
    """Seconds of the processor that the parsers took."""

    parsers: float = 0.0

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, whose time is added."""

        def timed(*arguments: Any) -> Any:
            before = time.process_time()
            try:
                return call(*arguments)
            finally:
                self.parsers += time.process_time() - before

        return timed


@dataclass(frozen=True, slots=True)
class _Cost:
    """What one size took: seconds outside of the parsers, and in them."""

    ours: float
    parsers: float


def main() -> int:
    """Measures and prints; 0 when twice the size costs at most that much more, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--size", type=int, default=16_000)
    parser.add_argument("--only", default="", help="cases whose name holds this")
    arguments = parser.parse_args()
    sys.setrecursionlimit(20_000)  # as a worker has it
    clock = _watch_parsers()
    scanner = Scanner(parse(mapping_text()))
    steps = [*_reading(scanner), *_applying(scanner), *_matching()]
    size = arguments.size
    print(f"seconds of the processor at {size // 2} and {size}, and what doubling costs")
    met = [_row(name, step, size, clock) for name, step in steps if arguments.only in name]
    print(f"twice the size costs at most {AT_MOST} times as much: {'yes' if all(met) else 'NO'}")
    return 0 if all(met) else 1


Step = Callable[[int], Callable[[], object]]
"""Makes what is measured for a size."""


def _row(name: str, step: Step, size: int, clock: _Clock) -> bool:
    """Measures a case at both sizes and prints it; whether its growth is as it should be."""
    half, whole = _both(step, size, clock)
    if _LITTLE <= whole.ours < _SHORT:
        half, whole = _both(step, 4 * size, clock)
    ratio = whole.ours / max(half.ours, 1e-9)
    theirs = whole.parsers / half.parsers if half.parsers > _LITTLE / 4 else 0.0
    judged = whole.ours >= _LITTLE
    good = ratio <= AT_MOST or not judged
    print(
        f"{name:34} {half.ours:7.3f} {whole.ours:7.3f}  {ratio if judged else 0:5.2f}"
        f"   parsers {half.parsers:6.3f} {whole.parsers:6.3f}  {theirs:5.2f}"
        f"  {'' if good else 'NO'}".rstrip(),
        flush=True,
    )
    return good


def _both(step: Step, size: int, clock: _Clock) -> tuple[_Cost, _Cost]:
    """The least cost of some runs at half the size and at the size, in turn."""
    _measure(step(100), clock)  # what is made once is made
    halves, wholes = [], []
    for _ in range(3):
        halves.append(_measure(step(size // 2), clock))
        wholes.append(_measure(step(size), clock))
        if wholes[-1].ours + wholes[-1].parsers > _LONG:
            break
    return _least(halves), _least(wholes)


def _least(costs: list[_Cost]) -> _Cost:
    return _Cost(min(cost.ours for cost in costs), min(cost.parsers for cost in costs))


def _measure(work: Callable[[], object], clock: _Clock) -> _Cost:
    """The cost of some work, without the runs of Python's collector, which come in steps."""
    gc.collect()
    gc.disable()
    clock.parsers = 0.0
    before = time.process_time()
    kept = work()
    spent = time.process_time() - before
    gc.enable()
    del kept
    return _Cost(spent - clock.parsers, clock.parsers)


def _watch_parsers() -> _Clock:
    """A clock that the parsers' own work is added to."""
    clock = _Clock()
    cursor = vars(grammar)["QueryCursor"]

    class Watched:
        """A cursor whose matching is timed."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            self.matches = clock.around(cursor(*arguments, **options).matches)

    vars(grammar).update(parse=clock.around(grammar.parse), QueryCursor=Watched)
    return clock


def _reading(scanner: Scanner) -> Iterator[tuple[str, Step]]:
    """Finding what is in a text, and applying the ignores in it."""
    for case in CASES:
        yield case.name, _read(scanner, case)


def _read(scanner: Scanner, case: Case) -> Step:
    def step(size: int) -> Callable[[], object]:
        content = case.text(size).encode()
        return lambda: _looked_into(scanner, case.language, content)

    return step


def _looked_into(scanner: Scanner, language: str, content: bytes) -> object:
    result = look_into(scanner, "file", language, content)
    return ignores.apply(result.findings, result.ignores, date.min)


def _applying(scanner: Scanner) -> Iterator[tuple[str, Step]]:
    """Ignores of the configuration: more findings, and more ignores with patterns."""

    def found(count: int) -> list[Finding]:
        text = "az vmss deallocate -g g -n n --instance-ids 1\n" * count
        result: Result = look_into(scanner, "file", "shell", text.encode())
        return result.findings

    def of_patterns(count: int) -> list[Ignore]:
        return [
            Ignore(refs=frozenset([f"VF{n}"]), reason="why", path="c", line=n, paths=(f"*.{n}",))
            for n in range(1_000, 1_000 + count)
        ]

    few_ignores, few_findings = of_patterns(100), found(100)
    yield (
        "findings x 100 patterns",
        lambda size: _applied(found(size), few_ignores),
    )
    yield "patterns x 100 findings", lambda size: _applied(few_findings, of_patterns(size))


def _applied(findings: list[Finding], known: list[Ignore]) -> Callable[[], object]:
    return lambda: ignores.apply(findings, known, date.min)


def _matching() -> Iterator[tuple[str, Step]]:
    """Patterns of `.gitignore` that nearly fit: longer paths, and more of the patterns."""
    many = 200
    yield "a path of stars and letters", lambda size: _decided("*a" * 400 + "b", 1, size, many)
    yield "a path of many folders", lambda size: _decided("**/*a/" * 160 + "b", 1, size, many)
    yield "patterns for a path", lambda size: _decided("*a*a*b", size, 100, many)


def _decided(pattern: str, patterns: int, length: int, times: int) -> Callable[[], object]:
    known = Patterns.of_texts(f"{number}{pattern}" if patterns > 1 else pattern
                              for number in range(patterns))  # fmt: skip
    path = (b"aa/" * length if "/" in pattern else b"a" * length) + b"c"
    return lambda: [known.decision(path, folder=False) for _ in range(times)]


if __name__ == "__main__":
    sys.exit(main())
