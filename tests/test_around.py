"""What stands around the entries: home, verdicts, clients, open questions, news."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from flexmap.mapping import Kind, Verdict
from generator.exports import exports
from generator.pages import environment, pages
from generator.pages.client_view import client_views
from generator.pages.home_view import MOST, most_reported
from generator.pages.news_view import news_views
from generator.pages.open_view import SETTLING, dispute_views, questions_view
from generator.pages.site import site as site_of
from generator.site.materials import TEMPLATES, published_schema, read_materials
from generator.site.render import render
from generator.surface.commands import shape
from generator.versions import Action, Change, Diff, Part
from tests.sample_mapping import sample_mapping

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def rendered(mapping) -> dict[str, str]:
    """The real pages and exports."""
    return render(mapping, read_materials())


@pytest.fixture(scope="module")
def cli(mapping):
    """The view of the Azure CLI."""
    views = {view.client.id: view for view in client_views(site_of(mapping))}
    return views["azure-cli"]


@pytest.fixture(scope="module")
def sent() -> dict[str, list[dict[str, object]]]:
    """What each `az vmss` command sends, read again from the collected file."""
    (path,) = ROOT.glob("data/surface/azure-cli@*.yml")
    commands = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["commands"]
    return {c["command"]: c["sends"] for c in commands if c["command"].startswith("az vmss ")}


# Clients


def test_every_az_vmss_command_has_its_row(cli, sent, rendered) -> None:
    """Nobody has to wonder whether a command was forgotten."""
    silent = [row for _, found in cli.silent for row in found]
    assert sorted(row.name for row in (*cli.rows, *silent)) == sorted(sent)
    page = rendered["clients/azure-cli/index.md"].replace("<wbr>", "")
    for name in sent:
        assert f"<code>{name}</code>" in page


def test_a_command_leads_to_every_entry_whose_operation_it_sends(cli, sent, mapping) -> None:
    """The rows come from the names; what the package sends says the same."""
    entries = {entry.uniform.operation: entry.id for entry in mapping.entries}
    for row in cli.rows:
        operations = {item["operation"] for item in sent[row.name] if "operation" in item}
        expected = {entries[operation] for operation in operations if operation in entries}
        missing = expected - {call.entry.id for call in row.calls}
        assert not missing, row.name
        others = {operation for operation in operations if operation not in entries}
        assert others <= set(row.others), row.name


def test_a_command_without_an_entry_says_so(cli, sent) -> None:
    """It is listed apart, with what it sends instead, or that it sends nothing."""
    assert all(row.calls for row in cli.rows)
    silent = {row.name: words for words, found in cli.silent for row in found}
    others = {row.name: row.others for _, found in cli.silent for row in found}
    assert silent
    for name, words in silent.items():
        assert bool(others[name]) == bool(sent[name]) == (not words.startswith("Send nothing"))


def test_a_clients_names_are_those_of_the_entries(mapping) -> None:
    """Every name in the data is on its client's page, and leads to the entry that has it."""
    views = {view.client.id: view for view in client_views(site_of(mapping))}
    for entry in mapping.entries:
        for name in entry.uniform.names:
            if name.command and name.client != "rest" and entry.kind is Kind.OPERATION:
                rows = {row.name: row for row in views[name.client].rows}
                assert entry.id in {call.entry.id for call in rows[name.name].calls}


def test_every_operation_and_property_is_on_a_clients_page_once(mapping) -> None:
    """What has no name in a client is listed below its table."""
    for view in client_views(site_of(mapping)):
        kind = Kind.PROPERTY if view.is_code else Kind.OPERATION
        named = {call.entry.id for row in view.rows for call in row.calls}
        nameless = {entry.id for entry, _ in view.nameless}
        assert not named & nameless
        by_request = {e.id for e in mapping.entries if e.uniform.requests}
        assert (named | nameless) - by_request == {e.id for e in mapping.entries if e.kind is kind}
        anchors = [row.anchor for row in view.rows]
        assert len(anchors) == len(set(anchors))


