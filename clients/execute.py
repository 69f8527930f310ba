"""Runs code in the environments: one process a client, one JSON line a run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from typing import Any

from clients.environment import ROOT, Environment
from clients.runs import CannotRunError, Outcome, Request, Run
from clients.samples import asked

_MODULES = {"azure-cli": "clients.inside.azure_cli", "python": "clients.inside.python_sdk"}


def outcomes(runs: Sequence[Run], where: Environment, setup: str) -> tuple[Outcome, ...]:
    """What came of each run; the same run is not run twice.

    Raises `CannotRunError` when the process ends early.
    """
    once = list(dict.fromkeys(_line(run, setup) for run in runs))
    command = [str(where.python), "-s", "-m", _MODULES[where.client]]
    given = "".join(f"{line}\n" for line in once)
    done = subprocess.run(
        command, cwd=ROOT, input=given, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode or len(lines := done.stdout.splitlines()) != len(once):
        message = f"{where.release} ended early, with {done.returncode}: the lines above say why"
        raise CannotRunError(message)
    known = dict(zip(once, map(_outcome, lines), strict=True))
    return tuple(known[_line(run, setup)] for run in runs)


def _line(run: Run, setup: str) -> str:
    return json.dumps(
        {"code": run.code, "mode": run.mode, "changes": list(run.changes), "setup": setup}
    )


def _outcome(line: str) -> Outcome:
    value = json.loads(line)
    return Outcome(
        code=value["code"],
        requests=tuple(_request(item) for item in value["requests"]),
        out=value["out"],
        err=value["err"],
    )


def _request(item: Any) -> Request:
    return Request(
        method=item["method"],
        path=item["path"],
        query=asked(item["query"]),
        api_version=item["query"].get("api-version", ""),
        body=item["body"],
        answer=item["answer"],
    )
