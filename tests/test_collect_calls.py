"""What a call takes, as collected: arguments, models of bodies, options of commands."""

from __future__ import annotations

import pytest

from generator.collect import CollectError, collect
from generator.reading.yaml_text import parse
from tests.fixtures_collect import build
from tests.fixtures_collect.build import CLI_FOLDER


@pytest.fixture
def calls(tmp_path):
    place = build.workplace(tmp_path)
    collect(place.packages, place.out, lambda _: None, run=build.no_client)
    return parse("calls.yml", (place.out / "calls.yml").read_bytes()).value


def command(calls, name: str):
    return next(item for item in calls["commands"] if item["command"] == name)


def test_arguments_stand_in_their_order_with_the_parameter_that_they_fill(calls) -> None:
    """A call is written from them, positional ones first."""
    deallocate = calls["operations"][0]
    assert deallocate["id"] == "VirtualMachineScaleSets_Deallocate"
    assert list(deallocate["arguments"].values()) == ["resourceGroupName", "vmScaleSetName", "body"]
    assert list(deallocate["keywords"].values()) == ["hibernate"]


def test_a_body_has_what_can_be_sent_with_its_types(calls) -> None:
    """Without what is read only, and with the models and enumerations that it carries."""
    models = calls["models"]
    assert models["InstanceIDs"] == {"properties": {"instanceIds": "text[]"}}
    carried = {name for model in models.values() for name in model["properties"]}
    assert "lun" not in carried


def test_options_of_a_function_come_from_its_parameters_and_what_is_said_of_them(calls) -> None:
    """Wider scopes first, loops read out, names of azure-cli-core known."""
    found = command(calls, "az vmss deallocate")
    assert found["needs"] == ["--resource-group", "--name", "--instance-ids"]
    assert found["options"] == [
        "--resource-group", "-g", "--name", "-n", "--instance-ids", "-i", "--hibernate",
    ]  # fmt: skip


def test_an_ignored_argument_is_no_option(calls) -> None:
    """`c.ignore` takes it from the command line."""
    assert command(calls, "az vmss wait")["options"] == ["--resource-group", "-g"]


def test_options_of_a_class_come_from_its_schema_and_its_base(calls) -> None:
    """A class written by hand changes what the generated one declares."""
    found = command(calls, "az vmss list")
    assert "needs" not in found
    assert found["options"] == [
        "--resource-group", "-g", "--expand", "-e", "--disks", "--count",
    ]  # fmt: skip
    assert found["spellings"] == {"-g": "--resource-group", "-e": "--expand"}


def test_what_an_option_fills_comes_from_the_requests_of_a_class(calls) -> None:
    """Query and body; not what every call has, and not the parts of an argument with parts."""
    assert command(calls, "az vmss list")["fills"] == {
        "--expand": "$expand",
        "--disks": "properties.disks",
        "--count": "properties.count",
    }
    assert "fills" not in command(calls, "az vmss deallocate")


def test_a_package_without_argument_contexts_is_refused(tmp_path) -> None:
    """Options that cannot be read are not taken for options that are not there."""
    place = build.workplace(tmp_path)
    changed = build.cli() | {f"{CLI_FOLDER}_params.py": "def load_arguments(self, _):\n    pass\n"}
    place.put("azure-cli", build.wheel(changed))
    with pytest.raises(CollectError, match="no argument contexts"):
        collect(place.packages, place.out, lambda _: None, run=build.no_client)
