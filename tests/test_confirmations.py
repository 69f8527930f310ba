"""Commands that ask before they send: collected as such, and answered in samples."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.building.check import check
from generator.collect import collect
from generator.reading.yaml_text import parse
from tests.fixtures_collect import build
from tests.fixtures_collect.build import CLI_FOLDER

ROOT = Path(__file__).parent.parent
LIST = f"{CLI_FOLDER}aaz/latest/vmss/_list.py"
ROW = "'deallocate_vmss', supports_no_wait=True"
DECORATOR = '@register_command(\n    "vmss list",\n    confirmation="Sure?",\n)\n'


def collected(tmp_path: Path, changed: dict[str, str]) -> dict[str, Any]:
    place = build.workplace(tmp_path)
    place.put("azure-cli", build.wheel(build.cli() | changed))
    collect(place.packages, place.out, lambda _: None, run=build.no_client)
    calls: Any = parse("calls.yml", (place.out / "calls.yml").read_bytes()).value
    return {item["command"]: item for item in calls["commands"]}


@pytest.mark.parametrize("value", ["True", "'Sure?'", "a_function"])
def test_a_row_of_the_table_can_ask(tmp_path: Path, value: str) -> None:
    """The option that answers is one of the command's options."""
    table = build.cli()[build.COMMANDS].replace(ROW, f"{ROW}, confirmation={value}")
    found = collected(tmp_path, {build.COMMANDS: table})["az vmss deallocate"]
    assert found["asks"] is True
    assert found["options"][-2:] == ["--yes", "-y"]


def test_a_row_that_says_no_does_not_ask(tmp_path: Path) -> None:
    """What is switched off is not taken for what is there."""
    table = build.cli()[build.COMMANDS].replace(ROW, f"{ROW}, confirmation=False")
    found = collected(tmp_path, {build.COMMANDS: table})["az vmss deallocate"]
    assert "asks" not in found
    assert "--yes" not in found["options"]


def test_a_class_asks_when_the_one_it_is_made_from_does(tmp_path: Path) -> None:
    """A command written by hand takes the registration of the generated class over."""
    text = build.cli()[LIST].replace("class List(AAZCommand)", f"{DECORATOR}class List(AAZCommand)")
    found = collected(tmp_path, {LIST: text})["az vmss list"]
    assert found["asks"] is True
    assert "--yes" in found["options"]


def test_a_sample_that_does_not_answer_is_refused(tmp_path: Path) -> None:
    """A pasted line does not stop for a question that a script cannot answer."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    path = data / "samples.yml"
    text = path.read_text(encoding="utf-8")
    item = '  - id: VirtualMachines_Delete\n    azure-cli: {with: "--yes"}\n'
    assert item in text
    path.write_text(text.replace(item, ""), encoding="utf-8")
    told = [p.message for p in check(data).problems if p.code == "sample-command-fits"]
    assert told
    assert all("it lacks --yes" in message for message in told)
