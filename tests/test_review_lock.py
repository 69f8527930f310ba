"""The lock of the command: what the Action and other pipelines install, byte for byte."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.review_cases import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = "requirements-review.lock"


def locked(name: str) -> dict[str, tuple[Requirement, list[str]]]:
    """Each requirement of a lock file with its hashes, by name."""
    text = (ROOT / name).read_text(encoding="utf-8").strip()
    found = {}
    for item in re.split(r"\n(?=\S)", text):
        first, *hashes = (part.strip() for part in item.replace("\\\n", "").split("--hash="))
        requirement = Requirement(first)
        found[requirement.name.lower()] = (requirement, hashes)
    return found


def needed() -> list[Requirement]:
    """What the command and the build of its package name."""
    lines = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["build-system"]["requires"]]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("requirement", needed(), ids=lambda requirement: requirement.name)
def test_the_lock_has_what_the_command_needs(requirement: Requirement) -> None:
    """Whoever changes a bound runs `make lock`."""
    found, hashes = locked(LOCK)[requirement.name.lower()]
    (specifier,) = found.specifier
    assert specifier.operator == "=="
    assert Version(specifier.version) in requirement.specifier
    assert hashes


def test_the_lock_is_exact_and_hashed() -> None:
    """Every machine installs the same bytes, on every system."""
    for requirement, hashes in locked(LOCK).values():
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], requirement
        assert requirement.marker is None
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), requirement


def test_the_lock_names_no_index() -> None:
    """Where packages come from is the machine's business."""
    text = (ROOT / LOCK).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(i|f|-\w*index|-find)", text, re.MULTILINE)


def test_the_command_runs_with_what_it_was_tested_with() -> None:
    """What both locks hold is one version with the same files."""
    tested, released = locked("requirements.lock"), locked(LOCK)
    shared = tested.keys() & released.keys()
    assert {Requirement(line).name for line in PYPROJECT["project"]["dependencies"]} <= shared
    for name in shared:
        assert released[name] == tested[name]
