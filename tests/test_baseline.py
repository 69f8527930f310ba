"""`--baseline`: what a file knows is counted and no more, and what is gone is told."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flexmap.mapping
from flexmap.cli import main
from flexmap.review.baseline import BaselineError, _read, read_baseline
from tests.review_cases import found, mapping_text

STOP = "az vmss get-instance-view -g g -n s --instance-id 0\n"
RESTART = "az vmss restart -g g -n s --instance-ids 0\n"


@pytest.fixture
def here(tmp_path: Path, mapping_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    whole = flexmap.mapping.load
    monkeypatch.setattr("flexmap.mapping.loader.load", lambda _: whole(str(mapping_file)))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def review(*arguments: str) -> int:
    return main(["review", "--jobs", "1", "--no-progress", *arguments])


def record(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the report for programs."""
    capsys.readouterr()
    code = review(*arguments, "--format", "json")
    return code, json.loads(capsys.readouterr().out)


def test_what_is_known_fails_no_more(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is written, then only what comes after it counts, wherever lines move to."""
    (here / "a.sh").write_text(STOP + RESTART)
    assert review(".", "--write-baseline", "known.json") == 0
    assert "known.json: 2 findings known from now on" in capsys.readouterr().err
    (here / "a.sh").write_text(f"# moved\n\n  {STOP}if true; then\n  {RESTART}fi\n")
    code, report = record(capsys, ".", "--baseline", "known.json")
    assert (code, report["findings"], report["counts"]["known"]) == (0, [], 2)
    assert report["notices"] == []
    (here / "b.sh").write_text(STOP)
    code, report = record(capsys, ".", "--baseline", "known.json")
    assert (code, [item["path"] for item in report["findings"]]) == (1, ["b.sh"])
    review(".", "--baseline", "known.json")
    assert "2 findings known from the baseline." in capsys.readouterr().out


def test_equal_lines_are_counted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A third one is new where two were known, and one of two that goes is told."""
    (here / "a.sh").write_text(RESTART * 2)
    review(".", "--write-baseline", "known.json")
    (here / "a.sh").write_text(RESTART * 3)
    _, report = record(capsys, ".", "--baseline", "known.json")
    assert [item["line"] for item in report["findings"]] == [3]
    (here / "a.sh").write_text(RESTART)
    _, report = record(capsys, ".", "--baseline", "known.json")
    assert (report["findings"], report["counts"]["gone"]) == ([], 1)


def test_what_is_gone_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its path and its line, and with the command that takes it out of the file."""
    (here / "a.sh").write_text(STOP)
    (here / "b.sh").write_text(RESTART)
    review(".", "--write-baseline", "known.json")
    (here / "b.sh").unlink()
    _, report = record(capsys, ".", "--baseline", "known.json")
    told, how = report["notices"]
    assert told.startswith("known.json: gone: b.sh: VF024 ")
    assert how.endswith("--baseline known.json --write-baseline known.json")
    review(".", "--baseline", "known.json", "--write-baseline", "known.json")
    code, report = record(capsys, ".", "--baseline", "known.json")
    assert (code, report["notices"], report["counts"]["known"]) == (0, [], 1)


def test_only_what_was_looked_at_can_be_gone(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hook gets the files of a commit; of the others nothing is said, and they stay known."""
    for name in ("a.sh", "b.sh", "c.sh"):
        (here / name).write_text(STOP)
    review(str(here), "--write-baseline", "known.json")
    before = json.loads((here / "known.json").read_text())["findings"]
    assert [item["path"] for item in before] == ["a.sh", "b.sh", "c.sh"]
    (here / "a.sh").write_text("true\n")
    (here / "c.sh").write_bytes(STOP.encode() + b"\x00\x01")
    _, report = record(capsys, "a.sh", "--baseline", "known.json")
    told = next(note for note in report["notices"] if "gone" in note)
    assert told.startswith("known.json: gone: a.sh:")
    assert report["counts"]["gone"] == 1
    review("a.sh", "--baseline", "known.json", "--write-baseline", "known.json")
    after = json.loads((here / "known.json").read_text())["findings"]
    assert after == before[1:]
    _, report = record(capsys, ".", "--baseline", "known.json", "--allow-skipped")
    assert report["counts"]["gone"] == 0


def test_the_file_is_the_same_every_time(here: Path) -> None:
    """Sorted, with the data's version, without lines and without what is fine or ignored."""
    (here / "b.sh").write_text(f"{RESTART}{STOP}az vmss list-skus -g g -n s\n")
    (here / "a.sh").write_text(
        f"{STOP}# flexmap: ignore VF024 goes next week\n{RESTART}# ü \ud800\n".encode(
            "utf-8", "replace"
        ).decode()
    )
    review("b.sh", "a.sh", "--write-baseline", "one.json")
    review(".", "--write-baseline", "two.json")
    text = (here / "one.json").read_text()
    assert text == (here / "two.json").read_text()
    assert found(text.encode(), "json") == []
    known = json.loads(text)
    assert known["data"]["version"] == json.loads(mapping_text())["data_version"]
    paths = [item["path"] for item in known["findings"]]
    assert (paths, paths.count("a.sh")) == (sorted(paths), 1)
    assert set(known["findings"][0]) == {"path", "ref", "severity", "fingerprint"}


def test_another_version_of_the_data_is_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is new then may not come from the code."""
    (here / "a.sh").write_text(STOP)
    review(".", "--write-baseline", "known.json")
    known = json.loads((here / "known.json").read_text())
    known["data"]["version"] = "0.9.0"
    (here / "known.json").write_text(json.dumps(known))
    _, report = record(capsys, ".", "--baseline", "known.json")
    assert report["notices"][0].startswith("known.json: written with data 0.9.0; what is new may")


def test_a_baseline_of_another_folder_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its paths count from the folder where it was written."""
    (here / "in").mkdir()
    (here / "in" / "a.sh").write_text(STOP)
    review(".", "--write-baseline", "known.json")
    monkeypatch.chdir(here / "in")
    code, report = record(capsys, "..", "--baseline", "../known.json")
    assert code == 1
    assert report["findings"]


def test_fixes_leave_what_is_known(here: Path) -> None:
    """Whoever asks for what is new only gets changes there only."""
    (here / "a.sh").write_text(RESTART)
    review(".", "--write-baseline", "known.json")
    (here / "a.sh").write_text(RESTART + RESTART.replace("restart", "start"))
    review(".", "--baseline", "known.json", "--fix", "--suggestions")
    assert (here / "a.sh").read_text() == RESTART + "az vm start -g g -n $VM_NAME\n"


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_fixes_do_not_go_with_writing(
    here: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing would be left to fix."""
    (here / "a.sh").write_text(RESTART)
    assert review(".", "--write-baseline", "known.json", option) == 2
    assert "run them first" in capsys.readouterr().err
    assert not (here / "known.json").exists()


ENTRY = {"path": "a.sh", "fingerprint": "0" * 32}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{\n,", "k.json:2:1: no JSON"),
        ("[]", "k.json:1:1: no baseline; write a baseline with --write-baseline k.json"),
        ('{"format": "2.0", "findings": []}', "k.json:1:12: format '2.0' is not known here"),
        (f'{{"format": "1.0",\n"findings": [{json.dumps(ENTRY)},\n {{"path": "a"}}]}}',
         "k.json:3:2: no finding with path and fingerprint; write a baseline"),
        ("[" * 100_000, "k.json: nested too deeply; write a baseline"),
        ("\x00\x00\x01", "k.json: binary; write a baseline"),
        (None, "k.json: unreadable (No such file or directory); write a baseline"),
    ],
)  # fmt: skip
def test_a_bad_file_is_explained(
    here: Path, text: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it is wrong, and how to write a good one."""
    if text is not None:
        (here / "k.json").write_text(text)
    (here / "a.sh").write_text(STOP)
    assert review("a.sh", "--baseline", "k.json") == 2
    assert capsys.readouterr().err.startswith(f"error: {said}")


LINES = st.sampled_from([STOP, RESTART, "true\n", "\n", "# é\n"])


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=8), st.lists(LINES, max_size=3), st.integers(0, 8))
def test_fingerprints_hold_when_lines_move(
    lines: list[str], more: list[str], at: int
) -> None:  # fmt: skip
    """Whatever is put between them, every old finding keeps its own."""
    other = [line for line in more if "az vmss" not in line]
    old = [item.fingerprint for item in found("".join(lines).encode(), "shell")]
    new = [
        item.fingerprint
        for item in found("".join([*lines[:at], *other, *lines[at:]]).encode(), "shell")
    ]
    assert sorted(old) == sorted(new)
    assert len(set(old)) == len(old)


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.text(max_size=3) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["format", "findings", "path", "fingerprint", "data", "version"]),
                inner,
            )
        ),
        max_leaves=8,
    )
)
def test_whatever_json_is_read_or_refused(value: Any) -> None:
    """With a sentence, never with a crash."""
    if isinstance(value, dict):
        value = {"format": "1.0"} | value
    with contextlib.suppress(BaselineError):
        _read(value, json.dumps(value).encode(), "k.json")


def test_a_hostile_path_in_a_baseline_is_text(here: Path) -> None:
    """It is compared with names, and opens nothing."""
    path = here / "k.json"
    path.write_text(json.dumps({"format": "1.0", "findings": [ENTRY | {"path": "\0/../x"}]}))
    assert read_baseline(str(path)).entries[0].path == "\0/../x"
    (here / "a.sh").write_text("true\n")
    assert review("a.sh", "--baseline", "k.json") == 0
