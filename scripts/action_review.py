"""The Action's review: from the inputs of action.yml to `flexmap review` and its exit code.

action.sh runs it in the environment that install.sh made, in a checkout that a stranger filled.
"""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

COULD_NOT_RUN, NOTHING = 2, 3
MESSAGES = {
    COULD_NOT_RUN: "the review could not run, or not look at every file; the lines above say why",
    NOTHING: "nothing to look at: no file in a known language; allow-nothing accepts that",
}
REVIEW = (sys.executable, "-I", "-X", "utf8", "-m", "flexmap", "review", "--no-progress")
"""The command, isolated like this script: no folder of the checkout is taken for a module."""
_WORD = re.compile(r'(?:"[^"]*"|[^ \t"])+')


class InputError(Exception):
    """An input cannot be used; the text says what can, and repeats nothing of the input."""


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Reviews the current folder; the only argument is a folder for temporary files.

    Returns the exit code of `flexmap review`, and 2 when an input cannot be used.
    """
    (scratch,) = arguments
    try:
        paths = paths_of(environ.get("FLEXMAP_PATHS", ""))
        options = options_of(environ)
        output = output_of(environ.get("FLEXMAP_OUTPUT", ""), Path.cwd())
    except InputError as error:
        print(f"::error::{error}")
        return COULD_NOT_RUN
    report = output
    if output is None and "--format=github" in options:
        report = Path(scratch) / "report"
    if report is not None:
        options.append(f"--output={report}")
    code = quietly([*REVIEW, *options, "--", *paths])
    if report is not None and report != output and report.is_file():
        # The one text whose workflow commands the runner is meant to take.
        sys.stdout.buffer.write(report.read_bytes())
        sys.stdout.flush()
    if code in MESSAGES:
        print(f"::error::{MESSAGES[code]}")
    return code


def paths_of(text: str) -> list[str]:
    """The files and folders that the input names; raises `InputError` when it names none.

    Several lines hold one path each, as it is. A single line holds paths with spaces between
    them, where double quotes keep a path with spaces together.
    """
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    paths = _words(lines[0]) if len(lines) == 1 else lines
    if not paths or not all(paths):
        raise InputError("paths: name at least one file or folder, and no empty name")
    # The command takes `-` for standard input, even behind the `--` that ends its options.
    return [f"./{path}" if path.startswith("-") else path for path in paths]


def _words(line: str) -> list[str]:
    if line.count('"') % 2:
        raise InputError("paths: a double quote is not closed; or write one path a line")
    return [word.replace('"', "") for word in _WORD.findall(line)]


def options_of(environ: Mapping[str, str]) -> list[str]:
    """The options of the command; raises `InputError` for a switch that is not true or false."""
    options = [
        f"--format={environ.get('FLEXMAP_FORMAT') or 'github'}",
        f"--fail-on={environ.get('FLEXMAP_FAIL_ON') or 'breaking'}",
    ]
    for name in ("allow-skipped", "allow-nothing", "fail-on-unread"):
        value = environ.get(f"FLEXMAP_{name.replace('-', '_').upper()}") or "false"
        if value not in ("true", "false"):
            raise InputError(f"{name}: write true or false")
        if value == "true":
            options.append(f"--{name}")
    return options


def output_of(text: str, here: Path) -> Path | None:
    """The file for the report, or None when the report is printed.

    Raises `InputError` when a link below `here` is on the way: anyone who filled the checkout would
    choose which file the report overwrites.
    """
    if not text:
        return None
    target, root = Path(os.path.normpath(here / text)), here.resolve()
    for path in (target, *target.parents):
        if path.is_symlink() and path.parent.resolve().is_relative_to(root):
            raise InputError("output: a link of the checkout is in the way; name another file")
    return target


def quietly(command: Sequence[str]) -> int:
    """Runs the command; the runner takes no line of its output for a workflow command.

    Returns its exit code, and 2 for one that flexmap has no meaning for.
    """
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}", flush=True)
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT, check=False
        )
    finally:
        print(f"\n::{token}::", flush=True)
    return done.returncode if done.returncode in range(NOTHING + 1) else COULD_NOT_RUN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
