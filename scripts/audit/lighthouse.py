"""Runs Lighthouse, a development tool of Node, on one page and reads its scores."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.audit.aims import SCORES

HERE = Path(__file__).parent
FORMS: Mapping[str, tuple[str, ...]] = {"mobile": (), "desktop": ("--preset=desktop",)}
TRIES = 3
"""Runs of one page at most. Other work on the machine only makes a page slower, never
faster, so that the best run says the most."""
_PINS = ("package.json", "package-lock.json")


class AuditError(Exception):
    """The audit cannot look; the message says why and what helps."""


def install(folder: Path) -> None:
    """Installs the pinned packages into `folder`, once for each state of the pins.

    Raises AuditError when Node is missing or npm fails.
    """
    for tool in ("node", "npm"):
        if not shutil.which(tool):
            raise AuditError(f"{tool} is missing; install Node 20, which Lighthouse 12 runs on")
    if all(_same(HERE / name, folder / name) for name in _PINS) and _axe(folder).is_file():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name in reversed(_PINS):
        shutil.copyfile(HERE / name, folder / name)
    done = subprocess.run(  # nosec B607 # the npm on the PATH is meant
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        (folder / _PINS[0]).unlink()
        raise AuditError(f"npm could not install the audit's packages:\n{done.stderr.strip()}")


def axe_script(folder: Path) -> str:
    """The text of the installed axe-core."""
    return _axe(folder).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Scores of a page, 0 to 100, and what cost points, a line each."""

    scores: Mapping[str, int]
    lost: tuple[str, ...]


def look(address: str, form: str, *, folder: Path, chromium: str) -> Found:
    """What Lighthouse says of a page: of several runs, each category's best score.

    The first run in which all scores reach their aims is the last. Raises AuditError when
    Lighthouse could not finish.
    """
    best = dict.fromkeys(SCORES, 0)
    lost: tuple[str, ...] = ()
    for _ in range(TRIES):
        report = _run(address, form, folder, chromium)
        best = {name: max(score, best[name]) for name, score in read_scores(report).items()}
        lost = read_lost(report)
        if all(best[name] >= least for name, least in SCORES.items()):
            break
    return Found(scores=best, lost=lost)


def read_scores(report: Mapping[str, Any]) -> dict[str, int]:
    """The scores in a report of Lighthouse; raises AuditError when one is missing."""
    found = {name: report["categories"].get(name, {}).get("score") for name in SCORES}
    missing = [name for name, score in found.items() if score is None]
    if missing:
        reason = report.get("runtimeError", {}).get("message", "no reason given")
        raise AuditError(f"Lighthouse gave no score for {', '.join(missing)}: {reason}")
    return {name: round(score * 100) for name, score in found.items()}


def read_lost(report: Mapping[str, Any]) -> tuple[str, ...]:
    """The checks that cost points in a report of Lighthouse, with their figures."""
    lost = []
    for name in SCORES:
        for part in report["categories"][name]["auditRefs"]:
            check = report["audits"][part["id"]]
            if part["weight"] and (check["score"] or 0) < 0.9 and check["score"] is not None:
                lost.append(f"{name}: {part['id']} {check.get('displayValue', '')}".rstrip())
    return tuple(lost)


def _run(address: str, form: str, folder: Path, chromium: str) -> dict[str, Any]:
    command = [
        str(folder / "node_modules" / ".bin" / "lighthouse"), address,
        "--quiet", "--output=json", "--output-path=stdout",
        "--no-enable-error-reporting", "--chrome-flags=--headless=new --no-sandbox",
        f"--only-categories={','.join(SCORES)}", *FORMS[form],
    ]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": chromium}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AuditError(f"Lighthouse failed on {address}:\n{done.stderr.strip()}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _axe(folder: Path) -> Path:
    return folder / "node_modules" / "axe-core" / "axe.min.js"


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()
