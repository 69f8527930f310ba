"""The package that users install: it stands alone, and its build has all that it needs."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = {"pyyaml": "yaml", "jsonschema-rs": "jsonschema_rs", "hatchling": "hatchling"}


def module_of(requirement: str) -> str:
    name = re.split(r"[<>=]", requirement)[0]
    return MODULES.get(name, name.replace("-", "_"))


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    return found | {
        node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    }


def test_the_package_knows_nothing_of_the_generator() -> None:
    """What users install reads `mapping.json` and nothing of the site's source."""
    for path in (ROOT / "flexmap").rglob("*.py"):
        names = {name.split(".")[0] for name in imports_of(path)}
        assert not names & {"generator", "yaml"}, path


def test_every_grammar_is_a_dependency_and_every_dependency_is_used() -> None:
    """A language without its parser fails at the first file; a package without a use is weight."""
    languages = json.loads((ROOT / "flexmap/rules/languages.json").read_text(encoding="utf-8"))
    grammars = {
        rule["grammar"].replace("tsx", "typescript")
        for rule in languages["languages"].values()
        if "grammar" in rule
    }
    wanted = {f"tree_sitter_{grammar}" for grammar in grammars} | {"tree_sitter"}
    assert {module_of(line) for line in PYPROJECT["project"]["dependencies"]} == wanted
    queries = {path.stem for path in (ROOT / "flexmap/queries").glob("*.scm")}
    assert queries == grammars


def test_the_build_has_what_the_generator_needs() -> None:
    """A build runs apart from everything that is installed here."""
    code = (
        "import sys; before = set(sys.modules); import generator.building.check, generator.exports;"
        "import generator.reading.reporters;"
        "print(*{m.split('.')[0] for m in set(sys.modules) - before})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(done.stdout.split()) - set(sys.stdlib_module_names) - {"generator", "flexmap"}
    here = {name for name in loaded if "cython" not in name}
    assert here <= {module_of(line) for line in PYPROJECT["build-system"]["requires"]}


def test_build_and_generator_agree_on_versions() -> None:
    """The package's mapping is made by the versions that the site is made with."""
    pinned = PYPROJECT["project"]["optional-dependencies"]["generator"]
    shared = {
        line for line in PYPROJECT["build-system"]["requires"] if not line.startswith("hatchling")
    }
    assert shared <= set(pinned)


def test_hooks_and_the_action_call_the_command() -> None:
    """What other repositories use leads to the command that is tested."""
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert "-m flexmap review" in hooks
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert "scripts/action.sh" in action
    script = action.partition("run: ")[2]
    assert "${{" not in script.partition("\n")[0]
    checked = subprocess.run(["bash", "-n", str(ROOT / "scripts/action.sh")], check=False)
    assert checked.returncode == 0


def test_the_page_names_every_option_and_format() -> None:
    """Whoever reads the page knows the whole command."""
    from flexmap.cli import _parser
    from flexmap.report import REPORTERS

    page = (ROOT / "docs/review/index.md").read_text(encoding="utf-8")
    (commands,) = [a for a in _parser()._actions if a.choices and "review" in a.choices]
    assert isinstance(commands.choices, dict)
    for name, parser in commands.choices.items():
        assert re.search(rf"`flexmap {name}[ `]", page)
        if name == "review":
            options = {
                o for action in parser._actions for o in action.option_strings if o.startswith("--")
            }
            assert not {option for option in options - {"--help"} if option not in page}
    assert all(f"`{name}`" in page for name in REPORTERS)
    for word in ("exact", "likely", "possible", "dynamic"):
        assert f"`{word}`" in page
