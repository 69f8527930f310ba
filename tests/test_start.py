"""What a command imports and reads before it does its work: what it needs, and no more."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import flexmap
import flexmap.review
from bench.review import mapping_text
from flexmap.commands import COMMANDS
from flexmap.mapping import MappingError, at_hand, loader, parse
from flexmap.mapping.model import Mapping
from tests.review_cases import ROOT

LISTED = """
import contextlib, io, sys
from flexmap import cli
from flexmap.mapping import loader
loader._at_hand = lambda: __import__("pathlib").Path(sys.argv[1])
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())), contextlib.suppress(SystemExit):
    cli.main(sys.argv[2:])
print(*sys.modules)
"""
"""Runs a command with the mapping of a file at hand; lists the modules that are there then."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mapping of this checkout, as the site and the package have it."""
    path = tmp_path_factory.mktemp("site") / "mapping.json"
    path.write_text(mapping_text(), encoding="utf-8")
    return path


@pytest.fixture
def beside(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The mapping that the command finds without being told."""
    monkeypatch.setattr(loader, "_at_hand", lambda: built)
    return built


def modules(built: Path, *arguments: str) -> set[str]:
    """What is imported once the command has run."""
    done = subprocess.run(
        [sys.executable, "-c", LISTED, str(built), *arguments],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return set(done.stdout.split())


def packages(found: set[str]) -> set[str]:
    """The packages of ours among the modules, and the parsers."""
    ours = {name for name in found if name.startswith(("flexmap.", "tree_sitter"))}
    return {".".join(name.split(".")[:2]) for name in ours}


def test_the_version_needs_no_mapping() -> None:
    """It is asked for by scripts that only look whether the command is there."""
    code = "import sys; from flexmap import cli\ntry: cli.main(['--version'])\nexcept SystemExit: "
    done = subprocess.run(
        [sys.executable, "-c", f"{code}print(*sys.modules)"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    version, found = done.stdout.splitlines()
    assert version == f"flexmap {flexmap.__version__}"
    loaded = set(found.split())
    assert not {"flexmap.mapping", "flexmap.review", "dataclasses", "json"} & loaded


@pytest.mark.parametrize(
    "arguments", [("show", "VF001"), ("show", "VF001", "--format", "json"), ("cite", "VF001")]
)
def test_an_entry_is_shown_without_the_review(built: Path, arguments: tuple[str, ...]) -> None:
    """Readers and parsers have nothing to do with a reference."""
    loaded = packages(modules(built, *arguments))
    assert "flexmap.mapping" in loaded
    assert not {"flexmap.review", "flexmap.readers", "flexmap.sources", "tree_sitter"} & loaded


def test_a_tree_without_names_needs_no_reader(built: Path, tmp_path: Path) -> None:
    """Most commits touch no such call, and the hook runs for each of them."""
    (tmp_path / "a.sh").write_text("echo hello\n")
    loaded = modules(built, "review", str(tmp_path))
    assert {"flexmap.review.run", "flexmap.report.text"} <= loaded
    needless = {"flexmap.readers", "flexmap.review.findings", "tree_sitter", "multiprocessing"}
    assert not needless & (loaded | packages(loaded))


def test_every_public_name_is_there() -> None:
    """Names that are imported late are names all the same."""
    for name in flexmap.__all__:
        assert name in dir(flexmap)
        assert getattr(flexmap, name) is not None
    assert flexmap.mapping.load is flexmap.load
    for name in flexmap.review.__all__:
        assert name in dir(flexmap.review)
        assert getattr(flexmap.review, name) is not None
    for module in (flexmap, flexmap.review):
        with pytest.raises(AttributeError, match="no attribute 'nothing'"):
            _ = module.nothing


def test_every_command_has_its_module() -> None:
    """The list and the folder say the same."""
    folder = ROOT / "flexmap" / "commands"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(COMMANDS)


def test_what_is_read_late_is_the_same(beside: Path) -> None:
    """Every entry, every field, also after a way through another process."""
    whole = parse(beside.read_text(encoding="utf-8"))
    assert at_hand.at_hand(beside.read_bytes(), lambda error: error) is not None
    assert flexmap.load() == whole
    assert flexmap.load(beside) == whole
    assert pickle.loads(pickle.dumps(flexmap.load())) == whole


def test_an_entry_is_found_by_each_of_its_names(beside: Path) -> None:
    """By its id, its reference and its operation, in any case."""
    made = flexmap.load()
    for entry in parse(beside.read_text(encoding="utf-8")).entries:
        for key in filter(None, (entry.id, entry.ref, entry.operation)):
            assert made.entry(key.upper()) == entry
    assert made.entry("") is None


def spoiled(built: Path, folder: Path, indent: int | None) -> Path:
    """The mapping with two entries that are wrong."""
    record = json.loads(built.read_text(encoding="utf-8"))
    record["entries"][3]["claims"][0]["says"] = 5
    del record["entries"][7]["flexible"]["headline"]
    path = folder / "mapping.json"
    path.write_text(json.dumps(record, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")
    return path


def test_a_spoiled_mapping_is_refused_with_every_fault(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part that is met names all that is wrong, as when the whole is read."""
    path = spoiled(built, tmp_path, 2)
    monkeypatch.setattr(loader, "_at_hand", lambda: path)
    made = flexmap.load()
    assert made.entries[0].title
    for met in (lambda: made.entries[3].claims, lambda: made.entries[7].headline):
        with pytest.raises(MappingError) as caught:
            met()
        assert "entries[3].claims[0].says: 5 is not text" in str(caught.value)
        assert "entries[7].flexible.headline: is missing" in str(caught.value)


@pytest.mark.parametrize("indent", [None, 1])
def test_another_layout_is_read_at_once(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, indent: int | None
) -> None:
    """Only what the builder wrote can be taken apart without reading it."""
    path = spoiled(built, tmp_path, indent)
    monkeypatch.setattr(loader, "_at_hand", lambda: path)
    with pytest.raises(MappingError):
        flexmap.load()
    path.write_text(json.dumps(json.loads(built.read_text(encoding="utf-8")), indent=indent))
    assert flexmap.load() == parse(built.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("before", "after"),
    [('"date": "', '"date": '), ('"sources": {', '"sources": '), ('"summary": "', '"summary": ')],
)
def test_what_is_no_json_is_said(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    """At once or where it is met, and as an error that says which file it is."""
    path = tmp_path / "mapping.json"
    path.write_text(built.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    monkeypatch.setattr(loader, "_at_hand", lambda: path)
    with pytest.raises(MappingError, match=r"mapping\.json: not JSON"):
        _ = flexmap.load() == parse(built.read_text(encoding="utf-8"))


def test_a_named_mapping_is_read_at_once(built: Path, tmp_path: Path, beside: Path) -> None:
    """What is wrong in it is said before anything is done with it."""
    del beside
    with pytest.raises(MappingError, match="is missing"):
        flexmap.load(spoiled(built, tmp_path, 2))


def test_a_moved_entry_is_found(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document with one is read at once."""
    record = json.loads(built.read_text(encoding="utf-8"))
    target = record["entries"][0]
    record["entries"].append({
        "kind": "moved", "id": "older", "ref": "VF999", "url": "entries/older/",
        "json_url": "entries/older.json", "to": target["id"], "why": "renamed", "since": "1.0.0",
    })  # fmt: skip
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False), encoding="utf-8")
    monkeypatch.setattr(loader, "_at_hand", lambda: path)
    made = flexmap.load()
    assert isinstance(made, Mapping)
    assert made.entry("vf999") == made.entry(target["id"])
