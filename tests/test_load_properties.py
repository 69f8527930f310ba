"""Whatever lies in the data folder, checking it gives problems, never a traceback."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.building.check import authored_schemas
from generator.reading.files import Folder, read_folder
from generator.reading.loading import load
from generator.reading.problems import in_order
from generator.reading.yaml_text import parse
from generator.rules import rule_problems

BASE = Path(__file__).parent / "golden" / "base"
SCHEMAS = authored_schemas()
ENTRY = "base/entries/set-start.yml"
FOLDER = read_folder(BASE)
GOOD = FOLDER.contents[ENTRY]

text = st.text(max_size=12)
scalar = st.one_of(text, st.integers(), st.booleans(), st.just("- x"), st.just("2024-07-01"))


def problems(contents: dict[str, bytes]):
    loaded = load(Folder(name="base", contents=contents, problems=()), SCHEMAS)
    return in_order([*loaded.problems, *rule_problems(loaded.documents)])


def with_entry(content: bytes):
    return problems({**FOLDER.contents, ENTRY: content})


@given(st.binary(max_size=300))
def test_any_bytes_as_an_entry_give_a_problem_with_a_place(content):
    found = with_entry(content)
    assert found
    assert all(problem.place.line >= 1 and problem.place.column >= 1 for problem in found)


@given(st.text(max_size=300))
def test_any_text_as_an_entry_gives_a_problem(content):
    assert with_entry(content.encode("utf-8", "surrogatepass"))


@given(st.integers(0, len(GOOD)), st.integers(0, 30), st.binary(max_size=8))
@settings(max_examples=200)
def test_a_damaged_entry_never_ends_in_a_traceback(start, length, patch):
    with_entry(GOOD[:start] + patch + GOOD[start + length :])


@given(st.data())
@settings(max_examples=200)
def test_any_value_in_the_place_of_another_never_ends_in_a_traceback(data):
    value = parse(ENTRY, GOOD).value
    paths = list(walk(value, ()))
    path = data.draw(st.sampled_from(paths))
    new = data.draw(
        st.one_of(scalar, st.lists(scalar, max_size=2), st.dictionaries(text, scalar, max_size=2))
    )
    replace(value, path, new)
    with_entry(json.dumps(value).encode())


@given(st.sampled_from(sorted(FOLDER.contents)), st.binary(max_size=60))
def test_any_bytes_as_any_file_never_end_in_a_traceback(path, content):
    problems({**FOLDER.contents, path: content})


@given(st.lists(st.sampled_from(sorted(FOLDER.contents)), unique=True))
def test_any_missing_files_never_end_in_a_traceback(paths):
    problems({path: text for path, text in FOLDER.contents.items() if path not in paths})


@given(st.recursive(scalar, lambda inner: st.lists(inner) | st.dictionaries(text, inner)))
def test_what_json_writes_is_read_back_as_it_was(value):
    """JSON is YAML with every text quoted, so nothing about it is ambiguous."""
    parsed = parse("x.yml", json.dumps(value, ensure_ascii=True).encode())
    if not parsed.problems:
        assert parsed.value == value


def test_the_base_is_good():
    assert problems(dict(FOLDER.contents)) == ()


def walk(value, path):
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if isinstance(item, dict | list):
            yield from walk(item, (*path, key))
        else:
            yield (*path, key)


def replace(value, path, new):
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(BASE, tmp_path / "data")
    return tmp_path / "data"
