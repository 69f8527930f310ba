"""Any bytes end in findings: no crash, and an end in sight."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flexmap.sources.languages import languages
from tests.review_cases import CASES, found, scanner

LANGUAGES = sorted(languages())
SOURCES = {
    path.name: path.read_bytes()
    for folder in CASES.iterdir()
    for path in folder.iterdir()
    if path.name != "expected.txt"
}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(LANGUAGES))
def test_any_bytes_are_read(content: bytes, language: str) -> None:
    """Bytes that are no text of the language give findings or none, never an error."""
    for finding in found(content + b"\naz vmss list", language):
        assert 1 <= finding.place.line <= content.count(b"\n") + 2


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SOURCES)), st.sampled_from(LANGUAGES), st.integers(0, 2**32))
def test_cut_and_changed_files_are_read(name: str, language: str, seed: int) -> None:
    """Real code that was cut, mixed up, or named with the wrong language."""
    source, chance = bytearray(SOURCES[name]), random.Random(seed)
    for _ in range(chance.randrange(8)):
        at = chance.randrange(len(source))
        source[at : at + chance.randrange(20)] = bytes(chance.randrange(256) for _ in range(3))
    del source[chance.randrange(len(source)) :]
    found(bytes(source), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_deep_nesting_ends(language: str) -> None:
    """Brackets in brackets in brackets: the reader gives up, or comes through."""
    for opening, closing in (("(", ")"), ("{", "}"), ("[", "]"), ("$(", ")"), ('{"a":', "}")):
        text = opening * 1_000 + " vmss scaleset " + closing * 1_000
        try:
            scanner().scan(text.encode(), language)
        except RecursionError:
            continue  # the worker names such a file; see test_review_cli


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_long_line_ends(language: str) -> None:
    """A line without an end; what takes too long in a parser is ended by the workers."""
    text = b"x = 'virtualMachineScaleSets/ az vmss list ${a} $( ' + " * 2_000
    slow = language in ("powershell", "bicep")  # their parsers take quadratic time on this text
    scanner().scan(text[:10_000] if slow else text, language)
