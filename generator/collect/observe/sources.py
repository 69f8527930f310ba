"""Where recordings lie: in a source package by its hash, or in a checkout at a commit."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.collect.archive import read_zip
from generator.collect.download import WAIT_SECONDS, Runner
from generator.collect.packages import CollectError

Text = tuple[str, str]
"""A recording's path and its text."""

_FOLDER = "/recordings/"


def in_package(label: str, head: Mapping[str, Any], folder: Path, run: Runner) -> Iterator[Text]:
    """The recordings in a source package, by path; raises `CollectError`."""
    archive = read_zip(label, _bytes(label, head, folder, run), "a source package as zip")
    for name in archive.names:
        if _FOLDER in name and not name.endswith("/"):
            yield name.partition("/")[2], archive.text(name)


def in_checkout(label: str, head: Mapping[str, Any], checkout: Path) -> Iterator[Text]:
    """The files that the head names, at its commit; raises `CollectError`."""
    for path in head["paths"]:
        command = ["git", "-C", str(checkout), "show", f"{head['commit']}:{path}"]
        try:
            done = subprocess.run(  # nosec B603 # git with arguments of the checked data
                command, capture_output=True, check=False, timeout=WAIT_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CollectError(f"{label}: git could not be run ({error})") from None
        if done.returncode:
            raise CollectError(
                f"{label}: {checkout} has no {path} at {head['commit']}; fetch that commit"
            )
        yield str(path), done.stdout.decode("utf-8", errors="replace")


def _bytes(label: str, head: Mapping[str, Any], folder: Path, run: Runner) -> bytes:
    """The package's file, downloaded when it is not there yet, with the hash that it must have."""
    path = folder / str(head["file"])
    try:
        if not path.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            _download(label, head, folder, run)
        content = path.read_bytes()
    except OSError as error:
        raise CollectError(f"{label}: {path.name}: {error.strerror or error}") from None
    found = hashlib.sha256(content).hexdigest()
    if found != head["sha256"]:
        raise CollectError(
            f"{label}: the sha256 of {path.name} is {found}, not the one in the file; "
            "delete the download if it is damaged"
        )
    return content


def _download(label: str, head: Mapping[str, Any], folder: Path, run: Runner) -> None:
    """pip runs the setup of a source package to learn its name, but compares its hash before."""
    name, _, version = str(head["purl"]).rpartition("/")[2].partition("@")
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        pinned = Path(scratch) / "pinned.txt"
        pinned.write_text(f"{name}=={version} --hash=sha256:{head['sha256']}\n", encoding="utf-8")
        command = [
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
            "--no-input", "--retries", "2", "--no-deps", "--no-binary", ":all:",
            "--ignore-requires-python", "--require-hashes", "--requirement", str(pinned),
            "--dest", scratch,
        ]  # fmt: skip
        try:
            ended = run(command)
        except subprocess.TimeoutExpired:
            raise CollectError(f"{label}: pip had no end after {WAIT_SECONDS} seconds") from None
        brought = Path(scratch) / str(head["file"])
        if ended.code or not brought.is_file():
            reason = (ended.stderr.strip().splitlines() or ["it brought another file"])[-1][:200]
            raise CollectError(f"{label}: pip could not download it ({reason})")
        brought.replace(folder / brought.name)
