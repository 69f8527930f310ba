"""The model of the mapping: what is read is what was written, and faults are told by their path."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flexmap
from flexmap.mapping import (
    CLOSED_LISTS,
    Client,
    DecodeError,
    Entry,
    Kind,
    Mapping,
    MappingError,
    Moved,
    Name,
    Severity,
    ValueTest,
    Verdict,
    decode,
    encode,
    load,
    parse,
)
from flexmap.mapping import model as model_module
from flexmap.mapping.codec import published
from generator.exports import mapping_record
from generator.site.materials import published_schema
from tests.sample_mapping import sample_mapping

ROOT = Path(__file__).parent.parent
SCHEMA: dict[str, Any] = json.loads(published_schema())
RECORD = mapping_record(sample_mapping())
RELEASED = sorted((ROOT / "data" / "releases").glob("*/mapping.json"))

SHAPES = {
    **SCHEMA["$defs"],
    "mapping": SCHEMA,
    "counts": SCHEMA["properties"]["counts"],
    "category": SCHEMA["properties"]["categories"]["items"],
}
NAMED = {"error_text": "error"}
"""What the schema calls otherwise than the model."""


def record(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(RECORD) | changes


def faults(document: Any) -> list[str]:
    with pytest.raises(DecodeError) as caught:
        decode(Mapping, document)
    return str(caught.value).splitlines()


def first(document: Any, kind: str) -> Any:
    return next(entry for entry in document["entries"] if entry["kind"] == kind)


# There and back


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.parent.name)
def test_what_was_released_is_read_whole(path: Path) -> None:
    """Every key of every release has a field; keys keep their order, so bytes would too."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    read = load(path)
    again = encode(read)
    if whole["format"] == RECORD["format"]:
        assert json.dumps(again) == json.dumps(whole)
    assert again | {"entries": None} == whole | {"entries": None}
    for old, new in zip(whole["entries"], again["entries"], strict=True):
        assert new == old
    assert read.stamp.startswith(f"data {path.parent.name} ")


def test_a_mapping_survives_a_round_trip() -> None:
    """Moved ids and hostile text too; what only the site shows is not in the document."""
    text = json.dumps(RECORD)
    read = parse(text)
    assert json.dumps(encode(read)) == text
    assert decode(Mapping, encode(read)) == read
    assert {"article", "commands", "naming"}.isdisjoint(RECORD)
    assert [type(item) for item in read.records[-2:]] == [Moved, Moved]
    assert len(read.entries) + len(read.moved) == len(RECORD["entries"])


