"""The commands as people call them: exit codes, what is printed where, what is left alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.site.preview import Preview

BASE = Path(__file__).parent / "golden" / "base"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def data(tmp_path):
    return Path(shutil.copytree(BASE, tmp_path / "data"))


@pytest.fixture
def out(tmp_path, data):
    """A folder with a good render of the data in it."""
    assert main(["render", "--data", str(data), "--out", str(tmp_path / "out")]) == 0
    return tmp_path / "out"


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_check_is_quiet_on_stdout_and_returns_0_when_all_is_well(data, capsys):
    assert main(["check", "--data", str(data)]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "2 entries, no problems" in printed.err


def test_check_prints_problems_with_their_place_and_returns_1(data, capsys):
    (data / "entries" / "vm-list.yml").write_text("kind: concept\nverdict: no\n")
    assert main(["check", "--data", str(data)]) == 1
    assert "data/entries/vm-list.yml:2:10: error[ambiguous-scalar]" in capsys.readouterr().out


def test_check_as_json_is_an_object_with_a_list(data, capsys):
    (data / "entries" / "vm-list.yml").write_bytes(b"\xff")
    assert main(["check", "--data", str(data), "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert problems[0]["code"] == "not-utf-8"
    assert (problems[0]["line"], problems[0]["column"]) == (1, 1)


def test_check_as_json_of_good_data_is_an_empty_list(data, capsys):
    assert main(["check", "--data", str(data), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"problems": []}


def test_check_as_github_escapes_what_workflow_commands_need(data, capsys):
    (data / "entries" / "a,b%.yml").write_text("x: 1\n")
    assert main(["check", "--data", str(data), "--format", "github"]) == 1
    out = capsys.readouterr().out
    assert "::error file=data/entries/a%2Cb%25.yml,line=1,col=1,title=" in out


@pytest.mark.parametrize("command", ["check", "render", "build"])
def test_a_missing_data_folder_could_not_be_looked_at(command, tmp_path, capsys):
    assert main([command, "--data", str(tmp_path / "none")]) == 2
    assert "no-data-folder" in "".join(capsys.readouterr())


def test_a_data_folder_that_is_a_file_could_not_be_looked_at(tmp_path):
    (tmp_path / "file").write_text("x")
    assert main(["check", "--data", str(tmp_path / "file")]) == 2


def test_a_huge_file_is_named_and_not_read_to_its_end(data, capsys):
    with (data / "entries" / "huge.yml").open("wb") as file:
        file.truncate(50_000_000)
    assert main(["check", "--data", str(data)]) == 1
    assert "data/entries/huge.yml:1:1: error[file-too-large]" in capsys.readouterr().out


def test_a_link_out_of_the_folder_is_not_followed(data, tmp_path, capsys):
    (tmp_path / "secret.yml").write_text("secret: text\n")
    (data / "entries" / "link.yml").symlink_to(tmp_path / "secret.yml")
    assert main(["check", "--data", str(data)]) == 1
    out = capsys.readouterr().out
    assert "data/entries/link.yml:1:1: error[outside-folder]" in out
    assert "secret: text" not in out


def test_a_ring_of_links_is_named(data, capsys):
    (data / "entries" / "ring.yml").symlink_to("ring.yml")
    assert main(["check", "--data", str(data)]) == 1
    assert "data/entries/ring.yml:1:1: error[" in capsys.readouterr().out


def test_a_pipe_in_the_folder_does_not_hang_the_check(data, capsys):
    os.mkfifo(data / "entries" / "pipe.yml")
    assert main(["check", "--data", str(data)]) == 1
    assert "data/entries/pipe.yml:1:1: error[not-a-file]" in capsys.readouterr().out


def test_a_file_that_may_not_be_read_is_named(data, capsys, monkeypatch):
    """Root may read everything, so the system's refusal is played."""
    real = os.open

    def refuse(path, *arguments, **more):
        if str(path).endswith("vm-list.yml"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **more)

    monkeypatch.setattr(os, "open", refuse)
    assert main(["check", "--data", str(data)]) == 1
    assert "data/entries/vm-list.yml:1:1: error[unreadable] Permission" in capsys.readouterr().out


def test_bad_data_changes_nothing_that_was_rendered(data, out, capsys):
    before = tree(out)
    (data / "entries" / "set-start.yml").write_text("kind: operation\n")
    assert main(["render", "--data", str(data), "--out", str(out)]) == 1
    assert tree(out) == before
    assert "nothing was written" in capsys.readouterr().err


def test_rendering_again_changes_nothing(data, out, capsys):
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.suffix == ".md"}
    assert main(["render", "--data", str(data), "--out", str(out)]) == 0
    assert "0 files written, 0 removed" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps


def test_rendering_from_another_folder_gives_the_same_bytes(data, out, tmp_path):
    elsewhere = Path(shutil.copytree(data, tmp_path / "deep" / "er" / "data"))
    command = [sys.executable, "-m", "generator", "render"]
    target = tmp_path / "other"
    subprocess.run(
        [*command, "--data", str(elsewhere), "--out", str(target)],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
    )
    assert tree(target) == tree(out)


def test_an_entry_that_is_gone_takes_its_files_along(data, out):
    assert (out / "entries" / "vm-list.json").exists()
    for name, old, new in (
        ("entries/set-start.yml", "related: [vm-list]", "related: []"),
        ("entries/set-start.yml", "Read the names from the [list](vm-list).", "Read the names."),
        ("entries/set-start.yml", "seed_rows: [1]", "seed_rows: [1, 2]"),
        (
            "categories.yml",
            "- id: reading\n  title: Reading\n  description: Lists and views.\n",
            "",
        ),
    ):
        content = (data / name).read_text()
        assert old in content
        (data / name).write_text(content.replace(old, new))
    (data / "entries" / "vm-list.yml").unlink()
    assert main(["render", "--data", str(data), "--out", str(out)]) == 0
    assert not [path for path in out.rglob("*") if "vm-list" in path.name]


def test_an_unknown_command_says_which_there_are(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["chekc"])
    assert ended.value.code == 2
    assert "check" in capsys.readouterr().err


def test_serve_builds_with_the_memory_of_the_build_before(monkeypatch):
    """Without it every save builds the whole site again."""
    rebuilds, builders = [], []
    monkeypatch.setattr("generator.cli.serve", lambda **given: rebuilds.append(given["rebuild"]))
    monkeypatch.setattr(Preview, "build", lambda preview, *_: builders.append(preview))
    assert main(["serve"]) == 0
    (rebuild,) = rebuilds
    assert (rebuild(), rebuild()) == ("", "")
    assert builders[0] is builders[1]


def test_without_a_folder_pages_are_assembled_beside_the_hand_written_ones(
    data, tmp_path, monkeypatch
):
    """Nothing is written to docs/, which git watches."""
    docs, assembled = tmp_path / "docs", tmp_path / ".build" / "docs"
    (docs / "contribute").mkdir(parents=True)
    (docs / "contribute" / "index.md").write_text("by hand")
    monkeypatch.setattr("generator.cli.DOCS", docs)
    monkeypatch.setattr("generator.cli.ASSEMBLED", assembled)
    assert main(["render", "--data", str(data)]) == 0
    assert (assembled / "contribute" / "index.md").read_text() == "by hand"
    assert (assembled / "mapping.json").is_file()
    assert tree(docs) == {"contribute/index.md": b"by hand"}
