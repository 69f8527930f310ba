"""Runs lines of Python that call a client of azure-mgmt-compute; reads and prints JSON lines.

The lines are those of the Azure CLI's script, plus `setup`, the code that makes the client.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import traceback
from typing import Any

import azure.identity  # type: ignore[import-not-found]
from azure.core.credentials import AccessToken  # type: ignore[import-not-found]

from clients.inside import wire
from clients.inside.answers import HOST, Scene


class _Credential:
    """Stands for somebody who is signed in."""

    def get_token(self, *_: Any, **__: Any) -> Any:
        return AccessToken("none", 2**40)


def main() -> None:
    """Answers each line of standard input with one on standard output."""
    azure.identity.DefaultAzureCredential = _Credential
    for line in sys.stdin:
        job = json.loads(line)
        print(json.dumps(run(job)), flush=True)


def run(job: dict[str, Any]) -> dict[str, Any]:
    """The exit code as Python would end with it, all requests on the way, and what was printed."""
    kept = wire.cut(Scene(mode=job["mode"], changes=job["changes"]))
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            exec(compile(f"{job['setup']}\n{job['code']}", "<sample>", "exec"), {})
        except Exception:
            traceback.print_exc()
            code = 1
    requests = [request for request in kept if request["host"] == HOST]
    return {"code": code, "requests": requests, "out": out.getvalue(), "err": err.getvalue()}


if __name__ == "__main__":
    main()