def test_a_command_leads_to_the_concept_that_its_request_belongs_to(mapping) -> None:
    """A request of another package than the management package has an entry all the same."""
    view = next(v for v in client_views(site_of(mapping)) if v.client.id == "azure-cli")
    row = next(row for row in view.rows if row.name == "az vmss nic list")
    assert [call.entry.id for call in row.calls] == ["network-interfaces-of-instances"]
    assert row.others == ()
    silent = {row.name for _, rows in view.silent for row in rows}
    assert not [name for name in silent if name.startswith("az vmss nic")]


def test_what_is_for_the_call_stands_before_what_sends_it_on_the_way(mapping) -> None:
    """The first line of a row is what the reader types the name for."""
    for view in client_views(site_of(mapping)):
        for row in view.rows:
            order = [call.within for call in row.calls]
            assert order == sorted(order)


def test_two_spellings_of_a_path_are_one_request() -> None:
    """Packages spell providers and parameters differently."""
    entry = next(e for e in sample_mapping().entries if e.uniform.endpoint)
    endpoint = entry.uniform.endpoint
    assert endpoint
    other = dataclasses.replace(endpoint, path=re.sub(r"{\w+}", "{x}", endpoint.path).upper())
    assert shape(other) == shape(endpoint)


# Verdicts, disputes, unknowns


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdicts_page_lists_its_entries_and_no_other(rendered, mapping, verdict) -> None:
    """The page of a verdict is complete."""
    page = rendered[f"verdicts/{verdict}/index.md"]
    listed = re.findall(r'<th scope="row"><a href="../../entries/([a-z0-9-]+)/"', page)
    expected = [e.id for e in mapping.entries if e.flexible.verdict is verdict]
    assert sorted(listed) == sorted(expected)


def test_disputes_show_every_side_with_its_dates(rendered, mapping) -> None:
    """Whoever checks a dispute sees both sides without opening the entry."""
    views = dispute_views(site_of(mapping))
    assert [v.entry.id for v in views] == [e.id for e in mapping.entries if e.flexible.disputed]
    for view in views:
        assert len(view.sides) > 1
        for side in view.sides:
            for item in side.claims:
                link = f"entries/{view.entry.id}/#{item.anchor}"
                assert link in rendered["disputes/index.md"]


def test_unknowns_say_what_would_settle_them(rendered, mapping) -> None:
    """A person with a subscription can start at once."""
    view = questions_view(site_of(mapping))
    unknown = [q.entry.id for group in view.unknown for q in group.questions]
    assert sorted(unknown) == sorted(
        e.id for e in mapping.entries if e.flexible.verdict is Verdict.UNKNOWN
    )
    carriers = {e.id for e in mapping.entries if SETTLING in {c.id for c in e.caveats}}
    asked = {q.entry.id for q in view.unsure} | set(unknown)
    assert carriers <= asked
    assert view.testable == len(carriers)
    for entry_id in asked:
        assert f"{{ #{entry_id} }}" in rendered["unknowns/index.md"]


# Home and news


def test_the_calls_of_the_home_page_are_those_with_most_threads(mapping) -> None:
    """The choice is counted, not made: threads cited by live claims, then error texts."""
    counts = Counter(
        {
            entry.id: len(
                {
                    claim.source
                    for claim in entry.claims
                    if claim.source
                    and not claim.withdrawn
                    and mapping.sources[claim.source].date_kind == "thread"
                }
            )
            for entry in mapping.entries
            if entry.kind is Kind.OPERATION
        }
    )
    found = most_reported(site_of(mapping))
    assert len(found) == MOST
    assert [item.reports for item in found] == [count for _, count in counts.most_common(MOST)]
    assert all(counts[item.entry.id] == item.reports for item in found)


def test_the_home_page_has_a_form_that_works_without_script(rendered) -> None:
    """The question box leads to the table, which is whole without script."""
    page = rendered["index.md"]
    assert '<form class="ask" data-search action="compare/" method="get"' in page
    assert 'name="search"' in page


