"""`flexmap search`: most words first, unknown words named, pasted errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from flexmap.cli import main
from flexmap.lookup import search
from flexmap.mapping import Mapping
from tests import review_cases


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    return review_cases.mapping()


def refs(mapping: Mapping, *words: str) -> list[str]:
    return [entry.ref for entry in search(mapping, words).entries]


def test_one_strange_word_does_not_hide_the_rest(mapping) -> None:
    """The entry that holds most comes first, and the word that nobody knows is named."""
    found = search(mapping, ["deallocate", "one", "xylophone"])
    assert found.entries[0].ref == "VF002"
    assert found.unknown == ("xylophone",)
    assert refs(mapping, "deallocate", "one")[0] == "VF002"


def test_more_words_come_before_better_places(mapping) -> None:
    """An entry with all words in its text stands before one with a word in its name."""
    entries = search(mapping, ["restart", "ephemeral", "reimage"]).entries
    held = [sum(word in str(entry).lower() for word in ("restart", "ephemeral", "reimage"))
            for entry in entries]  # fmt: skip
    assert held[0] == max(held)


def test_a_sentence_is_no_list_of_words_to_hold(mapping) -> None:
    """Words that only join others do not count, unless there is nothing else."""
    assert refs(mapping, "how do I restart the set?") == refs(mapping, "restart", "set")
    assert search(mapping, ["the"]).unknown == ()
    assert search(mapping, []).entries == search(mapping, ["---"]).entries == ()


def test_a_short_word_stands_for_itself(mapping) -> None:
    """`vm` is in every `vmss`, and `tag` in no other word than `tags`."""
    assert len(refs(mapping, "tag")) < 20
    assert refs(mapping, "tag one instance of a scale set") != []


@pytest.mark.parametrize(
    ("pasted", "ref"),
    [
        ("(InvalidParameter) Virtual Machine Scale Set VM instanceId must be a number.", "VF125"),
        ("ERROR: usage error: --user-data is not supported for Flex mode", "VF110"),
        ("Code: VmssDoesNotSupportAttachingPPGVM", "VF120"),
    ],
)
def test_a_pasted_error_leads_to_its_entry(mapping, pasted: str, ref: str) -> None:
    """Split by the shell into words, or as one."""
    assert refs(mapping, pasted)[0] == ref
    assert refs(mapping, *pasted.split())[0] == ref


def test_the_command_says_which_words_are_unknown(tmp_path: Path, capsys) -> None:
    """On standard error, so that a list stays a list; exit 1 when nothing is left."""
    path = tmp_path / "mapping.json"
    path.write_text(review_cases.mapping_text(), encoding="utf-8")
    assert main(["search", "--mapping", str(path), "restart", "xylophone"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("VF0")
    assert err == "no entry holds: xylophone\n"
    assert main(["search", "--mapping", str(path), "xylophone"]) == 1
    assert capsys.readouterr().out.startswith("data ")
