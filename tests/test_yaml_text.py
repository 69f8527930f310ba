"""The YAML reader: text scalars with places, and no way to make it raise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.yaml_text import parse

BAD = {
    "not-yaml": b"a: [1, 2",
    "empty-file": b"",
    "not-utf-8": b"title: caf\xe9\n",
    "file-too-large": b"a" * 1_000_001,
    "anchor-or-alias": b"a: &x [1]\nb: [*x, *x]\n",
    "too-deep": b"[" * 200 + b"]" * 200,
    "duplicate-key": b"a: x\na: y\n",
    "ambiguous-scalar": b"as_of: 2024-07-01\n",
    "several-documents": b"a: x\n---\nb: y\n",
    "tag": b"a: !!python/object/apply:os.system ['true']\n",
    "key-not-text": b"[a]: b\n",
}


@pytest.mark.parametrize("code", BAD)
def test_bad_input_is_one_problem_with_a_place(code: str) -> None:
    """Each kind of bad input is named by its own code, where it stands."""
    problems = parse("data/x.yml", BAD[code]).problems
    assert [problem.code for problem in problems] == [code]
    assert problems[0].place.path == "data/x.yml"
    assert problems[0].place.line >= 1


@pytest.mark.parametrize("text", ["no", "yes", "1.10", "null", "~", "2024-07-01", "0x10", "1_000"])
def test_unquoted_words_that_others_read_otherwise_are_refused(text: str) -> None:
    """What YAML 1.1 would not read as text has to be quoted."""
    assert [p.code for p in parse("f", f"a: {text}\n".encode()).problems] == ["ambiguous-scalar"]
    assert parse("f", f'a: "{text}"\n'.encode()).value == {"a": text}


def test_places_are_those_of_the_keys() -> None:
    """A problem can point at the line and column of any key."""
    parsed = parse("f", b"a:\n  - b: x\n    c: y\n")
    place = parsed.places[("a", 0, "c")]
    assert (place.line, place.column) == (3, 5)


def test_a_tab_is_explained() -> None:
    """Tabs are the commonest slip, so the hint names them."""
    (problem,) = parse("f", b"a:\n\tb: x\n").problems
    assert "spaces" in problem.hint


@given(st.binary(max_size=300))
def test_any_bytes_give_a_value_or_problems(content: bytes) -> None:
    """Nothing that is written to a file makes the reader raise."""
    parsed = parse("f", content)
    assert parsed.value is not None or parsed.problems


@given(st.text(max_size=300))
def test_any_text_gives_a_value_or_problems(text: str) -> None:
    """The same for text, which gets further into the parser than bytes do."""
    parsed = parse("f", text.encode("utf-8", "surrogatepass"))
    assert parsed.value is not None or parsed.problems
