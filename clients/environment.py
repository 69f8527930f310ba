"""A Python of its own for each released package, made from a lock with hashes."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from clients.runs import CannotRunError

ROOT = Path(__file__).resolve().parent.parent
LOCKS = Path(__file__).resolve().parent / "locks"
PACKAGES = {"azure-cli": "azure-cli", "python": "azure-mgmt-compute"}
"""The package that a client's samples are for."""
ALSO = {"python": ("azure-identity",)}
"""What the samples of a client import beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The Python that has the package of a client, and the release that it has."""

    client: str
    python: Path
    release: str


def pinned(listing: str) -> dict[str, str]:
    """The version of each PyPI package that `data/surface/packages.yml` names."""
    return dict(re.findall(r"pkg:pypi/([\w-]+)@([\w.]+)$", listing, re.MULTILINE))


def requirements(client: str, listing: str) -> tuple[str, ...]:
    """What a client's environment is made from; raises `CannotRunError` for no version."""
    package = PACKAGES[client]
    versions = pinned(listing)
    if package not in versions:
        raise CannotRunError(f"data/surface/packages.yml names no version of {package}")
    return (f"{package}=={versions[package]}", *ALSO.get(client, ()))


def environment(client: str, folder: Path) -> Environment:
    """The environment of a client below a folder, made when it is not there or its lock changed.

    Raises `CannotRunError` when the lock is for another version or cannot be installed.
    """
    listing = (ROOT / "data/surface/packages.yml").read_text(encoding="utf-8")
    lock, wanted = LOCKS / f"{client}.lock", requirements(client, listing)[0]
    text = lock.read_text(encoding="utf-8")
    if not re.search(rf"^{re.escape(wanted)}(?!\S)", text, re.MULTILINE):
        raise CannotRunError(f"{lock} does not have {wanted}: run `python -m clients.lock`")
    home, stamp = folder / client, folder / client / "lock.sha256"
    digest = hashlib.sha256(text.encode()).hexdigest()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != digest:
        print(f"installing {wanted} into {home}", file=sys.stderr)
        _install(home, lock)
        stamp.write_text(digest, encoding="utf-8")
    return Environment(client=client, python=home / "bin/python", release=wanted)


def _install(home: Path, lock: Path) -> None:
    venv.create(home, clear=True, with_pip=True)
    command = [
        str(home / "bin/python"), "-m", "pip", "install", "-qq", "--no-input",
        "--disable-pip-version-check", "--require-hashes", "--requirement", str(lock),
    ]  # fmt: skip
    done = subprocess.run(command, stdout=sys.stderr, check=False)
    if done.returncode:
        raise CannotRunError(f"{lock} could not be installed: the lines above say why")
