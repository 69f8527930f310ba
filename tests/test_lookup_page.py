"""The page of an entry names the same commands to call instead as `flexmap show`."""

from __future__ import annotations

import pytest

from flexmap.mapping import Verdict
from generator.pages.entry_view import EntryView, entry_view
from generator.pages.site import site


@pytest.fixture
def view(mapping):
    """The view of an entry by its reference."""
    whole = site(mapping, "https://x.example/")
    return lambda ref: entry_view(mapping.entry(ref), whole)


def after(view: EntryView, client: str) -> str:
    (code,) = [row.after for row in view.samples.rows if row.client.id == client]
    return code


def test_a_command_stands_before_a_request(view) -> None:
    """The state of one VM has a command, though the preferred operation has none."""
    state = view("VF004")
    assert state.calls[:2] == ("az vm get-instance-view", "Get-AzVM")
    assert after(state, "azure-cli").startswith("az vm get-instance-view ")
    assert "virtual_machines.instance_view(" in after(state, "python")
    assert "or a command" in state.samples.after_title


def test_the_preferred_call_is_kept_where_it_has_a_command(view) -> None:
    """Nothing changes for the many that have one, nor for a composed answer."""
    power_off = view("VF006")
    assert power_off.calls[0] == "az vm stop"
    assert power_off.samples.after_title == "After: VirtualMachines_PowerOff on Flexible"
    moved = view("VF083")
    assert moved.entry.verdict is Verdict.COMPOSED
    assert "Remove-AzVmss" not in moved.calls
