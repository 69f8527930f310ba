"""`flexmap search`: the entries for a question, what was corrected, and that none answers it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from flexmap.cli import main
from flexmap.commands.search import LISTED
from flexmap.lookup import search
from flexmap.lookup.ranking import Ranking, Result
from flexmap.mapping import Mapping
from generator.pages.search_index import search_index
from tests import questions, review_cases
from tests.site_search import SiteSearch
from tests.test_lookup_errors import PASTED, STRANGE


@cache
def ranking() -> Ranking:
    return Ranking(review_cases.mapping())


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    return review_cases.mapping()


def refs(*words: str) -> list[str]:
    return [entry.ref for entry in ranking().search(" ".join(words)).entries]


def test_one_strange_word_does_not_hide_the_rest() -> None:
    """The entry that holds most comes first, and the word that nobody knows is named."""
    found = ranking().search("deallocate one instance xylophone")
    assert found.entries[0].ref == "VF002"
    assert found.missing == ("xylophone",)
    assert not found.nothing


def test_a_sentence_is_no_list_of_words_to_hold() -> None:
    """Words that only join others do not count."""
    assert refs("how do I restart the set?")[0] == refs("restart", "scale set")[0] == "VF024"
    assert refs() == refs("---") == refs("the") == []


def test_a_corrected_word_counts_as_unknown() -> None:
    """A slip is corrected and told; another word never becomes a known one in silence."""
    found = ranking().search("az vmss dealocate")
    assert found.entries[0].ref == "VF018"
    assert found.corrected == (("dealocate", "deallocate"),)
    assert not found.nothing
    killing = ranking().search("killing")
    assert killing.nothing
    assert killing.corrected == ()


def test_an_error_is_found_at_the_end_of_a_long_log() -> None:
    """Only the beginning is a question; the whole is looked through for errors."""
    pasted, ref = next(iter(PASTED.items()))
    found = ranking().search("INFO creating resources of the deployment\n" * 5_000 + pasted)
    assert found.entries[0].ref == ref


def test_what_is_not_covered_is_named() -> None:
    """With its title and the reason."""
    found = ranking().search("how do I encrypt the disks with a customer managed key")
    assert found.nothing
    assert found.topic
    assert found.topic.title == "Keys of disk encryption"
    assert ranking().search("az vmss restart --instance-ids backup").topic is None


_MADE = """(texts) => texts.map((text) => {
  const { hits, nothing, missing, topic, corrected } = flexmapSearch.search(text);
  return [hits.map(({ item }) => item.id), nothing, missing, topic?.title ?? null, corrected];
})"""


def plainly(found: Result) -> list[object]:
    ids = [entry.id for entry in found.entries]
    topic = found.topic.title if found.topic else None
    return [ids, found.nothing, [*found.missing], topic, [[*pair] for pair in found.corrected]]


def test_the_site_and_the_command_give_the_same(mapping, request) -> None:
    """The same entries in the same order, and the same remarks, for all that tests ask."""
    asked = [question.text for question in questions.read()]
    asked += [ask for entry in mapping.entries for ask in entry.asks]
    asked += [*PASTED, *STRANGE, *(entry.title for entry in mapping.entries), "vmssrestart"]
    (index,) = search_index(mapping, {}).values()
    of_site = SiteSearch(index, request).run(_MADE, asked)
    differ = [(text, made, plainly(ranking().search(text)))
              for text, made in zip(asked, of_site, strict=True)
              if made != plainly(ranking().search(text))]  # fmt: skip
    assert differ == []


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
    assert search(mapping, [pasted]).entries[0].ref == ref
    assert refs(*pasted.split())[0] == ref


@pytest.mark.parametrize(
    ("fragment", "ref"),
    [
        ('type = "Microsoft.Compute/virtualMachineScaleSets@2022-03-01"', "VF132"),
        ("resource vmss 'Microsoft.Compute/virtualMachineScaleSets@2019-12-01' = {", "VF132"),
        ('data "azurerm_virtual_machine_scale_set" "agents" {', "VF133"),
        ('orchestration_mode = "Flexible"', "VF084"),
        ("sku: { capacity: 3 }", "VF129"),
        ("upgradePolicy: { mode: 'Manual' }", "VF096"),
        ("azvmssgetinstanceview", "VF001"),
        ("vmssrestart", "VF024"),
    ],
)
def test_a_piece_of_code_leads_to_what_it_names(fragment: str, ref: str) -> None:
    """The key before a colon or an equals sign, a type, a version, a command run together."""
    assert refs(fragment)[0] == ref


@pytest.mark.parametrize(
    "name",
    [
        "az network vnet subnet create",
        "New-AzResourceGroup",
        'resource "azurerm_key_vault" "kv" {',
        "Microsoft.Web/sites@2022-03-01",
        "AccountIsDisabled",
    ],
)
def test_a_name_of_another_service_has_no_entry(name: str) -> None:
    """Its words may stand in entries; what it names is none of them."""
    assert ranking().search(name).nothing


@pytest.mark.parametrize("name", ["az graph query", "GetOSUpgradeHistory", "Search-AzGraph"])
def test_a_name_that_entries_know_has_one(name: str) -> None:
    """Also commands of other services that entries name, and operations without their group."""
    assert not ranking().search(name).nothing


def test_a_slash_in_a_sentence_makes_no_path() -> None:
    """A path counts where it is one; "list/show" is two words."""
    path = "POST virtualMachineScaleSets/web/restart"
    assert refs(path)[0] == "VF024"
    assert refs("list/show the network interfaces")[0] == "VF133"


@pytest.fixture
def published(tmp_path: Path) -> str:
    """The path of a mapping."""
    path = tmp_path / "mapping.json"
    path.write_text(review_cases.mapping_text(), encoding="utf-8")
    return str(path)


def test_the_command_lists_the_best(published: str, capsys) -> None:
    """A line an entry, and exit 0."""
    assert main(["search", "--mapping", published, "restart", "one", "instance"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("VF010")
    assert len(out.splitlines()) <= LISTED + 1
    assert err == ""


def test_the_command_says_that_no_entry_answers(published: str, capsys) -> None:
    """On standard error, so that a list stays a list; exit 1, and the nearest are listed."""
    asked = ["killing", "a", "process", "on", "the", "node"]
    assert main(["search", "--mapping", published, *asked]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("VF")
    remarks = err.splitlines()
    assert remarks[0].startswith("not covered: Software and processes inside the guest. ")
    assert remarks[1] == 'no entry covers "killing", "process"; nearest:'
    assert main(["search", "--mapping", published, "qqxx"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("data ")
    assert err == 'no entry covers "qqxx"\n'


def test_records_say_whether_they_are_only_near(published: str, capsys) -> None:
    """A program can tell an answer from what is nearest to a question."""
    for words, nearest in ((["reimage"], False), (["kubernetes", "ingress", "certificates"], True)):
        main(["search", "--mapping", published, "--format", "json", *words])
        listed = json.loads(capsys.readouterr().out)
        assert listed
        assert {record["nearest"] for record in listed} == {nearest}


def test_the_command_shows_what_it_corrected(published: str, capsys) -> None:
    """The reader sees which word was taken for another."""
    assert main(["search", "--mapping", published, "dealocate"]) == 0
    assert capsys.readouterr().err == '"dealocate" was read as "deallocate"\n'
