"""Package files: from the folder of earlier downloads, or fetched by pip or npm."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.collect.packages import CollectError, Package

MAX_FILE = 200_000_000
"""Bytes of one package file; the largest we read has 14 million."""

WAIT_SECONDS = 300
"""How long a registry's client may take for one package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a client's run ended: its exit code and what it printed to stderr."""

    code: int
    stderr: str


Runner = Callable[[Sequence[str]], Ended]


def run_client(command: Sequence[str]) -> Ended:
    """The end of a client's run; raises `OSError` or `subprocess.TimeoutExpired`."""
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=WAIT_SECONDS, check=False, errors="replace"
    )
    return Ended(code=done.returncode, stderr=done.stderr)


def package_bytes(package: Package, folder: Path, run: Runner = run_client) -> bytes:
    """The checked bytes of a package's file, downloaded into `folder` when not there yet.

    Raises `CollectError` when the client is missing or fails, or a hash differs.
    """
    path = folder / package.file
    if path.is_file():
        return _checked(package, path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            files = download(package, package.version, Path(scratch), run)
            if package.file not in files:
                brought = ", ".join(files) or "nothing"
                raise CollectError(
                    f"{package.label}: {client_name(package)} brought {brought}, not "
                    f"{package.file}; correct the file name in data/surface/packages.yml"
                )
            content = _checked(package, Path(scratch) / package.file)
            (Path(scratch) / package.file).replace(path)
    except OSError as error:
        raise CollectError(f"{package.label}: cannot keep it in {folder}: {error}") from None
    return content


def client_name(package: Package) -> str:
    """The ordinary client of the package's registry."""
    return "pip" if package.registry == "pypi" else "npm"


def download(package: Package, version: str, folder: Path, run: Runner) -> list[str]:
    """The names of the files that the client brought into an empty folder.

    An empty version represents the newest release. Raises `CollectError` when the client
    is missing or fails, and `OSError` when the folder cannot be read.
    """
    label = package.label if version else f"the newest {package.name}"
    make = _pip if package.registry == "pypi" else _npm
    command = make(package, version, folder)
    try:
        ended = run(command)
    except subprocess.TimeoutExpired:
        reason = f"no end after {WAIT_SECONDS} seconds"
    else:
        reason = _last_line(ended.stderr) if ended.code else ""
    if reason:
        versions = " and the version in data/surface/packages.yml" if version else ""
        raise CollectError(
            f"{label}: {client_name(package)} could not download it ({reason}); "
            f"check the network{versions}"
        )
    return sorted(path.name for path in folder.iterdir())


def _pip(package: Package, version: str, folder: Path) -> list[str]:
    """Wheels only: building a source package would run its code.

    What is only read need not run on this Python, and must not hide a newer release.
    """
    return [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
        "--no-input", "--retries", "2", "--no-deps", "--only-binary", ":all:",
        "--ignore-requires-python",
        "--dest", str(folder), f"{package.name}=={version}" if version else package.name,
    ]  # fmt: skip


def _npm(package: Package, version: str, folder: Path) -> list[str]:
    """Always with a version or tag: npm would take an older one that fits this Node.js."""
    npm = shutil.which("npm")
    if not npm:
        instead = f", or put {package.file} into the folder of downloaded packages"
        raise CollectError(
            f"{package.label}: npm is not installed; install Node.js with npm"
            f"{instead if version else ''}"
        )
    return [
        npm, "pack", "--silent", "--ignore-scripts", "--fetch-retries", "2",
        "--pack-destination", str(folder), f"{package.name}@{version or 'latest'}",
    ]  # fmt: skip


def _last_line(stderr: str) -> str:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "it gave no reason"


def _checked(package: Package, path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_FILE:
        raise CollectError(f"{package.label}: {package.file} has {size:,} bytes, more than ever")
    content = path.read_bytes()
    hashes = {"sha256": hashlib.sha256(content).hexdigest()}
    if package.integrity:
        hashes["integrity"] = integrity(content)
    for key, value in hashes.items():
        if value != getattr(package, key):
            raise CollectError(
                f"{package.label}: the {key} of {package.file} is {value}, not the one in "
                "data/surface/packages.yml; delete the file if it is damaged, or correct it there"
            )
    return content


def integrity(content: bytes) -> str:
    """The hash of a file as npm writes it."""
    return f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}"
