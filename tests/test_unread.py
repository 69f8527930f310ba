"""Files that hold names of scale-set calls and that nothing reads are named, never passed over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import flexmap.mapping
from flexmap.cli import main
from flexmap.report import REPORTERS
from flexmap.sources.content import _PIECE
from flexmap.sources.languages import may_match
from flexmap.syntax.unparsed import unparsed

CALL = "az vmss restart --resource-group web --name front --instance-ids 0\n"
REASON = "no reader for this kind of file"


@pytest.fixture(autouse=True)
def with_mapping(mapping_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes every review here read that mapping."""
    monkeypatch.setattr(
        "flexmap.mapping.loader.load",
        lambda _, whole=flexmap.mapping.load: whole(str(mapping_file)),
    )


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one clean script, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clean.sh").write_text("echo hello\n")
    return tmp_path


def review(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, the report and what was said."""
    code = main(["review", "--jobs", "1", "--no-progress", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def unread(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, str]:
    """The files that the report names as not read, with the reason of each."""
    _, out, _ = review(capsys, "--format", "json", *arguments)
    record = json.loads(out)
    assert record["counts"]["unread"] == len(record["unread"])
    return {item["path"]: item["reason"] for item in record["unread"]}


def test_texts_without_a_reader_are_named_in_order(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By a name without an ending, by an unknown ending, in any case, and in UTF-16."""
    (here / "sub").mkdir()
    (here / "sub" / "a.fsx").write_text("client.VirtualMachineScaleSets.Restart()\n")
    (here / "Rakefile").write_text(f"sh '{CALL}'\n")
    (here / "b.rb").write_text("client.virtual_machine_scale_sets\n")
    (here / "wide.fs").write_text(CALL, encoding="utf-16")
    (here / "nothing.rb").write_text("puts 1\n")
    (here / "LICENSE").write_text("You may.\n")
    found = unread(capsys, ".")
    assert list(found) == ["Rakefile", "b.rb", "sub/a.fsx", "wide.fs"]
    assert set(found.values()) == {REASON}


def test_what_is_no_text_is_left_out(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A picture or an archive with the letters in it holds no call."""
    (here / "a.png").write_bytes(b"\x89PNG\0\0\0" + CALL.encode())
    (here / "data").write_bytes(b"\x7fELF\0\0\0" + CALL.encode())
    assert unread(capsys, ".") == {}
    assert review(capsys, ".", "--fail-on-unread")[0] == 0


def test_what_git_or_the_configuration_leaves_out_is_not_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the files with their patterns hold no calls, whatever the patterns say."""
    for name in ("a.rb", "b.rb", "vmss.rb", "kept.rb"):
        (here / name).write_text(CALL)
    (here / ".git").mkdir()
    (here / ".gitignore").write_text("/a.rb\nvmss.rb\n")
    (here / ".flexmap.toml").write_text('exclude = ["b.rb", "old-vmss/"]\n')
    assert list(unread(capsys, ".")) == ["kept.rb"]


def test_a_file_is_named_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link to one that is looked at itself adds nothing; a link to one elsewhere does."""
    (here / "in").mkdir()
    (here / "in" / "a.rb").write_text(CALL)
    (here / "out.rb").write_text(CALL)
    (here / "in" / "again.rb").symlink_to("a.rb")
    (here / "in" / "linked.rb").symlink_to("../out.rb")
    assert list(unread(capsys, "in", "./in", "in/a.rb")) == ["in/a.rb", "in/linked.rb"]


@pytest.mark.parametrize("name", ["a.log", "LOG"])
def test_a_large_text_is_searched_to_its_end(
    here: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Also past the size from which files are skipped, and where two pieces meet."""
    (here / name).write_bytes(b"x" * (3 * _PIECE - 3) + b"vmss" + b"x" * 10)
    assert list(unread(capsys, ".", "--max-size", "1000")) == [name]


def test_an_unreadable_one_is_named_with_its_reason(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows what it holds."""
    (here / "a.rb").write_text(CALL)
    whole = os.open

    def refuse(path: str, *rest: int) -> int:
        if path.endswith("a.rb"):
            raise PermissionError(13, "Permission denied")
        return whole(path, *rest)

    monkeypatch.setattr("flexmap.sources.content.os.open", refuse)
    assert unread(capsys, ".") == {"a.rb": "unreadable (Permission denied)"}


@pytest.mark.parametrize("name", REPORTERS)
def test_every_format_names_them_and_counts_them(
    here: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Without a change of the exit code."""
    (here / "Rakefile").write_text(CALL)
    code, out, _ = review(capsys, ".", "--format", name)
    assert code == 0
    assert "Rakefile" in out
    assert REASON in out
    if name not in ("json", "sarif", "gitlab", "rdjson"):
        assert "1 file with names of scale-set calls was not read." in out.replace("%2E", ".")


def test_the_gate_ends_with_2(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which goes before 1, and the report is written all the same."""
    (here / "Rakefile").write_text(CALL)
    (here / "roll.sh").write_text(CALL)
    assert review(capsys, ".")[0] == 1
    code, out, err = review(capsys, ".", "--fail-on-unread")
    assert code == 2
    assert f"not read: Rakefile: {REASON}" in out
    assert err == (
        "error: 1 file with names of scale-set calls was not read, the report names it; "
        "--fail-on-unread asks for this error\n"
    )
    (here / "Rakefile").unlink()
    assert review(capsys, ".", "--fail-on-unread")[0] == 1


def test_a_folder_of_nothing_else_is_not_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report names the file, and the exit code still says that nothing was looked at."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Rakefile").write_text(CALL)
    code, out, _ = review(capsys, ".")
    assert (code, "not read: Rakefile" in out) == (3, True)
    assert review(capsys, "Rakefile", "--allow-nothing")[0] == 0
    assert review(capsys, "Rakefile", "--allow-nothing", "--fail-on-unread")[0] == 2


# Parts of a file

MODEL = "resource set 'Microsoft.Compute/virtualMachineScaleSets@2024-07-01' = {\n  name: 'a'\n}\n"


def parts(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, int]]:
    """What the report says of files that were read in part."""
    _, out, _ = review(capsys, ".", "--format", "json")
    return [(i["path"], i["reason"], i["parts"]) for i in json.loads(out)["unread"]]


def test_a_part_that_its_grammar_cannot_parse_is_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its count and the first line, in words and as a number."""
    (here / "a.go").write_text(
        "package main\n\nfunc main() {}\n\n)) client.VirtualMachineScaleSets ((\n"
    )
    (here / "b.go").write_text("package main\n\n// none\n\n)) client.Disks ((\n")
    said = "1 part with names of scale-set calls could not be parsed, the first at line 5"
    assert parts(capsys) == [("a.go", said, 1)]
    assert review(capsys, ".")[0] == 0
    assert "1 file with names of scale-set calls was not read in full." in review(capsys, ".")[1]
    assert review(capsys, ".", "--fail-on-unread")[0] == 2


def test_an_error_elsewhere_loses_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake without a name in it, a name in a comment, or a line on which a call is found."""
    (here / "a.bicep").write_text(f"{MODEL}\n??? ]] [[\n")
    (here / "b.go").write_text("package main\n\n)) ((\n// the vmss of the tests\n")
    (here / "c.ps1").write_text("if (\nRestart-AzVmss -VMScaleSetName web\n")
    (here / "d.sh").write_text("if [ ; then\naz vmss restart --name web -g rg\n")
    assert parts(capsys) == []


def test_names_that_the_grammar_lost_are_counted_once() -> None:
    """An error inside another one is the same part; one with a finding on its line is none."""
    text = b"a vmss\nb\nvmss c\n"
    spans = [(0, 8), (0, 6), (9, 15)]
    assert unparsed(text, spans, [], may_match) == [0, 9]
    assert unparsed(text, spans, [(2, 6)], may_match) == [9]
    assert unparsed(text, [(7, 8)], [], may_match) == []


@pytest.mark.parametrize(
    ("name", "text", "reason", "line"),
    [("web.hcl", 'policy {\n  target "azure-vmss" {\n  }\n}\n', "Nomad", 2)],
)
def test_what_a_known_language_holds_for_other_tools_is_named(
    here: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, reason: str, line: int
) -> None:
    """A policy is HCL, which is read, and the autoscaler calls the API all the same."""
    (here / name).write_text(text)
    named = unread(capsys, ".")
    assert list(named) == [name]
    assert reason in named[name]
    assert f"line {line}" in named[name]
