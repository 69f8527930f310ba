"""What the review finds in each language: folders with an input and the expected findings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flexmap.review.findings import Finding
from tests.review_cases import CASES, found_in, lines

FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
ANNOTATED = sorted((CASES.parent / "annotated").iterdir())


def input_of(folder: Path) -> Path:
    (path,) = [path for path in folder.iterdir() if path.name != "expected.txt"]
    return path


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_findings_are_the_expected_ones(folder: Path) -> None:
    """Every call with its operations, its place and its mode, and nothing else."""
    results = [f for f in found_in(input_of(folder)) if f.kind.value != "property"]
    expected = (folder / "expected.txt").read_text(encoding="utf-8")
    assert "\n".join(lines(results)) + "\n" == expected


def test_every_language_has_a_case() -> None:
    """A language that is read is tested."""
    from flexmap.sources.languages import by_name, languages

    seen = {by_name(input_of(folder).name) for folder in FOLDERS}
    assert seen >= set(languages()) - {"tsx", "batch"}


def test_properties_of_declared_sets_are_found() -> None:
    """A template's property leads to the property's own entry, in all three languages."""
    for name in ("arm", "terraform"):
        results = found_in(input_of(CASES / name))
        entries = {f.matches[0].entry for f in results if f.kind.value == "property"}
        assert "property-overprovision" in entries, name


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.name)
def test_what_comments_expect_is_found(path: Path) -> None:
    """Files that say beside each call what it sends: all of it is found, and no more."""
    text = path.read_text(encoding="utf-8")
    expected: dict[int, set[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = re.search(r"EXPECT(?:@(-?\d+))?\s+([^(]*)", line)
        if match:
            words = re.findall(r"\w+_\w+|dynamic|uniform|flexible", match[2])
            expected.setdefault(number + int(match[1] or 0), set()).update(words)
    got: dict[int, set[str]] = {}
    for finding in found_in(path):
        if finding.kind.value != "property":
            got.setdefault(finding.place.line, set()).update(_words(finding))
    assert got == expected


def _words(finding: Finding) -> set[str]:
    if finding.kind.value == "dynamic":
        return {"dynamic"}
    if finding.kind.value == "declaration" and finding.mode.value != "unknown":
        return {finding.mode.value}
    return {match.operation for match in finding.matches if not match.aside}
