"""Twice the text takes twice the steps, and no run of blanks, quotes or brackets takes more.

Steps are counted, not timed: the instructions of Python that our modules carry out. What
happens inside of one instruction, such as a regular expression, is met by texts so long that
the square of their length would not end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Any

import pytest

from bench.growth_cases import CASES, Case
from flexmap.review import ignores
from flexmap.review.config import Ignore
from flexmap.review.languages import languages
from flexmap.review.look import look_into
from tests.review_cases import found, scanner

FEW = 40


def steps(work: Callable[[], object]) -> int:
    """The instructions that the package's own modules carry out."""
    count = 0

    def inside(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "opcode"
        return inside

    def called(frame: FrameType, _event: str, _argument: Any) -> Any:
        if frame.f_globals.get("__name__", "").startswith("flexmap."):
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
            return inside
        return None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(step: Callable[[int], Callable[[], object]], few: int = FEW) -> float:
    """How much more twice the size adds than the size itself added; 2 when all is linear."""
    step(few)()
    once, twice, four = (steps(step(few * times)) for times in (1, 2, 4))
    return (four - twice) / max(twice - once, 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_cost_of_a_text_grows_with_its_size(case: Case) -> None:
    """In every language, on many lines and on one, with ignores and without."""

    def step(size: int) -> Callable[[], object]:
        content = case.text(size).encode()

        def work() -> object:
            result = look_into(scanner(), "file", case.language, content, lambda: None)
            return ignores.apply(result.findings, result.ignores, date.min)

        return work

    assert growth(step) < 2.4


def many_ignores(count: int) -> list[Ignore]:
    return [
        Ignore(refs=frozenset([f"VF{number}"]), reason="why", path="c", line=number, paths=("*.x",))
        for number in range(count)
    ]


def test_the_cost_of_ignores_with_patterns_grows_with_the_findings() -> None:
    """Each path is held against the patterns once, however many findings it has."""
    findings = found(b"az vmss list\n" * 4 * FEW, "shell")
    known = many_ignores(FEW)
    assert growth(lambda size: lambda: ignores.apply(findings[:size], known, date.min)) < 2.4
    assert growth(lambda size: lambda: ignores.apply(findings, many_ignores(size), date.min)) < 2.4


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("part", [" ", "\n", "'"])
def test_a_run_of_one_thing_ends(language: str, part: str) -> None:
    """As an editor or a generator leaves it behind; blanks in a string once took hours."""
    run = part * 20_000  # for more, some parsers take long
    for text in (f"x = 'az vmss list{run}' + vmss\n", f"{run}az vmss list\nvmss", f"vmss{run}= az"):
        look_into(scanner(), "file", language, text.encode(), lambda: None)


@pytest.mark.parametrize("closing", ["", "*/", "-->", "#>", " */ "])
def test_blanks_behind_a_reason_end(closing: str) -> None:
    """A million of them, with the end of a comment or without."""
    text = "# flexmap: ignore VF002, VF018: why" + " " * 1_000_000 + closing
    for end in ("", "x"):
        (known,), wrong = ignores.comments("a", (text + end).encode())
        assert known.refs == {"VF002", "VF018"}
        assert known.reason.startswith("why")
        assert wrong == []
