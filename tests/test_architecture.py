"""Which package may import which, as the list of the architecture page says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "contribute" / "architecture.md"
LOOSE = {"flexmap", "flexmap.__main__", "generator", "generator.__main__"}
"""The fronts of the packages, and what starts their command lines."""


@cache
def allowed() -> dict[str, set[str]]:
    """The packages of the list with what each may import."""
    rows = re.findall(r"^- `([\w.]+)`: .* Imports (.*)\.$", PAGE.read_text(encoding="utf-8"), re.M)
    return {name: set(re.findall(r"`([\w.]+)`", others)) for name, others in rows}


@cache
def modules() -> dict[str, Path]:
    """Every module of the house with its file."""
    tops = sorted({name.partition(".")[0] for name in allowed()})
    paths = [path for top in tops for path in sorted((ROOT / top).rglob("*.py"))]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]
    return dict(zip((name.removesuffix(".__init__") for name in names), paths, strict=True))


def package_of(module: str) -> str:
    """The row that a module belongs to: the longest name that it begins with."""
    rows = [row for row in allowed() if f"{module}.".startswith(f"{row}.")]
    return max(rows, key=len, default=module)


def imported(path: Path) -> Iterator[str]:
    """The modules of the house that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in modules() else node.module for name in names)


def edges() -> Iterator[tuple[str, str, str]]:
    """Each import between packages: the module, its package, and the other package."""
    tops = {name.partition(".")[0] for name in allowed()}
    for module, path in modules().items():
        for other in imported(path):
            if other.partition(".")[0] in tops and package_of(other) != package_of(module):
                yield module, package_of(module), package_of(other)


def test_every_module_has_a_room() -> None:
    """A module that stands outside of the list is in nobody's way, and nobody finds it."""
    homeless = {module for module in modules() if package_of(module) not in allowed()}
    assert homeless <= LOOSE


def test_packages_import_what_the_list_allows() -> None:
    """The picture of the house is the house."""
    table = allowed()
    wrong = [
        f"{module} imports {other}"
        for module, package, other in edges()
        if module not in LOOSE and other not in table[package]
    ]
    assert wrong == []


def test_the_list_allows_nothing_that_is_not_used() -> None:
    """A door that nobody uses invites the next one to."""
    used = {(package, other) for _, package, other in edges()}
    unused = {(package, other) for package, others in allowed().items() for other in others} - used
    assert unused == set()


def test_no_packages_import_each_other_in_a_circle() -> None:
    """A package can be read and tested without what stands above it."""
    list(TopologicalSorter(allowed()).static_order())
