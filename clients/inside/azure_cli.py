"""Runs shell lines whose `az` is Azure CLI in this process; reads and prints JSON lines.

Each line in has `code`, `mode` and `changes`; each line out `code` (the exit code),
`requests`, `out` and `err`. Every `az` is a fork, so that none sees what another has left.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import IO, Any

from clients.inside.answers import HOST, SUBSCRIPTION, Scene

LIMIT = 300
"""Seconds after which a command is ended: one that waits for a state would wait for ever."""

_AZ = """
az() {
  printf '%s\\0' "$#" "$@" >&"$AZ_CALL"
  IFS= read -r -d '' code <&"$AZ_DONE" && IFS= read -r -d '' out <&"$AZ_DONE"
  printf '%s' "$out"
  return "$code"
}
"""
_PROFILE = {
    "installationId": SUBSCRIPTION,
    "subscriptions": [
        {
            "id": SUBSCRIPTION,
            "name": "mysubscription",
            "state": "Enabled",
            "user": {"name": "nobody@example.com", "type": "user"},
            "isDefault": True,
            "tenantId": SUBSCRIPTION,
            "environmentName": "AzureCloud",
        }
    ],
}


class _Credential:
    """Stands for somebody who is signed in."""

    def acquire_token(self, *_: Any, **__: Any) -> dict[str, Any]:
        return {"access_token": "none", "expires_in": 3600}


def main() -> None:
    """Answers each line of standard input with one on standard output."""
    with tempfile.TemporaryDirectory() as home:
        _prepare(Path(home))
        for line in sys.stdin:
            job = json.loads(line)
            print(json.dumps(run(job)), flush=True)


def _prepare(home: Path) -> None:
    """A home without anybody's settings and keys, and the modules that every run needs."""
    settings = home / ".azure"
    settings.mkdir()
    (settings / "azureProfile.json").write_text(json.dumps(_PROFILE), encoding="utf-8")
    os.environ |= {
        "HOME": str(home),
        "AZURE_CONFIG_DIR": str(settings),
        "AZURE_CORE_COLLECT_TELEMETRY": "no",
        "AZURE_CORE_NO_COLOR": "yes",
        "AZURE_CORE_ONLY_SHOW_ERRORS": "no",
    }
    from azure.cli.core import aaz  # type: ignore[import-not-found]  # noqa: F401
    from azure.cli.core._profile import Profile  # type: ignore[import-not-found]

    Profile._create_credential = lambda *_, **__: _Credential()


def run(job: dict[str, Any]) -> dict[str, Any]:
    """The exit code of the lines, all requests on the way, and what was printed."""
    scene = Scene(mode=job["mode"], changes=job["changes"])
    call, called = os.pipe()
    done, answered = os.pipe()
    environment = {**os.environ, "AZ_CALL": str(called), "AZ_DONE": str(done)}
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        shell = subprocess.Popen(
            ["bash", "-c", _AZ + job["code"]],
            stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            env=environment, pass_fds=(called, done),
        )  # fmt: skip
        os.close(called)
        os.close(done)
        _serve(call, answered, scene, found)
        code = shell.wait()
        texts = {"out": _text(out), "err": _text(err) + "".join(one["err"] for one in found)}
    return {"code": code, "requests": [r for one in found for r in one["requests"]], **texts}


def _serve(call: int, answered: int, scene: Scene, found: list[dict[str, Any]]) -> None:
    """Runs what the shell asks for, until the shell has ended."""
    with os.fdopen(call, "rb") as calls, os.fdopen(answered, "wb") as answers:
        while count := _word(calls):
            one = _fork([_word(calls) for _ in range(int(count))], scene)
            found.append(one)
            answers.write(f"{one['code']}\0{one['out']}\0".encode())
            answers.flush()


def _word(calls: IO[bytes]) -> str:
    word = bytearray()
    while (letter := calls.read(1)) not in (b"", b"\0"):
        word += letter
    return word.decode()


def _fork(arguments: list[str], scene: Scene) -> dict[str, Any]:
    end, start = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.close(end)
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            with os.fdopen(start, "wb") as result:
                pickle.dump(_invoke(arguments, scene), result)
            os._exit(0)
        os.close(start)
        with os.fdopen(end, "rb") as result:
            told = result.read()
        os.waitpid(child, 0)
        code, requests = pickle.loads(told) if told else (124, [])
        late = "" if told else f"Traceback (most recent call last):\nit did not end in {LIMIT} s\n"
        return {"code": code, "requests": requests, "out": _text(out), "err": _text(err) + late}


def _invoke(arguments: list[str], scene: Scene) -> tuple[int, list[dict[str, Any]]]:
    from azure.cli.core import get_default_cli

    from clients.inside import wire

    kept = wire.cut(scene)
    signal.alarm(LIMIT)
    try:
        code = get_default_cli().invoke(arguments)
    except SystemExit as end:
        code = end.code
    except Exception:
        traceback.print_exc()
        code = 70
    sys.stdout.flush()
    sys.stderr.flush()
    return int(code or 0), [request for request in kept if request["host"] == HOST]


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


if __name__ == "__main__":
    main()
