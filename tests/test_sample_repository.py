"""A repository in all languages: half of it is right for a Flexible set, half has planted breaks.

`break: VF024` in a comment marks what stops or works differently, on the line or, where a line
takes no comment, on one of its own above. Several references are several findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from flexmap.review.conditions import Class
from tests.review_cases import found_in

FOLDER = Path(__file__).parent / "golden" / "sample_repository"
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file())
MARK = re.compile(r"\bbreak:((?: VF\d{3})+)")
ALONE = re.compile(r"\s*(?:#|//|<!--)")

Places = dict[int, list[str]]


def planted(path: Path) -> Places:
    """The references by the number of the line that they are about."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {
        number + 1 if ALONE.match(line) else number: sorted(match[1].split())
        for number, line in enumerate(lines, 1)
        if (match := MARK.search(line))
    }


def found(path: Path) -> Places:
    """The reference that each message names, of the findings that stop or differ."""
    places = defaultdict(list)
    for finding in found_in(path):
        if finding.cls is not Class.FINE:
            places[finding.place.line].append(finding.anchor.partition("#")[0])
    return {number: sorted(refs) for number, refs in places.items()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_every_planted_break_is_found_and_nothing_else(path: Path) -> None:
    assert found(path) == planted(path)


def test_half_of_the_repository_is_right() -> None:
    """25 files: those that are right have no mark, each of the others has some."""
    marked = [path for path in FILES if planted(path)]
    assert (len(FILES), len(marked)) == (25, 13)
    assert all(path.relative_to(FOLDER).parts[0] == "breaks" for path in marked)
