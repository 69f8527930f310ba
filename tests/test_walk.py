"""Which files are looked at: each once, only files, and never silently less than was asked for."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from flexmap.sources.content import Skipped
from flexmap.sources.walk import LARGEST, Tree, walk

CALL = "az vmss list\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a link to it beside it."""
    folder = tmp_path / "here"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.sh").write_text(CALL)
    (folder / "sub" / "b.sh").write_text(CALL)
    (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    monkeypatch.chdir(folder)
    return folder


def shown(tree: Tree) -> list[str]:
    """The files by their paths, without those whose first line may say a language."""
    return [path for path, _ in tree.files if not path.endswith(".gitignore")]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["a.sh", "./a.sh", "sub/../a.sh", "./sub//../a.sh", "a.sh"], ["a.sh"]),
        (["./a.sh", "a.sh"], ["a.sh"]),
        (["sub/../a.sh"], ["a.sh"]),
        ([".", "a.sh", "sub", "sub/b.sh", "./"], ["a.sh", "sub/b.sh"]),
        (["sub", "."], ["a.sh", "sub/b.sh"]),
        (["../link/a.sh", "a.sh"], ["../link/a.sh"]),
        (["../link"], ["../link/a.sh", "../link/sub/b.sh"]),
        (["sub/../../link/sub"], ["../link/sub/b.sh"]),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_file_is_looked_at_once(paths: list[str], expected: list[str]) -> None:
    """However often and by whatever spelling it is named; the first one is shown."""
    assert shown(walk(paths)) == expected


def test_a_whole_path_stays_whole(here: Path) -> None:
    """Paths are shown as they were given."""
    assert shown(walk([str(here / "a.sh"), "a.sh"])) == [str(here / "a.sh")]
    assert shown(walk([f"{here}/sub/../a.sh"])) == [str(here / "a.sh")]


def test_a_detour_over_a_link_is_not_cut_short(here: Path) -> None:
    """`far/..` is where the link leads, and not the folder that holds it."""
    other = here.parent / "other"
    (other / "deep").mkdir(parents=True)
    (other / "a.sh").write_text(CALL)
    (here / "far").symlink_to(other / "deep", target_is_directory=True)
    (found,) = walk(["far/../a.sh"]).files
    assert found == ("far/../a.sh", "far/../a.sh")
    assert Path(found[1]).samefile(other / "a.sh")


def test_a_link_is_another_name_of_its_file(here: Path) -> None:
    """The file itself is shown when it is there, else the link that comes first."""
    (here / "0.sh").symlink_to("a.sh")
    (here / "sub" / "up.sh").symlink_to("../a.sh")
    assert shown(walk(["."])) == ["a.sh", "sub/b.sh"]
    assert shown(walk(["0.sh", "a.sh"])) == ["a.sh"]
    assert shown(walk(["sub/up.sh", "0.sh"])) == ["sub/up.sh"]
    assert shown(walk(["sub"])) == ["sub/b.sh", "sub/up.sh"]


def test_counts_are_of_files_and_not_of_paths(here: Path) -> None:
    """A folder that is named twice, or with one above it, is not more files."""
    (here / "sub" / "picture.png").touch()
    (here / "sub" / ".gitignore").write_text("c.sh\n")
    (here / "sub" / "c.sh").touch()
    for paths in (["."], [".", "sub"], ["sub", "."], [".", str(here), "../link"]):
        tree = walk(paths)
        assert (tree.other, tree.ignored) == (1, 1), paths


@pytest.mark.usefixtures("here")
def test_what_is_not_there_is_missing() -> None:
    """Alone and beside others, and no path at all is not the current folder."""
    tree = walk(["", "none.sh", "a.sh", "a.sh/x", "no\0ne", "none.sh"])
    assert shown(tree) == ["a.sh"]
    assert tree.missing == ["'' (no path)", "none.sh", "a.sh/x", "no\0ne"]


