"""The comparison as values: what can be filtered, what the cells say, what the clients say."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from flexmap.mapping import Client, Kind, Name, Verdict
from flexmap.mapping.vocabulary import CALL_CLIENTS
from generator.pages.client_names import PATH, VARIABLE, client_names, names_script
from generator.pages.compare_view import (
    ABSENT,
    COLUMNS,
    CallView,
    CompareRow,
    CompareView,
    compare_view,
)
from generator.pages.site import site
from tests.sample_mapping import HOSTILE, sample_mapping
from tests.sample_parts import alternative, entry
from tests.test_pages import readers, sample

PAGE = "compare/index.md"


@cache
def view() -> CompareView:
    return compare_view(site(sample_mapping()))


def row_of(entry_id: str) -> CompareRow:
    return next(row for row in view().rows if row.entry.id == entry_id)


def row_with(verdict: Verdict, **changes) -> CompareRow:
    """The row of an entry that the sample lacks."""
    mapping = sample_mapping()
    made = entry(77, "vmss-made", verdict, **changes)
    return compare_view(site(replaced(mapping, made))).rows[0]


def replaced(mapping, made):
    from tests.sample_mapping import mapping_of

    assert mapping.entries
    return mapping_of([made])


# Facets


def test_every_facet_counts_every_entry_once() -> None:
    """The numbers of a facet add up to the table, so that no entry can be filtered away."""
    for facet in (view().verdicts, *view().facets):
        assert sum(option.count for option in facet.options) == len(view().rows), facet.id
        assert all(option.count for option in facet.options), facet.id


def test_facets_are_those_of_the_issue_and_options_follow_their_lists() -> None:
    """Category, verdict, severity, kind and strength; words in the order of the vocabulary."""
    mapping = sample_mapping()
    assert {facet.id for facet in view().facets} == {"category", "severity", "kind", "strength"}
    assert view().disputed == sum(entry.flexible.disputed for entry in mapping.entries)
    for facet in (view().verdicts, *view().facets):
        known = [term.id for term in mapping.vocabulary.get(facet.id, ())] or [
            category.id for category in mapping.categories
        ]
        ids = [option.term.id for option in facet.options if option.term.id in known]
        assert ids == sorted(ids, key=known.index)


def test_options_have_the_words_of_the_vocabulary() -> None:
    """The verdict `none` is no absence: its option says what its badge says."""
    titles = {t.id: t.title for t in sample_mapping().vocabulary["verdict"]}
    assert {o.term.id: o.term.title for o in view().verdicts.options} == titles


def test_an_entry_without_caveat_has_an_option_too() -> None:
    """Whoever looks for what is harmless finds it, after the severities."""
    severity = next(facet for facet in view().facets if facet.id == "severity")
    assert severity.options[-1].term.id == ABSENT
    assert severity.options[-1].count == sum(not e.caveats for e in sample_mapping().entries)


# Cells


def test_a_call_has_its_id_in_two_parts_and_a_short_path() -> None:
    """A long id breaks at its underscore; the way to the scale set is the same everywhere."""
    assert row_of("vmss-start").uniform == CallView(
        group="VirtualMachineScaleSets_", verb="Start", method="POST", path="…/start",
        is_service=False,
    )  # fmt: skip


def test_the_preferred_alternative_comes_first_and_a_service_is_no_call() -> None:
    """The answer is the first thing in the cell."""
    first = row_of("vmss-vm-power-off").alternatives[0]
    assert (first.group, first.verb) == ("VirtualMachines_", "PowerOff")
    assert first.path == "…/virtualMachines/{vmName}/start"
    (service,) = row_of("vmss-list").alternatives
    assert (service.verb, service.is_service, service.path) == ("Azure Resource Graph", True, "")


@pytest.mark.parametrize(
    ("verdict", "kind", "words", "anchor"),
    [
        (Verdict.SAME, Kind.OPERATION, "The same call", ""),
        (Verdict.SAME, Kind.CONCEPT, "The same", ""),
        (Verdict.SAME, Kind.PROPERTY, "The same property", "what_to_write"),
        (Verdict.PARTIAL, Kind.PROPERTY, "What to write", "what_to_write"),
        (Verdict.NONE, Kind.OPERATION, "None", ""),
        (Verdict.UNKNOWN, Kind.OPERATION, "Not known", ""),
        (Verdict.PARTIAL, Kind.OPERATION, "See the entry", "VF077"),
    ],
)
def test_without_an_alternative_the_cell_says_why(verdict, kind, words, anchor) -> None:
    """No cell is empty, and *none* is not said where something is known."""
    row = row_with(verdict, kind=kind)
    assert (row.alternatives, row.alternative, row.alternative_anchor) == ((), words, anchor)


def test_the_same_call_needs_no_alternative_beside_it() -> None:
    """An alternative of a call that still works would look like its replacement."""
    row = row_with(Verdict.SAME, alternatives=(alternative("VirtualMachines_Start"),))
    assert row.alternatives == ()


# Names in the clients


def named(*names: Name) -> dict[str, list[list[str]]]:
    """By client, what the script says of the one operation that has these names."""
    made = entry(
        1, "vmss-x", Verdict.REPLACED, alternatives=(alternative("Group_Verb", names=names),)
    )
    found = client_names([made])
    return {client: by["Group_Verb"] for client, by in found.items() if "Group_Verb" in by}


def test_names_are_listed_with_the_condition_that_selects_them() -> None:
    """A note goes with a name that does not always mean the operation."""
    assert named(
        Name(
            client=Client.AZURE_CLI, name="az x", exact=False, note="With `--id`, see [x](vmss-x)."
        ),
        Name(client=Client.AZURE_CLI, name="az y", exact=True, note="Not shown."),
        Name(client=Client.PYTHON, name="group.verb", exact=True),
    ) == {"azure-cli": [["az x", "With `--id`, see x."], ["az y"]], "python": [["group.verb"]]}


def test_old_names_and_names_on_the_way_are_left_out() -> None:
    """The cell has what to type today; only a command on the way is better than nothing."""
    old = Name(client=Client.GO, name="Old", exact=True, deprecated=True)
    way = Name(client=Client.GO, name="Way", exact=False, note="Sends it.", within=True)
    own = Name(client=Client.GO, name="Own", exact=True)
    assert named(old, way, own) == {"go": [["Own"]]}
    assert named(old, way) == {"go": [["Way", "Sends it."]]}
    assert named(old) == {}


def test_a_line_that_sends_a_request_is_shortened_to_its_command() -> None:
    """The whole line is on the entry's page; the cell says that there is no command."""
    cli, shell = (
        Name(client=client, name=line, exact=True, note="Long.", command=False)
        for client, line in (
            (Client.AZURE_CLI, "az rest --method post --url x"),
            (Client.POWERSHELL, "Invoke-AzRestMethod -Method POST"),
        )
    )
    assert named(cli, shell) == {
        "azure-cli": [["az rest", "No command of its own."]],
        "powershell": [["Invoke-AzRestMethod", "No cmdlet of its own."]],
    }


