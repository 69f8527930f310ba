"""What the tests of the review share: the mapping as it is built from the data, and its cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from flexmap.mapping import Mapping, parse
from flexmap.readers.scanner import Scanner
from flexmap.review.findings import Finding, findings
from flexmap.sources.languages import by_name
from generator.building.check import authored_schemas
from generator.building.mapping import build_model
from generator.exports import mapping_record
from generator.reading.files import read_folder
from generator.reading.loading import load

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "golden" / "review"


@cache
def mapping_text() -> str:
    """The JSON of the mapping in `data/`, without the rules: other tests hold those."""
    loaded = load(read_folder(ROOT / "data"), authored_schemas())
    return json.dumps(mapping_record(build_model(loaded.documents)))


@cache
def scanner() -> Scanner:
    return Scanner(parse(mapping_text()))


def mapping() -> Mapping:
    return scanner().mapping


def found(content: bytes, language: str, path: str = "input") -> list[Finding]:
    """The findings in a text."""
    return findings(mapping(), path, language, content, scanner().scan(content, language))


def found_in(path: Path) -> list[Finding]:
    language = by_name(path.name)
    assert language is not None
    return found(path.read_bytes(), language, path.name)


def lines(results: list[Finding]) -> Iterator[str]:
    """One line a finding, as the expected files of the cases have them; properties apart.

    Entries that only a caveat leads to are no part of it: other tests look at caveats.
    """
    for finding in results:
        place = finding.place
        own = [m for m in finding.matches if not m.aside]
        what = [m.operation or m.entry for m in own if not m.within]
        within = [f"({m.operation})" for m in own if m.within]
        mode = "" if finding.mode.value == "unknown" else f" [{finding.mode.value}]"
        words = " or " if finding.open else " "
        yield (
            f"{place.line}:{place.column}-{place.end_line}:{place.end_column} "
            f"{finding.kind.value} {finding.confidence.word}"
            f"{mode} {words.join(sorted(what))}{' ' if within and what else ''}"
            f"{' '.join(sorted(within))}"
        ).rstrip()
