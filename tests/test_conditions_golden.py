"""What the review says about small inputs: the place, how bad it is, and which caveat it names.

`UPDATE_GOLDEN=1` writes the expectations anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flexmap.mapping import Severity
from flexmap.review.findings import Confidence, Finding, Typed
from flexmap.sources.languages import may_match
from tests.review_cases import found_in

FOLDER = Path(__file__).parent / "golden" / "conditions"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".txt")
RIGHT = [path for path in CASES if "right" in path.name]


def lines(found: list[Finding]) -> Iterator[str]:
    """One line a listed finding: place, severity, caveats, and what the message leads with."""
    for finding in found:
        if finding.quiet or finding.confidence is Confidence.POSSIBLE:
            continue
        typed = " + ".join(part for part in finding.parts if isinstance(part, Typed))
        own = [match.ref for match in finding.matches if not match.caveats and not match.aside]
        said = " ".join([*(caveat.anchor for caveat in finding.caveats), *own])
        yield f"{finding.place.line} {finding.severity.value} {finding.kind.value} {typed}"
        yield f"    {said}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_the_caveats_are_the_expected_ones(path: Path) -> None:
    """Each place that breaks with its reason, and nothing else."""
    expected = path.with_name(f"{path.name}.txt")
    got = "".join(f"{line}\n" for line in lines(found_in(path)))
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(got, encoding="utf-8")
    assert got == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.name)
def test_what_is_right_for_flexible_raises_nothing(path: Path) -> None:
    """Conditions are about the values that break; a job done in part is a note at most."""
    assert {finding.severity for finding in found_in(path)} <= {Severity.NOTE}


def test_what_is_found_is_worth_parsing() -> None:
    """The command looks for a part of a name first, and passes over files without one."""
    passed_over = [
        path.name
        for path in CASES
        if path.with_name(f"{path.name}.txt").stat().st_size and not may_match(path.read_bytes())
    ]
    assert passed_over == []
