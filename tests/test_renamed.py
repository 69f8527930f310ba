"""Arguments of Terraform that another line of the provider calls by another name."""

from __future__ import annotations

import pytest

from flexmap.mapping import Client, ClientCall, Fill
from flexmap.mapping.renamed import argument_note, renamed
from tests.review_cases import found, mapping

OLD, NEW = ("azurerm 4.55.0",), ("azurerm 5.10.0",)
TURNED = {"true": "false", "false": "true"}
FILLS = (
    Fill(option="policy.disable_rollback", wire="p.off", versions=OLD),
    Fill(option="policy.rollback_enabled", wire="p.off", values=TURNED, versions=NEW),
    Fill(option="sizes", wire="p.sizes[].name", versions=OLD),
    Fill(option="size.name", wire="p.sizes[].name", versions=NEW),
    Fill(option="network.tags", wire="p.tags", versions=NEW),
    Fill(option="zones", wire="zones"),
)
CALLS = (ClientCall(client=Client.TERRAFORM, names=("azurerm_x",), fills=FILLS),)


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("policy.disable_rollback",
         "in azurerm 5 write `rollback_enabled` for `disable_rollback` with the opposite value"),
        ("policy.rollback_enabled",
         "in azurerm 4 write `disable_rollback` for `rollback_enabled` with the opposite value"),
        ("sizes", "in azurerm 5 write `size.name` for `sizes`"),
    ],
)  # fmt: skip
def test_a_renamed_argument_has_its_other_name(option: str, words: str) -> None:
    """Both directions, without the blocks that both names are in, and the turned sense told."""
    other = renamed(FILLS, option)
    assert other is not None
    assert other.words == words


@pytest.mark.parametrize("option", ["network.tags", "zones", "nothing"])
def test_what_is_new_or_the_same_has_no_other_name(option: str) -> None:
    """An argument that one line added is no renamed one."""
    assert renamed(FILLS, option) is None


def test_a_page_says_which_line_has_an_argument() -> None:
    """Nothing where all have it or nothing is known."""
    assert argument_note(CALLS, "azurerm_x.network.tags") == "azurerm 5"
    assert argument_note(CALLS, "azurerm_x.sizes").startswith("azurerm 4; in azurerm 5 write")
    assert argument_note(CALLS, "azurerm_x.zones") == argument_note(CALLS, "azurerm_y.z") == ""


SET = """\
resource "azurerm_windows_virtual_machine_scale_set" "front" {{
  name = "front"
  automatic_os_upgrade_policy {{
    {enabled} = true
    {rollback} = {value}
  }}
}}
"""
FOUR = {"enabled": "enable_automatic_os_upgrade", "rollback": "disable_automatic_rollback"}
FIVE = {"enabled": "automatic_os_upgrade_enabled", "rollback": "automatic_rollback_enabled"}


def messages(names: dict[str, str], value: str) -> dict[str, str]:
    text = SET.format(**names, value=value)
    results = found(text.encode(), "terraform")
    return {f.matches[0].entry: f.message for f in results if f.kind.value == "property"}


def test_a_finding_names_the_argument_of_the_other_line() -> None:
    """Whoever takes the newer provider with the move has to write another name."""
    entry = "property-automatic-os-upgrade-policy"
    older, newer = messages(FOUR, "true")[entry], messages(FIVE, "false")[entry]
    turned = "with the opposite value"
    assert f"`{FIVE['enabled']}` for `{FOUR['enabled']}`." in older
    assert f"In azurerm 5 write `{FIVE['rollback']}` for `{FOUR['rollback']}` {turned}." in older
    assert f"In azurerm 4 write `{FOUR['rollback']}` for `{FIVE['rollback']}` {turned}." in newer


def test_both_lines_are_judged_alike() -> None:
    """What differs is the name alone, and the turned value is compared turned."""

    def rows(names: dict[str, str], value: str) -> set[tuple[str, str]]:
        text = SET.format(**names, value=value).encode()
        results = found(text, "terraform")
        return {(c.anchor, f.severity.value) for f in results for c in f.caveats}

    assert rows(FOUR, "true") == rows(FIVE, "false")
    assert rows(FOUR, "true")


def test_every_argument_that_one_line_of_the_provider_lacks_says_so() -> None:
    """In the data: each entry's name of an argument has the note of its line."""
    for entry in mapping().entries:
        for name in entry.uniform.names:
            if name.client == Client.TERRAFORM:
                assert (name.note or "") == argument_note(mapping().calls, name.name)
    wanted = "azurerm_linux_virtual_machine_scale_set.data_disk.ultra_ssd_disk_iops_read_write"
    assert argument_note(mapping().calls, wanted).startswith("azurerm 4;")
