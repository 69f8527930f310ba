"""A build that is ended at any moment leaves a whole site, with its archive, and no rubbish."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator import swap as swapping
from generator.swap import swap

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems swap two folders in two steps"
)

ROOT = Path(__file__).resolve().parent.parent
KILL, TOO_LARGE, FAILED = 9, 25, -1
"""How a build ends: by a signal, or as an error that it reports."""


@pytest.fixture(scope="module")
def moments(tmp_path_factory) -> list[dict[str, object]]:
    """What was found after each kill; `tests/kill_build.py` says how it is done."""
    folder = tmp_path_factory.mktemp("killed")
    command = [sys.executable, "-m", "tests.kill_build", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_builds_were_ended_at_many_moments(moments) -> None:
    """Before every step that changes a file, in the middle of files, and by a full disk."""
    ended = [moment["ended"] for moment in moments]
    assert set(ended) == {KILL, TOO_LARGE, FAILED}
    assert ended.count(KILL) >= 30
    assert {moment["site"] for moment in moments if moment["ended"] == KILL} == {"old", "new"}


def test_the_site_is_the_whole_old_or_the_whole_new_one(moments) -> None:
    """The archive is a part of it, so a reader never finds the download gone."""
    assert [moment for moment in moments if moment["site"] not in ("old", "new")] == []
    refused = [moment for moment in moments if moment["ended"] != KILL]
    assert [moment for moment in refused if moment["site"] != "old"] == []


def test_the_next_build_clears_away_what_was_left(moments) -> None:
    """Half-built folders would fill the disk, and an earlier site put aside would be lost."""
    assert [moment for moment in moments if not moment["healed"]] == []


# Where the system cannot exchange two folders in one step


@pytest.fixture
def folders(tmp_path, monkeypatch) -> tuple[Path, Path, Path]:
    """A finished folder, the place of an earlier one, and where that is put aside."""
    monkeypatch.setattr(swapping, "_exchanged", lambda *_: False)
    made, place, aside = (tmp_path / name for name in ("made", "place", "aside"))
    for folder in (made, place):
        folder.mkdir()
        (folder / "which").write_text(folder.name)
    return made, place, aside


def test_two_renames_do_what_one_step_does(folders) -> None:
    """The earlier folder is gone, and nothing is left aside."""
    made, place, aside = folders
    swap(made, place, aside)
    assert (place / "which").read_text() == "made"
    assert not made.exists()
    assert not aside.exists()


def test_a_second_rename_that_fails_puts_the_earlier_folder_back(folders, monkeypatch) -> None:
    """At any failure the earlier site is as it was."""
    made, place, aside = folders
    real = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self == made:
            raise OSError("no")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="no"):
        swap(made, place, aside)
    assert (place / "which").read_text() == "place"
    assert (made / "which").read_text() == "made"
    assert not aside.exists()