def test_values_are_frozen_and_cross_processes() -> None:
    """Workers get the mapping by pickling where they cannot inherit it."""
    read = parse(json.dumps(RECORD))
    entry = read.entries[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry.title = "other"  # type: ignore[misc]
    again = pickle.loads(pickle.dumps(read))
    assert again == read
    assert again.by_id.keys() == read.by_id.keys()


def test_the_names_of_the_documentation_work() -> None:
    """As docs/review/index.md shows it, and by reference, id, operation and moved id."""
    mapping = load(RELEASED[-1])
    entry = mapping.entry("VF018")
    assert entry is not None
    assert entry.headline == entry.flexible.headline
    assert mapping.entry("vmss-deallocate") is entry
    assert mapping.entry("virtualmachinescalesets_deallocate") is entry
    assert mapping.entry("nothing") is None
    sample = parse(json.dumps(RECORD))
    assert sample.entry("old-id") is sample.entry("vf900") is sample.entries[0]


# The schema says the same


def shape_of(form: type) -> dict[str, Any]:
    words = "".join(f"_{c.lower()}" if c.isupper() else c for c in form.__name__).lstrip("_")
    shape: dict[str, Any] = SHAPES[NAMED.get(words, words)]
    return shape


FORMS = [
    form
    for form in vars(model_module).values()
    if dataclasses.is_dataclass(form) and form is not ValueTest
]
"""Those with keys of their own; the keys of a `ValueTest` are a part of two others."""


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_key_of_the_schema_is_a_field_and_needed_where_it_has_no_default(form: type) -> None:
    """Whoever adds a key adds it in both places."""
    shape = shape_of(form)
    assert {key for _, key, _, _ in published(form)} == set(shape["properties"])
    needed = {key for _, key, _, default in published(form) if default is dataclasses.MISSING}
    assert needed == set(shape["required"])


@pytest.mark.parametrize("name", ["verdict", "severity", "outcome", "strength", "client"])
def test_the_closed_lists_of_the_schema_are_those_of_the_model(name: str) -> None:
    """In the same order, which is shown."""
    assert tuple(SCHEMA["$defs"][name]["enum"]) == CLOSED_LISTS[name]


def test_a_worse_severity_is_greater() -> None:
    """One order for all; text would compare by the alphabet."""
    assert max(Severity) is Severity.BREAKING
    assert sorted(Severity, reverse=True) == list(Severity)
    assert Severity.BEHAVIOUR >= Severity.BEHAVIOUR > Severity.NOTE
    assert Severity.NOTE <= Severity.NOTE < Severity.BREAKING


# What a newer format brings


def test_new_keys_and_words_of_a_newer_minor_format_are_no_fault() -> None:
    """An old command reads the mapping of a newer site."""
    newer = record(format="1.99", brand_new={"a": [1]})
    entry = first(newer, "operation")
    entry["kind"], entry["flexible"]["more"] = "feature", True
    entry["uniform"]["names"].append(
        {"client": "rust", "name": "start", "exact": True, "verified": "guess"}
    )
    read = parse(json.dumps(newer)).entry(entry["id"])
    assert read is not None
    assert (read.kind, read.uniform.names[-1].client) == ("feature", "rust")
    assert read.uniform.names[0].client is Client.AZURE_CLI


@pytest.mark.parametrize("found", ["2.0", "", "x", 3])
def test_another_major_format_is_refused(found: object) -> None:
    """The message says what is read here and what to do."""
    with pytest.raises(MappingError, match=r"reads format 1\.x; upgrade"):
        parse(json.dumps(record(format=found)))


# Faults


def test_a_fault_names_path_value_and_what_is_allowed() -> None:
    """All faults of a document at once, in its order."""
    broken = record(date=20261123)
    entry = next(entry for entry in broken["entries"] if len(entry.get("caveats", ())) > 1)
    index = broken["entries"].index(entry)
    entry["caveats"][1]["severity"] = "fatal"
    del entry["caveats"][1]["title"]
    entry["seed_rows"] = [1, "two", True]
    entry["flexible"]["only"] = "no"
    entry["claims"][0]["supports"] = ["same"]
    broken["sources"]["article-2022"] = "a page"
    at = f"entries[{index}]"
    assert faults(broken) == [
        "date: 20261123 is not text",
        'sources.article-2022: "a page" is not an object',
        f'{at}.flexible.only: "no" is neither true nor false',
        f'{at}.caveats[1].severity: "fatal" is none of breaking, behaviour, note',
        f"{at}.caveats[1].title: is missing",
        f'{at}.claims[0].supports: ["same"] is none of {", ".join(Verdict)}',
        f'{at}.seed_rows[1]: "two" is not a whole number',
        f"{at}.seed_rows[2]: true is not a whole number",
    ]


def test_a_moved_id_is_told_by_its_kind() -> None:
    """Its faults are those of a moved id, not of an entry that lacks nearly everything."""
    broken = record()
    del first(broken, "moved")["to"]
    assert faults(broken) == [f"entries[{len(broken['entries']) - 2}].to: is missing"]
    assert faults(record(entries=["x"])) == ['entries[0]: "x" is not an object']


def test_what_a_document_holds_cannot_steer_a_terminal() -> None:
    """Neither by a key nor by a value, also with the one-byte forms of escapes."""
    broken = record(date=["\x1b[2J\x9b"])
    broken["sources"]["a\x9b2J"] = 1
    assert faults(broken) == [
        'date: ["\\u001b[2J\\u009b"] is not text',
        'sources["a\\u009b2J"]: 1 is not an object',
    ]


def test_many_faults_are_cut_short() -> None:
    """A file of another kind does not fill the terminal."""
    with pytest.raises(MappingError) as caught:
        parse(json.dumps({"format": "1.0", "entries": []}), "other.json")
    lines = str(caught.value).splitlines()
    assert lines[0] == "other.json: not as the published schema says:"
    assert (len(lines), lines[1], lines[-1]) == (12, "  data_version: is missing", "  and 2 more")


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value in a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        yield (*path, key)
        if isinstance(item, dict | list):
            yield from places(item, (*path, key))


def told(document: Any, otherwise: str) -> str:
    """What is said about a document, or something else when nothing is."""
    try:
        parse(json.dumps(document))
    except MappingError as error:
        return str(error)
    return otherwise


PLACES = list(places(RECORD))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None)
@given(place=st.sampled_from(PLACES), value=ANYTHING)
def test_whatever_stands_somewhere_is_read_or_told(place: tuple[Any, ...], value: Any) -> None:
    """Never a traceback; the message names a path at or around the place."""
    broken = record()
    holder: Any = broken
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    assert place[0] in told(broken, place[0])


def test_decoding_takes_what_is_made_already() -> None:
    """The builder puts computed values beside written ones."""
    name = Name(client=Client.GO, name="Start", exact=True)
    raw = {"client": "java", "name": "start", "exact": False}
    made = decode(tuple[Name, ...], [name, raw])
    assert made[0] is name
    assert made[1].client is Client.JAVA
    assert isinstance(sample_mapping().entries[0], Entry)
    assert Kind(RECORD["entries"][-1]["kind"]) is Kind.MOVED


# A clone


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in which nothing is installed or built: the package beside the site's source."""
    skip = shutil.ignore_patterns("data", "__pycache__")
    shutil.copytree(ROOT / "flexmap", tmp_path / "flexmap", ignore=skip)
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def run(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flexmap", *arguments]
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)


def test_the_command_works_in_a_clone_with_a_built_site(clone: Path) -> None:
    """No --mapping and no installation; the site's mapping goes before an older bundled one."""
    (clone / "site").mkdir()
    (clone / "site" / "mapping.json").write_text(json.dumps(RECORD), encoding="utf-8")
    (clone / "flexmap" / "data").mkdir()
    (clone / "flexmap" / "data" / "mapping.json").write_text("{}", encoding="utf-8")
    done = run(clone, "search", "reimage")
    assert (done.returncode, done.stderr) == (0, "")
    assert "data 1.2.3 of 2026-11-23" in done.stdout


def test_a_clone_without_a_site_says_what_to_run(clone: Path) -> None:
    """Not a path alone that nobody has heard of."""
    done = run(clone, "search", "reimage")
    assert done.returncode == 2
    assert "make it with `make site`, or name one with --mapping FILE" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_version_is_told_in_a_clone_and_is_that_of_the_package(clone: Path) -> None:
    """It is in the package, so that it needs no installation."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert flexmap.__version__ == project["version"]
    assert run(clone, "--version").stdout == f"flexmap {project['version']}\n"
