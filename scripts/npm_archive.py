"""Files out of a pinned archive of npm: what a script takes that keeps others' files here."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path


class WrongArchive(Exception):
    """The archive is not the one that is pinned; the message names both digests."""


def files_of(spec: str, integrity: str, files: Mapping[str, str]) -> dict[str, bytes]:
    """The contents by their new names, as `files` gives them for paths in the package.

    `spec` is the package as npm names it, `integrity` npm's digest of its archive. Needs npm.
    Raises WrongArchive, and CalledProcessError when npm cannot get it.
    """
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(  # nosec B607 # the npm on the PATH is meant
            ["npm", "pack", "--json", spec],
            cwd=folder, check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        archive = Path(folder) / json.loads(packed.stdout)[0]["filename"]
        found = _integrity(archive.read_bytes())
        if found != integrity:
            raise WrongArchive(f"{spec} has {found}, not {integrity}")
        with tarfile.open(archive) as opened:
            return {name: _content(opened, f"package/{path}") for path, name in files.items()}


def _integrity(content: bytes) -> str:
    """The digest in npm's spelling: the algorithm, then the bytes in base64."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def _content(archive: tarfile.TarFile, path: str) -> bytes:
    member = archive.extractfile(path)
    assert member is not None, f"{path} is not in the archive"
    return member.read()
