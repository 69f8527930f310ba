"""The writer changes what has to change, and nothing when it cannot finish."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.site.write import MARK, WriteError, assemble, write_files

ROOT = Path(__file__).parent.parent


def files(folder: Path) -> dict[str, str]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}


def render(**texts: str) -> dict[str, str]:
    """A render of pages by their name; every one has the file that tells it from other folders."""
    return {MARK: "{}", **{f"{name.replace('_', '/')}.md": text for name, text in texts.items()}}


def test_writes_what_is_new_and_says_so(tmp_path):
    written = write_files(tmp_path, render(a="a", b_c="c"))
    assert written.changed == ("a.md", "b/c.md", MARK)
    assert files(tmp_path) == {"a.md": "a", "b/c.md": "c", MARK: "{}"}


def test_leaves_what_is_the_same_untouched(tmp_path):
    write_files(tmp_path, render(a="a", b="b"))
    before = (tmp_path / "a.md").stat()
    written = write_files(tmp_path, render(a="a", b="new"))
    assert written.changed == ("b.md",)
    after = (tmp_path / "a.md").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_removes_what_is_stale_and_the_folders_that_it_leaves_empty(tmp_path):
    write_files(tmp_path, render(a="a", b_c_d="d", b_e="e"))
    assert write_files(tmp_path, render(a="a", b_e="e")).removed == ("b/c/d.md",)
    assert not (tmp_path / "b" / "c").exists()


def test_never_touches_what_people_wrote(tmp_path):
    """A folder that no render has written is somebody's own, and so is what lies beside one."""
    (tmp_path / "hand.md").write_text("mine")
    with pytest.raises(WriteError, match=r"not generated: hand\.md"):
        write_files(tmp_path, render(hand="ours", z="z"))
    assert files(tmp_path) == {"hand.md": "mine"}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "x.md").write_text("mine")
    write_files(tmp_path, render(a="a"))
    write_files(tmp_path, render(b="b"))
    assert files(tmp_path).items() >= {"hand.md": "mine", "mine/x.md": "mine"}.items()


def test_a_folder_may_take_the_place_of_a_file_and_back(tmp_path):
    write_files(tmp_path, {MARK: "", "a/b.md": "b"})
    write_files(tmp_path, {MARK: "", "a": "file"})
    assert files(tmp_path) == {MARK: "", "a": "file"}
    write_files(tmp_path, {MARK: "", "a/b.md": "b"})
    assert files(tmp_path) == {MARK: "", "a/b.md": "b"}


def test_pages_are_assembled_beside_copies_of_the_hand_written_ones(tmp_path):
    """Nothing else is in the folder, whatever was there, and hidden files are no pages."""
    docs, out = tmp_path / "docs", tmp_path / "out"
    write_files(docs / "guide", {"index.md": "by hand", ".hidden": "x"})
    assemble(docs, out, render(a="a", b_c="c"))
    (out / "stray.md").write_text("x")
    written = assemble(docs, out, render(a="new"))
    assert written.changed == ("a.md",)
    assert written.removed == ("b/c.md", "stray.md")
    assert files(out) == {"guide/index.md": "by hand", "a.md": "new", MARK: "{}"}
    assert not (out / "b").exists()


def test_a_copy_has_nothing_to_do_with_its_source(tmp_path):
    """Whatever a builder does to the copy, the hand-written page stays."""
    docs, out = tmp_path / "docs", tmp_path / "out"
    write_files(docs, {"index.md": "by hand"})
    assemble(docs, out, {})
    assert (docs / "index.md").stat().st_nlink == 1
    assert (docs / "index.md").stat().st_ino != (out / "index.md").stat().st_ino


def test_a_hand_written_file_with_the_name_of_a_page_is_named(tmp_path):
    """One of the two would not be in the site, and nobody would know."""
    docs, out = tmp_path / "docs", tmp_path / "out"
    write_files(docs, {"a.md": "by hand"})
    with pytest.raises(WriteError, match=r"files that are generated: a\.md; delete them"):
        assemble(docs, out, render(a="a"))
    assert not out.exists()


def test_a_full_disk_changes_nothing(tmp_path):
    """A limit on the size of files makes the system refuse, as a full disk does."""
    write_files(tmp_path, render(a="a", b="b"))
    before = files(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(WriteError, match="cannot write"):
            write_files(tmp_path, render(a="new", b="x" * 100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert files(tmp_path) == before


KILLED = """
import os, sys
from pathlib import Path
from generator.site.write import write_files
moves = [0]
real = Path.replace
def replace(self, target):
    moves[0] += 1
    if moves[0] > int(sys.argv[2]):
        os._exit(9)
    return real(self, target)
Path.replace = replace
write_files(Path(sys.argv[1]), {"mapping.json": "new", "a.md": "new a", "c.md": "new c"})
"""


@pytest.mark.parametrize("earlier", [{}, {MARK: "old", "a.md": "a", "c.md": "c"}])
@pytest.mark.parametrize("moves", range(4))
def test_a_kill_at_any_moment_is_healed_by_the_next_run(tmp_path, moves, earlier):
    """Also in the first run, of which nothing may be there but a part."""
    write_files(tmp_path, earlier)
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(moves)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    killed = subprocess.run(command, check=False, env=environment, capture_output=True)
    assert killed.returncode == (9 if moves < 3 else 0)
    if moves == 0:
        left = {path: text for path, text in files(tmp_path).items() if ".writing-" not in path}
        assert left == earlier
    whole = {MARK: "new", "a.md": "new a", "c.md": "new c"}
    write_files(tmp_path, whole)
    assert files(tmp_path) == whole