def test_the_script_is_data_in_plain_letters() -> None:
    """Nothing in a name can be code, and REST is on the page already."""
    name = Name(client=Client.JAVA, name=HOSTILE + "\u2028'\n", exact=True)
    made = entry(1, "vmss-x", Verdict.REPLACED, alternatives=(alternative("A_B", names=(name,)),))
    text = names_script([made])
    assert text.isascii()
    assert text.count("\n") == 1
    values = json.loads(text.removeprefix(f"globalThis.{VARIABLE}=").rstrip(";\n"))
    assert list(values) == [*CALL_CLIENTS[1:], Client.ARM, Client.TERRAFORM]
    assert values["java"]["A_B"][0][0] == name.name


def test_the_whole_path_and_the_arguments_of_a_property_are_there_to_be_found() -> None:
    """The cell shows the end of the path; whoever pastes all of it finds the row too."""
    made = next(e for e in sample_mapping().entries if e.id == "property-interface-name")
    target = made.uniform.property
    assert target is not None
    text = names_script([made])
    values = json.loads(text.partition("=")[2].rstrip(";\n"))
    assert values["arm"] == {row_of(made.id).property_path: [[target.path]]}
    assert values["terraform"] == {
        row_of(made.id).property_path: [[argument] for argument in made.uniform.arguments or ()]
    }


# The page


def test_the_page_has_the_form_and_the_choice_of_clients() -> None:
    """The form is in the page, off until its script runs, with eight clients, REST first."""
    page = sample()[PAGE]
    assert "<fieldset disabled>" in page
    choice = page[page.index('name="client"') : page.index("</select>")]
    assert re.findall(r'value="([a-z-]+)"', choice) == list(CALL_CLIENTS)
    assert 'role="status"' in page
    assert 'name="q"' not in page


def test_every_header_is_a_button_that_is_off() -> None:
    """Without a script the words of the header are just words."""
    page = sample()[PAGE]
    found = re.findall(r'<th scope="col"><button type="button" data-sort="(\w+)" disabled>', page)
    assert found == [column for column, _ in COLUMNS]


def test_the_files_that_the_page_loads_are_there() -> None:
    """The script of names is made with the pages; the page says where the rest is."""
    assert sample()[PATH].startswith("globalThis.")
    assert "  - assets/compare.js\n" in sample()[PAGE]
    assert 'data-copies="../assets/compare-copies.js"' in sample()[PAGE]


def test_rows_carry_their_facets_and_caveats_an_anchor() -> None:
    """The script filters by what the row says; ids come from the data and are unique."""
    page = sample()[PAGE]
    for entry_ in sample_mapping().entries:
        start = page.index(f'<tr id="{entry_.id}"')
        tag = page[start : page.index(">", start)]
        assert f'data-verdict="{entry_.flexible.verdict}"' in tag
        assert f'data-kind="{entry_.kind}"' in tag
        assert ('data-disputed="yes"' in tag) == entry_.flexible.disputed
        assert ("data-severity=" in tag) == bool(entry_.caveats)
    assert 'id="VF002_hard-break"' in page
    ids = readers()[PAGE].ids
    assert len(ids) == len(set(ids))
