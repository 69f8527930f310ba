"""Adds to copies of the collected files what copies of entries name."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.yaml_files import read, write

Copies = Sequence[tuple[dict[str, Any], dict[str, Any]]]
"""The Uniform side of each real entry and of its copy."""


def add_operations(surface: Path, copies: Copies) -> None:
    """Each operation of a copy, in the package and with the names and calls of the real one."""
    (package,) = surface.glob("azure-mgmt-compute@*.yml")
    operations, names = read(package), read(surface / "names.yml")
    calls = read(surface / "calls.yml")
    groups = {item["id"]: group for group in operations["groups"] for item in group["operations"]}
    items = {item["id"]: item for group in groups.values() for item in group["operations"]}
    named = {item["id"]: item for item in names["operations"]}
    called = {item["id"]: item for item in calls["operations"]}
    for real, made in copies:
        if real.get("operation") != made.get("operation"):
            old, new = real["operation"], made["operation"]
            item = copy.deepcopy({**items[old], "id": new, "path": made["endpoint"]["path"]})
            groups[old]["operations"].append(item)
            if old in named:
                names["operations"].append(copy.deepcopy({**named[old], "id": new}))
            if old in called:
                calls["operations"].append(copy.deepcopy({**called[old], "id": new}))
    write(package, operations)
    write(surface / "names.yml", names)
    write(surface / "calls.yml", calls)


def add_samples(data: Path, copies: Copies) -> None:
    """What the samples of each copied operation are made of, as for the real one."""
    samples = read(data / "samples.yml")
    known = {item["id"]: item for item in samples["operations"] if "entry" not in item}
    for real, made in copies:
        old, new = real.get("operation"), made.get("operation")
        if old != new and old in known:
            samples["operations"].append(copy.deepcopy({**known[old], "id": new}))
    write(data / "samples.yml", samples)


def add_resources(data: Path, copies: Copies) -> None:
    """Each resource of a copy, in the package or among the exceptions as the real one is."""
    properties, exceptions = read(data / "surface/properties.yml"), read(data / "unverified.yml")
    models = {item["resource"]: item["model"] for item in properties["resources"]}
    reasons = {item["name"]: item for item in exceptions if item["what"] == "property"}
    for real, made in copies:
        if real.get("property") == made.get("property"):
            continue
        old, new = real["property"], made["property"]
        if old["resource"] in models:
            models[new["resource"]] = models[old["resource"]]
        else:
            exception = reasons[f"{old['resource']} {old['path']}"]
            exceptions.append({**exception, "name": f"{new['resource']} {new['path']}"})
    properties["resources"] = [{"resource": key, "model": models[key]} for key in models]
    write(data / "surface/properties.yml", properties)
    write(data / "unverified.yml", exceptions)
