"""The writer changes what has to change, and nothing when it cannot finish."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.write import LIST, WriteError, write_files

ROOT = Path(__file__).parent.parent


def files(folder: Path) -> dict[str, str]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}


def pages(folder: Path) -> dict[str, str]:
    return {path: text for path, text in files(folder).items() if path != LIST}


def test_writes_what_is_new_and_says_so(tmp_path):
    written = write_files(tmp_path, {"a.md": "a", "b/c.md": "c"})
    assert written.changed == ("a.md", "b/c.md")
    assert pages(tmp_path) == {"a.md": "a", "b/c.md": "c"}


def test_leaves_what_is_the_same_untouched(tmp_path):
    write_files(tmp_path, {"a.md": "a", "b.md": "b"})
    before = (tmp_path / "a.md").stat()
    written = write_files(tmp_path, {"a.md": "a", "b.md": "new"})
    assert written.changed == ("b.md",)
    after = (tmp_path / "a.md").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_removes_what_is_stale_and_the_folders_that_it_leaves_empty(tmp_path):
    write_files(tmp_path, {"a.md": "a", "b/c/d.md": "d"})
    assert write_files(tmp_path, {"a.md": "a"}).removed == ("b/c/d.md",)
    assert not (tmp_path / "b").exists()


def test_never_touches_what_people_wrote(tmp_path):
    (tmp_path / "hand.md").write_text("mine")
    write_files(tmp_path, {"a.md": "a"})
    write_files(tmp_path, {})
    assert pages(tmp_path) == {"hand.md": "mine"}
    with pytest.raises(WriteError, match=r"not generated: hand\.md"):
        write_files(tmp_path, {"hand.md": "ours", "z.md": "z"})
    assert pages(tmp_path) == {"hand.md": "mine"}


def test_a_list_that_points_out_of_the_folder_is_not_followed(tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / LIST).write_text(f"../outside.md\n{outside}\n")
    write_files(out, {"a.md": "a"})
    assert outside.read_text() == "mine"


def test_a_folder_may_take_the_place_of_a_file_and_back(tmp_path):
    write_files(tmp_path, {"a/b.md": "b"})
    write_files(tmp_path, {"a": "file"})
    assert pages(tmp_path) == {"a": "file"}
    write_files(tmp_path, {"a/b.md": "b"})
    assert pages(tmp_path) == {"a/b.md": "b"}


def test_a_full_disk_changes_nothing(tmp_path):
    """A limit on the size of files makes the system refuse, as a full disk does."""
    write_files(tmp_path, {"a.md": "a", "b.md": "b"})
    before = files(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(WriteError, match="cannot write"):
            write_files(tmp_path, {"a.md": "new", "b.md": "x" * 100_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert files(tmp_path) == before


KILLED = """
import os, sys
from pathlib import Path
from generator.write import write_files
moves = [0]
real = Path.replace
def replace(self, target):
    moves[0] += 1
    if moves[0] > int(sys.argv[2]):
        os._exit(9)
    return real(self, target)
Path.replace = replace
write_files(Path(sys.argv[1]), {"a.md": "new a", "c.md": "new c"})
"""


@pytest.mark.parametrize("moves", range(5))
def test_a_kill_at_any_moment_is_healed_by_the_next_run(tmp_path, moves):
    write_files(tmp_path, {"a.md": "a", "b.md": "b"})
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(moves)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    killed = subprocess.run(command, check=False, env=environment, capture_output=True)
    assert killed.returncode == (9 if moves < 4 else 0)
    if moves == 0:
        left = {path: text for path, text in pages(tmp_path).items() if ".writing-" not in path}
        assert left == {"a.md": "a", "b.md": "b"}
    write_files(tmp_path, {"a.md": "new a", "c.md": "new c"})
    assert pages(tmp_path) == {"a.md": "new a", "c.md": "new c"}
