"""The Action's step, whole: from an empty folder, in a hostile checkout, with what it installs.

It needs an index of packages, so `make test` leaves it out and `make action` runs it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import hostile
from tests.review_cases import ROOT

KEPT = ("PATH", "LANG", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
"""Of the environment of the test; pip's variables come on top."""


@pytest.fixture(scope="module")
def action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Action as a runner gets it: what git has, in a folder of its own."""
    folder = tmp_path_factory.mktemp("action")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    for name in listed.stdout.split("\0"):
        if not (ROOT / name).is_file():
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def run(action: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Runs the step; gives exit code, stdout, stderr and the folder of the run."""

    def runner(**inputs: str) -> tuple[int, str, str, Path]:
        folder = tmp_path_factory.mktemp("run")
        checkout, temp = folder / "checkout", folder / "temp"
        for path in (checkout, temp, folder / "home"):
            path.mkdir()
        hostile.fill(checkout, folder / "marker")
        hostile.plant_environment(temp / "flexmap-venv", folder / "marker")
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        began = time.monotonic()
        done = subprocess.run(
            [action / "scripts" / "action.sh"],
            cwd=checkout, capture_output=True, text=True, check=False,
            env=kept | pip | hostile.variables(checkout) | {
                "HOME": str(folder / "home"), "RUNNER_TEMP": str(temp),
                "GITHUB_OUTPUT": str(folder / "output"), "PIP_NO_CACHE_DIR": "1", **inputs,
            },
        )  # fmt: skip
        print(f"the step took {time.monotonic() - began:.1f} s")
        assert not (folder / "marker").exists()
        assert not (checkout / "taken").exists()
        assert os.listdir(temp) == ["flexmap-venv"]  # noqa: PTH208  # names, not paths
        return done.returncode, done.stdout, done.stderr, folder

    return runner


def test_the_real_command_finds_what_every_path_has(run: Callable[..., Any]) -> None:
    """It is installed by hash and finds the calls, under names that look like options too."""
    code, out, err, folder = run(FLEXMAP_PATHS="\n".join([*hostile.NAMES, "-"]))
    assert code == 1, err
    found = set(re.findall(r"^::error file=([^,]*),", out, re.MULTILINE))
    assert found == {*hostile.NAMES, "-"}
    assert (folder / "output").read_text() == "exit-code=1\n"


def test_a_report_in_a_file(run: Callable[..., Any]) -> None:
    """What another step uploads is there and whole."""
    code, _, err, folder = run(
        FLEXMAP_PATHS="scripts infra", FLEXMAP_FORMAT="sarif", FLEXMAP_OUTPUT="flexmap.sarif"
    )
    assert code == 1, err
    record = json.loads((folder / "checkout" / "flexmap.sarif").read_text(encoding="utf-8"))
    assert len(record["runs"][0]["results"]) == 2


def test_other_bytes_are_not_installed(run: Callable[..., Any], action: Path) -> None:
    """One digest that differs, and the step ends with 2 before anything is run."""
    lock = action / "requirements-review.lock"
    kept = lock.read_text(encoding="utf-8")
    changed = re.sub(r"(?<=sha256:)[0-9a-f]{64}", "0" * 64, kept)
    try:
        lock.write_text(changed, encoding="utf-8")
        code, out, err, _ = run()
    finally:
        lock.write_text(kept, encoding="utf-8")
    assert code == 2
    assert "could not be installed" in out
    assert "DO NOT MATCH" in err


def test_the_example_for_azure_pipelines(action: Path, tmp_path: Path) -> None:
    """Its lines as the page shows them, with a copy in the place of the clone."""
    page = (ROOT / "docs" / "review" / "index.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```yaml\n(steps:\n  - task: UsePython.*?)^```", page, re.M | re.S)
    script = yaml.safe_load(block)["steps"][1]["script"]
    local, replaced = re.subn(r"git clone .* (?=\"\$flexmap\")", f"cp -R {action} ", script)
    assert replaced == 1
    checkout, marker = tmp_path / "checkout", tmp_path / "marker"
    (tmp_path / "temp").mkdir()
    hostile.fill(checkout, marker)
    done = subprocess.run(
        ["bash", "-c", local],
        cwd=checkout, capture_output=True, text=True, check=False,
        env=os.environ | {"AGENT_TEMPDIRECTORY": str(tmp_path / "temp"),
                          "PYTHONPATH": str(checkout)},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stdout.count("##vso[task.logissue type=error") >= len(hostile.NAMES)
    assert not marker.exists()
