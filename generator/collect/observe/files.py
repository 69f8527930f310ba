"""The files of `data/observations/`: what their heads pin, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generator.collect.emit import Data, document
from generator.collect.packages import CollectError, read_yaml

HEADING = (
    "yaml-language-server: $schema=../schema/observations.schema.json",
    "Read by `python -m generator observe`, which writes `recordings` again; the keys above them",
    "are kept by hand and say what is read.",
)
_NOT_ID = re.compile(r"[^a-z0-9]+")
_FOLDERS = ("recordings", "testdata", "tests")
"""Folders that say only that recordings are in them."""
_NOISE = ("-test-mgmt-compute-vmss-pytestmgmtcompute", "-test-mgmt-compute-vmss-")
"""What begins the name of every recording of a package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """A file whose recordings a program reads: out of a source package or a checkout.

    `head` are its keys above the recordings. `stem` begins the ids of its recordings.
    """

    path: Path
    head: Mapping[str, Any]

    @property
    def stem(self) -> str:
        """The file's name without its ending, as ids write it."""
        return _NOT_ID.sub("-", self.path.stem.lower())

    @property
    def label(self) -> str:
        """The file as messages name it."""
        return f"observations/{self.path.name}"

    @property
    def purl(self) -> str:
        """The source package; empty for a repository."""
        return str(self.head.get("purl", ""))


def collected_files(folder: Path) -> list[Collected]:
    """The files that say what to read, by name; raises `CollectError` for a broken one."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        _, parsed = read_yaml(path, "it holds observations")
        head = parsed.value if isinstance(parsed.value, dict) else {}
        if "sha256" in head or "paths" in head:
            head = {key: value for key, value in head.items() if key != "recordings"}
            found.append(Collected(path=path, head=head))
    return found


def recording_id(stem: str, path: str) -> str:
    """The id of a recording: the file's stem and the words of the path that tell it apart."""
    *folders, name = PurePosixPath(path).with_suffix("").parts
    telling = [folder for folder in folders if folder not in _FOLDERS][-1:]
    words = _NOT_ID.sub("-", "-".join([stem, *telling, name]).lower())
    for noise in _NOISE:
        words = words.replace(noise, "-")
    return words[:100].strip("-")


def file_text(file: Collected, recordings: Sequence[Mapping[str, Data]]) -> str:
    """The text of the file with these recordings; raises `CollectError` when there is none."""
    if not recordings:
        raise CollectError(f"{file.label}: no answer on a scale set was found; nothing is written")
    return document(HEADING, {**file.head, "recordings": list(recordings)})
