"""What the documents say of pipelines: an example that is copied works, and nothing is left out."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from scripts.action_review import paths_of
from tests.review_cases import ROOT

PAGE = (ROOT / "docs" / "review" / "index.md").read_text(encoding="utf-8")
PART = PAGE.partition("## In continuous integration\n")[2].partition("\n## ")[0]
BLOCKS = [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", PART, re.M | re.S)]


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def example(key: str) -> Any:
    """The example that has the key in its steps, or in itself."""
    for block in BLOCKS:
        items = block if isinstance(block, list) else [block, *block.get("steps", [])]
        if any(key in item for item in items):
            return block
    raise AssertionError(key)


def test_an_entry_of_the_hook_keeps_its_guard() -> None:
    """Who replaces the entry as shown keeps isolation, and names of files that are no options."""
    (ours,), (shown,) = loaded(".pre-commit-hooks.yaml"), example("entry")
    assert shown["id"] == ours["id"]
    assert shown["entry"].startswith(ours["entry"].removesuffix(" --"))
    assert shown["entry"].endswith(" --")


def test_the_example_of_the_action_uses_its_inputs() -> None:
    """GitHub only warns of an input that is not there."""
    checkout, review = example("permissions")["steps"]
    assert checkout["with"] == {"persist-credentials": False}
    assert set(review["with"]) <= set(loaded("action.yml")["inputs"])
    assert paths_of(review["with"]["paths"]) == ["scripts", "infra/scale sets"]
    (line,) = re.findall(r"`paths: (scripts .*)`", PART)
    assert paths_of(line) == ["scripts", "infra/scale sets"]


@pytest.mark.parametrize("name", sorted(loaded("action.yml")["inputs"]))
def test_the_page_names_every_input(name: str) -> None:
    """Whoever reads the page knows what the Action takes."""
    assert re.search(rf"^\| .*`{name}`.* \|", PART, re.MULTILINE)


def test_the_example_for_azure_installs_by_digest_and_runs_isolated() -> None:
    """`make action` runs its lines; here they keep their form."""
    (script,) = [s["script"] for s in example("task")["steps"] if "script" in s]
    first, *_, last = script.splitlines()
    assert first == "set -eu"
    assert "/scripts/install.sh" in script
    assert "pip install" not in script
    assert re.search(r'/python" -I -m flexmap review .* -- \.$', last)


def test_exit_codes_are_the_same_everywhere() -> None:
    """A pipeline may rely on them, so each place lists all."""
    for text in (PAGE, (ROOT / "SECURITY.md").read_text(encoding="utf-8")):
        assert re.findall(r"^\| (\d) \|", text, re.MULTILINE) == ["0", "1", "2", "3"]
    output = loaded("action.yml")["outputs"]["exit-code"]["description"]
    assert re.findall(r"\b\d\b", output) == ["0", "1", "2", "3"]
