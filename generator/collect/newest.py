"""The newest releases of the listed packages, whatever version the listing names."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import tempfile
from pathlib import Path

from generator.collect.download import MAX_FILE, Runner, client_name, download, integrity
from generator.collect.packages import CollectError, Package

_WHEEL = re.compile(r"(?P<name>[A-Za-z0-9_.]+)-(?P<version>[0-9][0-9A-Za-z.+]*)-[^/]*\.whl")
_NPM = re.compile(
    r"(?P<name>[a-z0-9._-]+?)-(?P<version>[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*)\.tgz"
)


def newest(listed: Package, folder: Path, run: Runner) -> tuple[Package, bytes]:
    """The newest release as its registry's own client brings it, with its version and hash.

    The client checks the file against the registry's hash; a file of the listed version has
    to be the listed one. It is kept in `folder`. Raises `CollectError`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            file = _only(listed, download(listed, "", Path(scratch), run))
            path = Path(scratch) / file
            if path.stat().st_size > MAX_FILE:
                raise CollectError(f"the newest {listed.name}: {file} is larger than ever")
            content = path.read_bytes()
            package = _as_package(listed, file, content)
            path.replace(folder / file)
    except OSError as error:
        raise CollectError(f"{listed.name}: cannot keep it in {folder}: {error}") from None
    return package, content


def _only(listed: Package, files: list[str]) -> str:
    if len(files) != 1:
        brought = ", ".join(files) or "nothing"
        raise CollectError(f"the newest {listed.name}: {client_name(listed)} brought {brought}")
    return files[0]


def _as_package(listed: Package, file: str, content: bytes) -> Package:
    """The package of a downloaded file; the version is the one in the file's name."""
    match = (_WHEEL if listed.registry == "pypi" else _NPM).fullmatch(file)
    if not match or _plain(match["name"]) != _plain(listed.surface_stem):
        raise CollectError(f"the newest {listed.name}: {file} is not a file of that package")
    digest = hashlib.sha256(content).hexdigest()
    if match["version"] == listed.version and digest != listed.sha256:
        raise CollectError(
            f"{listed.label}: the file has another sha256, {digest}, than the one in "
            "data/surface/packages.yml; a released file must not change: find out which is right"
        )
    if _number(match["version"]) < _number(listed.version):
        raise CollectError(
            f"{listed.label}: {client_name(listed)} brought {match['version']}, which is older; "
            "look at the settings of the client and its registry"
        )
    return dataclasses.replace(
        listed,
        version=match["version"],
        purl=f"{listed.purl.rpartition('@')[0]}@{match['version']}",
        file=file,
        sha256=digest,
        integrity=integrity(content) if listed.registry == "npm" else "",
    )


def _plain(name: str) -> str:
    """A name as registries compare it: `azure_mgmt_compute` is `azure-mgmt-compute`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _number(version: str) -> tuple[int, ...]:
    """The numbers a version begins with; what follows them does not decide here."""
    return tuple(map(int, re.findall(r"\d+", re.split(r"[A-Za-z+-]", version)[0])))
