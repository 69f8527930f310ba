"""`--changed-since`: what a branch changed, told by git, which runs nothing of the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flexmap.mapping
from flexmap.cli import main
from flexmap.review.changed import changed_lines

RESTART = "az vmss restart -g g -n s --instance-ids 0\n"
STOP = "az vmss get-instance-view -g g -n s --instance-id 0\n"


def git(folder: Path, *arguments: str) -> str:
    """Runs git with nothing of this machine's configuration."""
    identity = {f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")}  # fmt: skip
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder, capture_output=True, text=True, check=True,
        env=os.environ | identity | {"GIT_CONFIG_GLOBAL": os.devnull},
    )  # fmt: skip
    return done.stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "a")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def here(tmp_path: Path, mapping_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout on the branch `work`, of which `main` has two files with findings."""
    whole = flexmap.mapping.load
    monkeypatch.setattr("flexmap.mapping.loader.load", lambda _: whole(str(mapping_file)))
    folder = tmp_path / "checkout"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "a.sh").write_text(f"echo one\n{RESTART}echo two\n")
    (folder / "b.sh").write_text(RESTART)
    commit(folder)
    git(folder, "checkout", "-q", "-b", "work")
    monkeypatch.chdir(folder)
    return folder


def review(*arguments: str) -> int:
    return main(["review", "--jobs", "1", "--no-progress", *arguments])


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The findings as path and line."""
    capsys.readouterr()
    review(*(arguments or (".", "--changed-since", "main")), "--format", "json")
    out = capsys.readouterr()
    findings = json.loads(out.out or "{}").get("findings")
    assert findings is not None, out.err
    return [f"{item['path']}:{item['line']}" for item in findings]


def test_lines_of_commits_the_index_and_the_work_tree(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is committed, staged, only saved, or not known to git yet."""
    assert listed(capsys) == []
    (here / "a.sh").write_text(f"echo one\n{STOP}{RESTART}echo two\n")
    commit(here)
    assert listed(capsys) == ["a.sh:2"]
    (here / "b.sh").write_text(RESTART + STOP)
    git(here, "add", "b.sh")
    assert listed(capsys) == ["a.sh:2", "b.sh:2"]
    (here / "b.sh").write_text(STOP + RESTART + STOP)
    (here / "new.sh").write_text(STOP)
    assert listed(capsys) == ["a.sh:2", "b.sh:1", "b.sh:3", "new.sh:1"]


def test_what_main_did_meanwhile_is_not_the_branch_s(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commit from which the branch went apart counts."""
    (here / "a.sh").write_text(STOP)
    commit(here)
    git(here, "checkout", "-q", "main")
    (here / "b.sh").write_text(STOP + RESTART)
    commit(here)
    git(here, "checkout", "-q", "work")
    assert listed(capsys) == ["a.sh:1"]
    git(here, "checkout", "-q", "--detach")
    git(here, "branch", "-D", "work")
    assert listed(capsys) == ["a.sh:1"]


def test_a_moved_file_is_compared_with_the_old_one(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also when lines change with the move, and names are no ASCII."""
    text = "".join(f"echo {number}\n" for number in range(30))
    (here / "a.sh").write_text(text + RESTART)
    git(here, "branch", "-f", "main", commit(here))
    (here / "in").mkdir()
    git(here, "mv", "a.sh", "in/ä b.sh")
    (here / "in" / "ä b.sh").write_text(text + STOP + RESTART)
    assert listed(capsys) == ["in/ä b.sh:31"]
    commit(here)
    assert listed(capsys) == ["in/ä b.sh:31"]


def test_a_command_on_several_lines_counts_whole(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The finding stands at its first line, the change at its last."""
    (here / "a.sh").write_text("az vmss restart -g g \\\n  -n s \\\n  --instance-ids 0\necho\n")
    git(here, "branch", "-f", "main", commit(here))
    (here / "a.sh").write_text("az vmss restart -g g \\\n  -n s \\\n  --instance-ids 1\necho\n")
    assert listed(capsys) == ["a.sh:1"]
    (here / "a.sh").write_text("az vmss restart -g g \\\n  -n s \\\n  --instance-ids 0\necho 1\n")
    assert listed(capsys) == []


def test_ends_of_lines_and_encodings_change_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A checkout on Windows has other ends of lines than the repository."""
    (here / "b.sh").write_bytes(RESTART.replace("\n", "\r\n").encode())
    assert listed(capsys) == []
    (here / "b.sh").write_bytes((RESTART + STOP).encode("utf-16"))
    assert listed(capsys) == ["b.sh:2"]


def test_the_rest_is_counted_and_does_not_fail(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also below a folder, from another one, and with a baseline."""
    (here / "b.sh").write_text(RESTART + STOP)
    review(".", "--write-baseline", "known.json")
    (here / "b.sh").write_text(RESTART + STOP + RESTART.replace("restart", "start"))
    options = (".", "--changed-since", "main", "--baseline", "known.json")
    assert listed(capsys, *options) == ["b.sh:3"]
    (here / "b.sh").write_text(RESTART)
    assert review(".", "--changed-since", "main") == 0
    assert "2 findings on lines that did not change." in capsys.readouterr().out


def test_fixes_take_what_changed_only(here: Path) -> None:
    """A pull request is about its own lines."""
    (here / "b.sh").write_text(RESTART + RESTART.replace("restart", "start"))
    review(".", "--changed-since", "main", "--fix", "--suggestions")
    assert (here / "b.sh").read_text() == RESTART + "az vm start -g g -n $VM_NAME\n"


def test_another_repository_inside_is_left(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its lines are the business of its own pull requests; the report says so."""
    inner = here / "inner"
    inner.mkdir()
    git(inner, "init", "-q")
    (inner / "c.sh").write_text(STOP)
    commit(inner)
    assert listed(capsys) == []
    review(".", "--changed-since", "main")
    assert "inner/c.sh: in another repository inside this one" in capsys.readouterr().out
    assert listed(capsys, "inner", "--changed-since", "HEAD") == []


def shallow(here: Path, tmp_path: Path) -> Path:
    """A clone of the branch's last commit alone, with `origin/main`'s last commit alone."""
    (here / "a.sh").write_text(STOP)
    commit(here)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "work", here.as_uri(), str(clone))
    return clone


def error(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert review(*arguments) == 2
    done = capsys.readouterr()
    assert done.out == ""
    return done.err


def test_a_shallow_clone_says_how_to_fetch(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether the reference is missing, or the common commit; then what it says helps."""
    clone = shallow(here, tmp_path)
    monkeypatch.chdir(clone)
    said = error(capsys, ".", "--changed-since", "origin/main")
    assert "no commit 'origin/main' is known here; the clone is shallow: git fetch" in said
    git(clone, "fetch", "-q", "--depth", "1", "origin", "+main:refs/remotes/origin/main")
    git(here, "checkout", "-q", "main")
    commit(here)
    git(clone, "fetch", "-q", "--depth", "1", "origin", "+main:refs/remotes/origin/main")
    said = error(capsys, ".", "--changed-since", "origin/main")
    assert "have no common one here; the clone is shallow: git fetch --unshallow origin" in said
    assert "fetch-depth: 0" in said
    git(clone, "fetch", "-q", "--unshallow", "origin")
    assert listed(capsys, ".", "--changed-since", "origin/main") == ["a.sh:1"]


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("nowhere", "no commit 'nowhere' is known here; write origin/main or a commit, or fetch"),
        ("origin/next", "or fetch it: git fetch origin next"),
        ("--output=taken", "no commit '--output=taken' is known here"),
        ("", "no commit '' is known here"),
        ("a\0b", "git cannot be run: embedded null byte"),
    ],
)
def test_a_reference_that_is_not_there(
    here: Path, ref: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it is called like an option is none."""
    assert said in error(capsys, ".", f"--changed-since={ref}")
    assert not (here / "taken").exists()


def test_what_git_cannot_tell(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No checkout, two of them, no commit, no common one, no git."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "c.sh").write_text(STOP)
    since = ("--changed-since", "main")
    assert "'../outside' is in no checkout" in error(capsys, "../outside", *since)
    assert "is in no checkout" in error(capsys, "a.sh", "../outside/c.sh", *since)
    git(outside, "init", "-q")
    assert "are in two checkouts; review one at a time" in error(capsys, ".", "../outside", *since)
    assert "no commit yet" in error(capsys, "../outside", *since)
    assert "not standard input" in error(capsys, "-", *since)
    git(here, "checkout", "-q", "--orphan", "alone")
    (here / "d.sh").write_text("true\n")  # or it could be the same commit as the first one
    commit(here)
    assert "have no common one here; name another one" in error(capsys, ".", *since)
    monkeypatch.setenv("PATH", str(outside))
    assert "needs git, which is not installed" in error(capsys, ".", *since)


@pytest.mark.parametrize("hostile", ["filter", "fsmonitor", "external", "textconv", "hooks", "ssh"])
def test_nothing_of_the_checkout_runs(
    here: Path, tmp_path: Path, hostile: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs that the configuration of a repository can name."""
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n")
    program.chmod(0o755)
    keys = {
        "filter": {"filter.x.clean": program, "filter.x.smudge": program},
        "fsmonitor": {"core.fsmonitor": program},
        "external": {"diff.external": program, "diff.x.command": program},
        "textconv": {"diff.x.textconv": program},
        "hooks": {"core.hooksPath": tmp_path / "hooks"},
        "ssh": {"core.sshCommand": program},
    }[hostile]
    (here / ".gitattributes").write_text("*.sh filter=x diff=x\n")
    if hostile == "hooks":
        (tmp_path / "hooks").mkdir()
        for name in ("post-index-change", "reference-transaction"):
            shutil.copy(program, tmp_path / "hooks" / name)
    for key, value in keys.items():
        git(here, "config", key, str(value))
    (here / "b.sh").write_text(RESTART + STOP)
    os.utime(here / "a.sh", (1, 1))
    assert listed(capsys) == ["b.sh:2"]
    assert not ran.exists()


def test_the_filter_would_run(here: Path, tmp_path: Path) -> None:
    """Or the test above would prove nothing."""
    ran = tmp_path / "ran"
    git(here, "config", "filter.x.clean", f"touch {ran}; cat")
    (here / ".gitattributes").write_text("*.sh filter=x\n")
    (here / "b.sh").write_text(RESTART + STOP)
    git(here, "diff", "main")
    assert ran.exists()


def test_a_partial_clone_fetches_nothing(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its contents of older commits are elsewhere; git would run a program to get them."""
    git(here, "config", "uploadpack.allowFilter", "true")
    (here / "b.sh").write_text(RESTART + STOP)
    commit(here)
    clone = tmp_path / "clone"
    git(
        tmp_path, "clone", "-q", "--filter=blob:none", "--branch", "work", here.as_uri(), str(clone)
    )
    ran = tmp_path / "ran"
    git(clone, "config", "remote.origin.uploadpack", f"touch {ran}; git-upload-pack")
    monkeypatch.chdir(clone)
    said = error(capsys, ".", "--changed-since", "origin/main")
    assert "--changed-since: " in said
    assert not ran.exists()


LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "c\n", "é\n", "\n"]), max_size=12)


@settings(max_examples=300, deadline=None)
@given(LINES, LINES)
def test_changed_lines_are_those_of_a_difference(old: list[str], new: list[str]) -> None:
    """What is left of the new text without them is in the old one, in its order."""
    before, after = "".join(old), "".join(new)
    changed = changed_lines(before.encode(), after.encode())
    kept = [line.removesuffix("\r") for number, line in enumerate(after.split("\n"), 1)
            if number not in changed]  # fmt: skip
    remaining = iter(line.removesuffix("\r") for line in before.split("\n"))
    assert all(line in remaining for line in kept)
    if [line.strip() for line in old] == [line.strip() for line in new]:
        assert not changed


def test_a_long_text_is_compared_by_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """In order it would take too long; lines that were not there are still found."""

    def refused(*_: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr(SequenceMatcher, "get_opcodes", refused)
    old = [f"{number % 7}\n" for number in range(30_000)]
    new = ["new\n", *reversed(old), "new\n"]
    found = changed_lines("".join(old).encode(), "".join(new).encode())
    assert {1, len(new)} <= found
    assert len(found) == 2
