"""What is installed: bounds with reasons, and a lock that says which bytes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parent.parent


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def bounds() -> list[Requirement]:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


def locked() -> list[tuple[Requirement, list[str]]]:
    """Each requirement of the lock file with its hashes."""
    items = re.split(r"\n(?=\S)", text_of("requirements.lock").strip())
    parts = [item.replace("\\\n", "").split("--hash=") for item in items]
    return [(Requirement(first), [part.strip() for part in rest]) for first, *rest in parts]


@pytest.mark.parametrize("requirement", bounds(), ids=lambda requirement: requirement.name)
def test_a_dependency_has_two_bounds_and_a_reason(requirement: Requirement) -> None:
    """No release that nobody has tried gets in, and everybody sees why a package is there."""
    operators = {specifier.operator for specifier in requirement.specifier}
    assert operators in ({">=", "<"}, {"=="})
    lines = [line.strip() for line in text_of("pyproject.toml").splitlines()]
    places = [n for n, line in enumerate(lines) if re.match(rf'"{requirement.name}[=>]', line)]
    assert places
    assert all(lines[at - 1].startswith("# ") for at in places)


def test_the_lock_is_exact_and_hashed() -> None:
    """Every machine installs the same bytes."""
    for requirement, hashes in locked():
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), requirement


def test_the_lock_names_no_index() -> None:
    """Where packages come from is the machine's business."""
    assert "://" not in text_of("requirements.lock")
    assert not re.search(r"^\s*-(i|f|-\w*index|-find)", text_of("requirements.lock"), re.MULTILINE)


def test_the_lock_satisfies_the_bounds() -> None:
    """Whoever changes a bound runs `make lock`."""
    exact: dict[str, list[str]] = {}
    for requirement, _ in locked():
        version = str(requirement.specifier).removeprefix("==")
        exact.setdefault(requirement.name.lower(), []).append(version)
    for requirement in bounds():
        versions = exact[requirement.name.lower()]
        assert all(Version(version) in requirement.specifier for version in versions), requirement
