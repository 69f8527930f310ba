"""Reads the recordings that `data/observations/` names and writes their rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from generator.collect.download import Runner, run_client
from generator.collect.emit import Data
from generator.collect.observe.files import Collected, collected_files, file_text, recording_id
from generator.collect.observe.recordings import read_recording
from generator.collect.observe.rows import Request, Row, rows
from generator.collect.observe.sources import Text, in_checkout, in_package
from generator.collect.packages import CollectError, read_yaml

_PARAMETER = re.compile(r"\{[^{}]*\}")
_GROUPS = "VirtualMachine"
"""The operations of single VMs are read too: a VM can name the set that it belongs to."""


def observe(
    data: Path,
    packages: Path,
    checkouts: Mapping[str, Path],
    log: Callable[[str], None],
    *,
    run: Runner = run_client,
) -> tuple[str, ...]:
    """Writes the files of `data/observations/` that a program reads; what changed, by name.

    `checkouts` leads from a repository to a clone of it; a file of another repository stays
    as it is. Nothing is written unless everything was read. Raises `CollectError`.
    """
    requests = operation_requests(data / "surface")
    texts: dict[Path, str] = {}
    for file in collected_files(data / "observations"):
        found = _recordings(file, packages, checkouts, run)
        if found is None:
            log(f"left {file.label}: name a clone with --checkout {file.head['repository']}=DIR")
            continue
        log(f"reading {file.label}")
        texts[file.path] = file_text(file, _read(file, found, requests))
    changed = {path: text for path, text in texts.items() if path.read_text("utf-8") != text}
    for path, text in changed.items():
        path.write_text(text, encoding="utf-8")
    return tuple(path.name for path in changed)


def operation_requests(surface: Path) -> tuple[Request, ...]:
    """The operations of VMs and scale sets of the collected package; raises `CollectError`."""
    paths = sorted(surface.glob("azure-mgmt-compute@*.yml"))
    if not paths:
        raise CollectError("surface/azure-mgmt-compute@VERSION.yml is missing; run `make collect`")
    _, parsed = read_yaml(paths[-1], "it names the operations")
    value: object = parsed.value
    groups = value["groups"] if isinstance(value, dict) else []
    return tuple(
        Request(operation=item["id"], method=item["method"], path=_segments(item["path"]))
        for group in groups
        if group["group"].startswith(_GROUPS)
        for item in group["operations"]
    )


def _segments(path: str) -> tuple[str, ...]:
    return tuple(_PARAMETER.sub("{}", segment).lower() for segment in path.split("/") if segment)


def _recordings(
    file: Collected, packages: Path, checkouts: Mapping[str, Path], run: Runner
) -> Iterable[Text] | None:
    if file.purl:
        return in_package(file.label, file.head, packages, run)
    checkout = checkouts.get(str(file.head["repository"]))
    return in_checkout(file.label, file.head, checkout) if checkout else None


def _read(
    file: Collected, texts: Iterable[Text], requests: Sequence[Request]
) -> list[dict[str, Data]]:
    found = []
    for path, text in texts:
        exchanges = read_recording(f"{file.label}: {path}", text)
        made = rows(exchanges, requests)
        if made:
            day = min((one.day for one in exchanges if one.day), default="")
            found.append(_recording(file, path, day, made))
    return found


def _recording(file: Collected, path: str, day: str, made: Sequence[Row]) -> dict[str, Data]:
    """Without a Date header the recording is at least as new as the commit that brought it."""
    head: dict[str, Data] = {"id": recording_id(file.stem, path), "path": path}
    if not file.purl:
        head["commit"] = file.head["commit"]
    dated: dict[str, Data] = {
        "date": day or str(file.head.get("date", "")),
        "dated_by": "answers" if day else "commit",
    }
    if not dated["date"]:
        raise CollectError(f"{file.label}: {path} has no date; write the commit's as `date`")
    return {**head, **dated, "rows": list(made)}
