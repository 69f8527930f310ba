"""The hook for other repositories, called as pre-commit calls it: entry, `args`, names of files."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from flexmap.cli import main
from tests import hostile
from tests.review_cases import ROOT, mapping_text

(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ISOLATED = ["python", "-I", "-m", "flexmap"]


@pytest.fixture
def hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Callable[..., Any]:
    """Runs the hook in a repository of its own; gives exit code and output."""
    (tmp_path / "mapping.json").write_text(mapping_text(), encoding="utf-8")
    (tmp_path / "repository").mkdir()
    monkeypatch.chdir(tmp_path / "repository")
    hostile.fill(tmp_path / "repository", tmp_path / "marker")
    command, *rest = shlex.split(HOOK["entry"])[len(ISOLATED) :]

    def runner(*names: str, args: tuple[str, ...] = ()) -> tuple[int, str]:
        code = main([command, "--mapping", str(tmp_path / "mapping.json"), *rest, *args, *names])
        return code, "".join(capsys.readouterr())

    return runner


def test_the_hook_runs_isolated() -> None:
    """A PYTHONPATH that leads into the repository makes nothing there a module."""
    assert shlex.split(HOOK["entry"])[: len(ISOLATED)] == ISOLATED


def test_names_are_no_options(hook: Callable[..., tuple[int, str]]) -> None:
    """A tracked file does not choose where the report goes or when it fails."""
    for name in (*hostile.NAMES, "--fail-on=never", "--version", "--help.sh"):
        Path(name).write_text(hostile.FINDING)
    names = [name for name in hostile.NAMES if name.endswith(".sh")]
    code, out = hook(*names, "--fail-on=never", "--version", "--help.sh")
    assert code == 1
    assert f"{len(names) + 1} findings" in out
    assert not Path("taken.sh").exists()


def test_options_in_args_fail_and_do_not_switch_the_guard_off(
    hook: Callable[..., tuple[int, str]],
) -> None:
    """Who sets `args` is told; with `args` before the `--` a name could be an option again."""
    assert "args" not in HOOK
    assert HOOK["entry"].endswith(" --")
    code, out = hook("scripts/a.sh", args=("--fail-on", "never"))
    assert code == 2
    assert "--fail-on" in out


def test_a_commit_without_a_known_language_passes(hook: Callable[..., tuple[int, str]]) -> None:
    """A stylesheet is no reason to refuse a commit."""
    Path("site.css").write_text("a { color: red }\n")
    assert hook("site.css")[0] == 0
    assert hook("site.css", "scripts/a.sh")[0] == 1


def test_a_script_that_seems_binary_is_passed_on() -> None:
    """PowerShell writes UTF-16; whether a file can be read is for the command to say."""
    assert HOOK["types"] == ["file"]
    assert HOOK["require_serial"] is True