def test_the_first_version_is_counted_and_later_ones_are_told() -> None:
    """A reader who comes back sees what changed, in words."""
    mapping = sample_mapping()
    entry = mapping.entries[1]
    changed = {"id": entry.id, "ref": entry.ref}
    added = Change(action=Action.ADDED, part=Part.ENTRY, id="vmss-start", ref="VF001")
    later = Diff(
        old="1.2.3",
        new="1.3.0",
        date="2026-12-01",
        changes=(
            Change(action=Action.REMOVED, part=Part.ENTRY, id="gone", ref="VF800"),
            added,
            Change(action=Action.CHANGED, part=Part.VERDICT, old="none", new="replaced", **changed),
            Change(action=Action.CHANGED, part=Part.TEXT, name="headline", **changed),
            Change(action=Action.ADDED, part=Part.SOURCE, id="some-page"),
        ),
    )
    first = Diff(old="", new="1.2.3", date="2026-11-23", changes=(added,))
    news = news_views(site_of(mapping), (later, first))
    assert news[0].counts == "1 entry added, 1 removed, 1 changed"
    assert [item.id for item in news[0].items] == ["gone", "vmss-start", entry.id]
    assert news[0].items[0].entry is None
    words = "verdict changed from None verdict word to Replaced verdict word; wording changed"
    assert news[0].items[2].words == words
    assert news[1].first
    assert news[1].items == ()
    made = pages(mapping, [], environment(TEMPLATES / "pages"), diffs=(later, first))
    assert words in made["index.md"]
    assert "VF800: removed" in made["changes/index.md"]
    assert "1 entry added, the first version" in made["changes/index.md"]


def test_new_entries_and_other_verdicts_come_before_smaller_changes_and_new_caveats_are_named():
    """Who comes back after months reads the top of a long list."""
    mapping = sample_mapping()
    warned = next(entry for entry in mapping.entries if len(entry.caveats) > 1)
    changes = (
        Change(action=Action.ADDED, part=Part.CAVEAT, id=warned.id, ref="VF001",
               name=warned.caveats[0].id),
        Change(action=Action.ADDED, part=Part.CAVEAT, id=warned.id, ref="VF001", name="gone-again"),
        Change(action=Action.CHANGED, part=Part.VERDICT, id="b", ref="VF500"),
        Change(action=Action.ADDED, part=Part.ENTRY, id="c", ref="VF600"),
    )  # fmt: skip
    (news,) = news_views(
        site_of(mapping), [Diff(old="1.2.3", new="1.3.0", date="2026-12-01", changes=changes)]
    )
    assert [item.ref for item in news.items] == ["VF600", "VF500", "VF001"]
    assert news.items[2].caveats == (warned.caveats[0],)
    assert news.items[2].others == news.items[2].words == "caveat added"


def test_titles_and_descriptions_tell_pages_apart(rendered) -> None:
    """Two results of a search engine never look alike."""
    fronts = {
        path: yaml.safe_load(text.split("---\n")[1])
        for path, text in rendered.items()
        if path.endswith(".md")
    }
    for key in ("title", "description"):
        counts = Counter(front[key] for front in fronts.values())
        assert [words for words, count in counts.items() if count > 1] == []


def test_the_navigation_names_every_page_of_verdicts_and_clients(mapping) -> None:
    """The tabs stay few, and no page is left out of them."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for folder in ("verdict", "client"):
        named = re.findall(rf"{folder}s/([a-z-]+)/index\.md", text)
        assert named == [term.id for term in mapping.vocabulary[folder]]
    nav = text[text.index("\nnav:\n") : text.index("not_in_nav")]
    assert len(re.findall(r"^  - ", nav, re.MULTILINE)) <= 7


def test_exports_of_the_sample_hold_every_page_that_is_linked() -> None:
    """The lists of the sample mapping lead to files that are made."""
    made = exports(sample_mapping(), published_schema())
    for link in re.findall(r"\]\((entries/[^)]+)\)", made["llms.txt"]):
        assert link in made