def test_only_regular_files_are_opened(here: Path) -> None:
    """Named, below a folder, and behind links; what no language names is of no interest."""
    os.mkfifo(here / "pipe.sh")
    os.mkfifo(here / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.py")
        (here / "behind.sh").symlink_to("pipe.sh")
        (here / "device.sh").symlink_to(os.devnull)
        (here / "nowhere.sh").symlink_to("none")
        (here / "round.sh").symlink_to("round.sh")
        tree = walk(["."])
        assert shown(tree) == ["a.sh", "sub/b.sh"]
        assert {skipped.path: skipped.reason for skipped in tree.skipped} == {
            **dict.fromkeys(
                ["pipe.sh", "socket.py", "behind.sh", "device.sh"], "not a regular file"
            ),
            "round.sh": "unreadable (Too many levels of symbolic links)",
        }
        named = ["pipe", "behind.sh", os.devnull, "round.sh", "pipe"]
        tree = walk(named)
        assert [skipped.path for skipped in tree.skipped] == named[:-1]
        assert (tree.files, tree.missing) == ([], [])


def test_a_folder_that_cannot_be_listed_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named or below: what was not looked at is not clean."""
    listed = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    reason = "the folder cannot be listed (Permission denied)"
    assert walk(["."]).skipped == [Skipped("sub", reason)]
    assert walk([str(here / "sub"), "a.sh"]).skipped == [Skipped(str(here / "sub"), reason)]


def test_exclude_holds_for_what_is_named(here: Path) -> None:
    """A hook names every file of a commit; the patterns of git do not hold for those."""
    (here / ".git").mkdir()
    (here / ".gitignore").write_text("a.sh\n")
    (here / "third_party" / "x").mkdir(parents=True)
    (here / "third_party" / "x" / "c.sh").touch()
    exclude = ["third_party/", "/sub/b.*"]
    for path in ("sub/b.sh", "third_party/x/c.sh", "third_party", "third_party/x", "sub"):
        for spelling in (path, f"./{path}", str(here / path), f"../link/{path}"):
            tree = walk([spelling, spelling, "a.sh"], exclude)
            assert shown(tree) == ["a.sh"]
            assert tree.ignored == 1
    assert walk(["."], exclude).ignored == 3
    assert shown(walk(["."], ["*", "!*/", "!sub/b.sh"])) == ["sub/b.sh"]


def test_an_excluded_file_is_read_over_a_link_that_is_not(here: Path) -> None:
    """A pattern is about a name."""
    (here / "c.sh").symlink_to("a.sh")
    assert shown(walk(["a.sh", "."], ["/a.sh"])) == ["c.sh", "sub/b.sh"]


def test_gitignore_is_read_as_git_reads_it(here: Path) -> None:
    """From the root of the repository down; neither through a link nor from a pipe."""
    (here / ".git").mkdir()
    (here / ".gitignore").write_text("/sub/*\n!/sub/b.sh\n[\n\\\n")
    (here / "sub" / "c.sh").touch()
    assert shown(walk(["sub"])) == ["sub/b.sh"]
    assert shown(walk([".", "../link"])) == ["a.sh", "sub/b.sh"]
    (here / ".gitignore").rename(here / "elsewhere.txt")
    (here / ".gitignore").symlink_to("elsewhere.txt")
    assert shown(walk(["sub"])) == ["sub/b.sh", "sub/c.sh"]
    (here / ".gitignore").unlink()
    os.mkfifo(here / ".gitignore")
    assert shown(walk(["."])) == ["a.sh", "sub/b.sh", "sub/c.sh"]


def test_a_huge_gitignore_is_not_used_and_told(here: Path) -> None:
    """Each path is checked against every pattern, so those of one folder have a limit together."""
    (here / ".gitignore").write_text("b.sh\n" + "#\n" * (LARGEST // 2 - 10))
    assert shown(walk(["."])) == ["a.sh"]
    (here / "sub" / ".gitignore").write_text("x\n" * 10)
    tree = walk([".", "sub"])
    assert shown(tree) == ["a.sh", "sub/b.sh"]
    assert tree.notices == [
        "sub/.gitignore: not used: with those above it, it is larger than 100,000 bytes"
    ]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_files_are_those_of_git(here: Path) -> None:
    """In a repository with patterns in several folders."""
    subprocess.run(["git", "init", "--quiet"], check=True)
    for path in ("x.gen.sh", "keep.gen.sh", "out/c.sh", "sub/out/d.sh", "sub/e.sh", "sub/f/e.sh"):
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).touch()
    (here / ".gitignore").write_text("*.gen.sh\n!keep.*\n/out/\n")
    (here / "sub" / ".gitignore").write_text("e.sh\n!f/e.sh\n")
    command = ["git", "ls-files", "--others", "--exclude-standard", "-z", "*.sh"]
    theirs = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    assert shown(walk(["."])) == sorted(theirs[:-1])
