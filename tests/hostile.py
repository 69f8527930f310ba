"""A checkout that tries to be run: every name that Python, venv and pip might take from it.

All that it does when it is run is to write its name into a marker file, which must not appear.
"""

from __future__ import annotations

from pathlib import Path

PACKAGES = (
    "json", "venv", "ensurepip", "pip", "flexmap", "subprocess", "secrets", "zipfile",
    "multiprocessing", "tree_sitter", "pathspec", "hatchling", "generator", "hatch_build",
)  # fmt: skip
MODULES = ("sitecustomize", "usercustomize", "argparse", "logging", "startup", "backend")
FINDING = "az vmss deallocate -g rg -n web --instance-ids 1\n"
NAMES = ("scripts/a.sh", "infra/b.sh", "with blanks/c d.sh", "-x.sh", "--output=taken.sh")
"""Files with a finding each, under names that a careless pipeline trips over."""


def fill(checkout: Path, marker: Path) -> None:
    """Makes the checkout; `marker` is the file that its code writes to."""
    for name in NAMES:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text(FINDING, encoding="utf-8")
    (checkout / "-").write_text(f"#!/bin/sh\n{FINDING}", encoding="utf-8")
    for name in PACKAGES:
        for file in ("__init__.py", "__main__.py"):
            _plant(checkout / name / file, marker, name)
    for name in MODULES:
        _plant(checkout / f"{name}.py", marker, name)
    _plant(checkout / "evil" / "setup.py", marker, "requirement")
    (checkout / "requirements.txt").write_text(f"{checkout}/evil\n", encoding="utf-8")
    (checkout / "requirements-review.lock").write_text(f"{checkout}/evil\n", encoding="utf-8")
    (checkout / "pip.conf").write_text(
        f"[install]\nrequirement = {checkout}/requirements.txt\ntarget = {checkout}/taken\n",
        encoding="utf-8",
    )
    (checkout / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        encoding="utf-8",
    )


def plant_environment(folder: Path, marker: Path) -> None:
    """Makes what looks like an environment that an earlier step left, with a Python of its own."""
    for name in ("python", "python3", "pip", "flexmap"):
        path = folder / "bin" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\necho planted {name} >>'{marker}'\n", encoding="utf-8")
        path.chmod(0o755)


def variables(checkout: Path) -> dict[str, str]:
    """Variables of Python and pip that lead into the checkout."""
    here = str(checkout)
    return {
        "PYTHONPATH": here,
        "PYTHONHOME": here,
        "PYTHONSTARTUP": f"{here}/startup.py",
        "PYTHONUSERBASE": here,
        "PIP_CONFIG_FILE": f"{here}/pip.conf",
        "PIP_REQUIREMENT": f"{here}/requirements.txt",
        "PIP_TARGET": f"{here}/taken",
        "PIP_PYTHON": f"{here}/python",
    }


def _plant(path: Path, marker: Path, name: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Without an import: one that fails would keep the marker from being written.
    path.write_text(
        f"with open({str(marker)!r}, 'a') as file:\n    file.write({name!r} + '\\n')\n",
        encoding="utf-8",
    )
