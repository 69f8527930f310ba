"""A repository as people have it: half is right for Flexible sets, half has planted breaks.

A comment names the entries of a break on its line, or stands alone above the line.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flexmap.review.conditions import Class
from flexmap.review.findings import Finding
from flexmap.review.run import Settings, review

SAMPLES = Path(__file__).parent / "golden" / "sample_repository"
_MARK = re.compile(r"(?P<before>.*?)(?:#|//)\s*break: (?P<refs>(?:VF\d{3} ?)+)")

Places = dict[tuple[str, int], set[str]]
"""References of entries by file and line."""


def planted(folder: Path) -> Places:
    """The breaks that the comments tell."""
    places: Places = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if mark := _MARK.match(line):
                alone = not mark["before"].strip()
                places[str(path), number + alone] = set(mark["refs"].split())
    return places


def entries(finding: Finding) -> set[str]:
    """The references of the entries that a finding names, by itself or by a caveat."""
    refs = (match.ref for match in finding.matches)
    return {*refs, *(caveat.ref.partition("#")[0] for caveat in finding.caveats)}


@pytest.fixture(scope="module")
def findings(mapping) -> list[Finding]:
    """What the review finds in the whole repository that is not fine as it is."""
    done = review(mapping, [str(SAMPLES)], Settings(jobs=1))
    assert done.skipped == ()
    assert done.files == 25
    return [finding for finding in done.findings if finding.cls is not Class.FINE]


def test_nothing_is_found_where_all_is_right(findings: list[Finding]) -> None:
    """A false alarm on a Flexible set teaches people to look away."""
    assert [f for f in findings if f.place.path.startswith(str(SAMPLES / "right"))] == []


def test_every_break_is_found_and_no_other(findings: list[Finding]) -> None:
    """Each at its line, with the entry that knows of it."""
    wanted = planted(SAMPLES / "breaks")
    assert len(wanted) > 60
    seen: Places = {}
    for finding in findings:
        seen.setdefault((finding.place.path, finding.place.line), set()).update(entries(finding))
    assert sorted(seen) == sorted(wanted)
    assert {place: refs - seen[place] for place, refs in wanted.items() if refs - seen[place]} == {}
