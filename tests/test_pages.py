"""Pages: everything is on them, every link leads somewhere, no text becomes markup."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml

from flexmap.mapping import Kind, Verdict
from generator.exports.plain_entry import text_url
from generator.pages import RuleText, environment, pages
from generator.pages.pieces import PIECES
from generator.text import escaping
from tests.page_reader import Reader, address_of, read, resolve
from tests.sample_mapping import HOSTILE, mapping_of, sample_mapping

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates" / "pages"
ADDRESS = "https://flexmap.example/docs/"
RULES = [
    RuleText(code="some-rule", reason="A reason with `code`."),
    RuleText(code="other-rule", reason=HOSTILE),
]
EXPORTS = {
    "mapping.json",
    "mapping.schema.json",
    "mapping.csv",
    "changes.json",
    "feed.xml",
    "llms.txt",
    "site-relative/",
    "review/",
    "p/",
    "SHA256SUMS",
    "_headers",
    "assets/redirect.js",
    "contribute/",
    "data/1.2.3/mapping.json",
    "examples/breaking.ps1",
    "examples/lookup.py",
    "examples/unchanged.py",
    "examples/worklist.jq",
    "flexmap-offline.zip",
    "hosting/nginx.conf",
    "staticwebapp.config.json",
}
CONTEXTS = {"text", "attribute", "code", "cell", "markdown", "heading", "front", "fence"}
CONTEXTS |= {"prose", "href", "length", *PIECES}


def render(address: str = ADDRESS) -> dict[str, str]:
    return pages(sample_mapping(), RULES, environment(TEMPLATES), address)


@cache
def sample() -> dict[str, str]:
    return render()


@cache
def readers() -> dict[str, Reader]:
    return {path: read(path, text) for path, text in sample().items() if path in page_paths()}


@cache
def page_paths() -> list[str]:
    """The pages among the files; scripts are none."""
    return sorted(path for path in sample() if path.endswith((".md", ".html")))


def test_every_page_is_there():
    mapping = sample_mapping()
    in_nav = re.findall(r": ([\w-]+/index\.md)$", (ROOT / "mkdocs.yml").read_text(), re.MULTILINE)
    expected = {"index.md", *(path for path in in_nav if not (ROOT / "docs" / path).exists())}
    expected |= {f"categories/{category.id}/index.md" for category in mapping.categories}
    for folder in ("verdict", "client"):
        expected |= {f"{folder}s/{term.id}/index.md" for term in mapping.vocabulary[folder]}
    for entry in mapping.entries:
        expected |= {f"entries/{entry.id}/index.md", f"r/{entry.ref.lower()}/index.html"}
    expected |= {"entries/old-id/index.html", "entries/older-id/index.html"}
    assert set(sample()) == expected | {"r/vf900/index.html", "compare/names.js"}


@pytest.mark.parametrize("path", page_paths())
def test_links_lead_somewhere(path):
    known = {address_of(other): reader.ids for other, reader in readers().items()}
    exported = EXPORTS | {entry.json_url for entry in sample_mapping().entries}
    exported |= {text_url(entry) for entry in sample_mapping().entries}
    for link in readers()[path].links:
        if link.startswith("https://"):
            continue
        assert not link.startswith("/"), link
        target, anchor = resolve(path, link)
        assert target in known or target in exported, link
        assert not anchor or anchor in known[target], link


@pytest.mark.parametrize("path", page_paths())
def test_anchors_are_unique_and_tags_closed(path):
    reader = readers()[path]
    assert len(reader.ids) == len(set(reader.ids))
    assert [tag for tag in reader.open if tag not in ("p", "li")] == []


@pytest.mark.parametrize("path", sorted(path for path in sample() if path.endswith(".md")))
def test_front_matter_is_complete_and_safe_to_print(path):
    front = yaml.safe_load(sample()[path].split("---\n")[1])
    assert front["generated"] is True
    for key in ("title", "description"):
        assert front[key]
        assert not re.search(r"[<>\"]", front[key])


def test_entries_name_their_file_and_the_table_is_not_searched():
    entry = yaml.safe_load(sample()["entries/vmss-start/index.md"].split("---\n")[1])
    compare = yaml.safe_load(sample()["compare/index.md"].split("---\n")[1])
    assert entry["edit_path"] == "data/entries/vmss-start.yml"
    assert compare["search"] == {"exclude": True}
    assert compare["hide"] == ["navigation", "toc"]


def test_two_runs_give_the_same_text():
    first, second = render(), render()
    assert list(first.items()) == list(second.items())


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_is_in_words(verdict):
    words = f"{verdict.value.capitalize()} verdict word"
    entry = next(e for e in sample_mapping().entries if e.flexible.verdict is verdict)
    for path in (
        "index.md",
        "compare/index.md",
        "how-we-know/index.md",
        f"entries/{entry.id}/index.md",
    ):
        assert f'<span class="verdict verdict--{verdict}">{words}</span>' in sample()[path]


def harmless(value: Any) -> Any:
    """The value with the hostile text replaced by plain words, however deep."""
    if isinstance(value, str):
        return type(value)(value.replace(HOSTILE, "Plain words"))
    if isinstance(value, tuple):
        return tuple(harmless(item) for item in value)
    if isinstance(value, dict):
        return {key: harmless(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value) if field.init]
        return dataclasses.replace(
            value, **{name: harmless(getattr(value, name)) for name in names}
        )
    return value


def test_hostile_text_never_becomes_markup():
    plain = pages(
        harmless(sample_mapping()), harmless(tuple(RULES)), environment(TEMPLATES), ADDRESS
    )
    for path in page_paths():
        assert readers()[path].tags == read(path, plain[path]).tags, path


def test_hostile_text_is_shown_as_it_is():
    words = " ".join(readers()["entries/hostile-words/index.md"].words.split())
    assert words.count(HOSTILE) > 15


def test_an_answer_comes_first_and_names_the_preferred_call():
    page = sample()["entries/vmss-vm-power-off/index.md"]
    answer = page[page.index('<div class="answer">') : page.index("</div>")]
    assert page.index('<div class="answer">') < page.index("## ")
    assert "Call instead" in answer
    assert "/virtualMachines<wbr>/{vmName}" in answer
    assert 'href="#hard-break"' in answer
    assert 'href="#sources_disagree"' in answer


def test_caveats_come_worst_first_with_their_id_as_anchor():
    page = sample()["entries/vmss-vm-power-off/index.md"]
    assert page.index("{ #hard-break }") < page.index("{ #gentle-note }")


def test_claims_are_listed_for_and_against_and_the_withdrawn_on_neither_side():
    page = sample()["entries/vmss-vm-power-off/index.md"]
    sides = dict(re.findall(r'<h3 id="(\w+)">.*?</h3>(.*?)(?=<h3|</details>)', page, re.DOTALL))
    listed = {side: re.findall(r'<li id="claim_([a-z-]+)"', text) for side, text in sides.items()}
    assert listed == {
        "claims_for": ["package"],
        "sources_disagree": ["article"],
        "other_claims": ["derived", "gone"],
    }
    assert "4 claims: 1 for, 1 against, 2 on other points" in page


def test_claims_come_newest_first_within_their_side():
    page = sample()["entries/vmss-start/index.md"]
    for part in page.split("<h3 ")[1:]:
        dates = re.findall(r'<p class="meta"><time datetime="([0-9-]+)"', part)
        assert dates == sorted(dates, reverse=True)


def test_what_stops_comes_before_the_samples_and_other_caveats_after_them():
    page = sample()["entries/vmss-vm-power-off/index.md"]
    places = ["{ #what_stops }", "{ #hard-break }", "{ #all_caveats }", "{ #gentle-note }"]
    places += ["{ #all_evidence", "{ #uniform_call }", "{ #cite_this"]
    found = [page.index(place) for place in places]
    assert found == sorted(found)


def test_the_neighbours_in_the_category_are_one_click_away():
    entries = sample_mapping().of_category(sample_mapping().entries[0].category)
    pages_ = [sample()[f"{entry.url}index.md"] for entry in entries]
    for page, following in zip(pages_, entries[1:], strict=False):
        assert f'<a rel="next" href="../../{following.url}">' in page
    for page, preceding in zip(pages_[1:], entries, strict=False):
        assert f'<a rel="prev" href="../../{preceding.url}">' in page
    assert 'rel="prev"' not in pages_[0]
    assert 'rel="next"' not in pages_[-1]


def test_a_command_never_breaks_inside_an_option():
    """Copied, it is the same: what keeps it whole is no character."""
    shown = escaping.code("az vmss list-instances --resource-group a-b 2026-04-01 -x")
    assert '<span class="w">--resource-group</span>' in shown
    assert '<span class="w">list-instances</span>' in shown
    assert re.sub(r"</?span[^>]*>", "", shown) == (
        "az vmss list-instances --resource-group a-b 2026-04-01 -x"
    )


def test_a_concept_shows_the_requests_that_lead_to_it_and_their_commands():
    """Who holds such a request in hand recognizes it, in REST and as a command."""
    page = sample()["entries/instance-protection/index.md"]
    assert re.search(r"<dt>Request</dt> <dd>.*GET.*protection", page)
    assert "<code>az vmss protect show</code>" in page


def test_a_query_is_a_code_block_that_nothing_ends_early():
    page = sample()["entries/vmss-list/index.md"]
    assert "```kusto\nresources\n| where type =~" in page
    hostile = readers()["entries/hostile-words/index.md"]
    assert "</code></pre>" in hostile.words


def test_redirects_lead_to_the_entry_without_a_script():
    reference = sample()["r/vf002/index.html"]
    assert 'content="0; url=../../entries/vmss-vm-power-off/"' in reference
    assert '<link rel="canonical" href="../../entries/vmss-vm-power-off/">' in reference
    assert 'href="../../entries/vmss-start/"' in sample()["entries/old-id/index.html"]
    assert 'href="../../entries/vmss-start/"' in sample()["r/vf900/index.html"]
    assert "Renamed." in sample()["entries/old-id/index.html"]


def test_a_link_to_a_moved_id_leads_to_the_entry_at_once():
    assert '<a href="../../entries/vmss-start/">`old`</a>' in sample()[
        "entries/vmss-reimage/index.md"
    ].replace("&#96;", "`")


def test_the_table_has_a_row_per_entry_with_headers():
    page = sample()["compare/index.md"]
    rows = re.findall(r'<tr id="([a-z-]+)"', page)
    assert rows == [entry.id for entry in sample_mapping().entries]
    assert page.count('<th scope="row">') == len(rows)
    assert page.count('<th scope="col">') == 5
    assert "<caption>" in page


def test_every_row_of_the_article_has_its_entry():
    page = sample()["article/index.md"]
    for number in range(1, 6):
        assert f'<tr id="row_{number}">' in page
    row = page[page.index('id="row_3"') : page.index('id="row_4"')]
    assert "entries/vmss-list/" in row
    assert "Composed verdict word" in row


def test_a_property_says_what_to_write_in_each_client():
    page = sample()["entries/property-interface-name/index.md"]
    order = ["#on_flexible", "#what_to_write", "#write_arm", "#write_bicep", "#write_terraform"]
    places = [page.index(f"{{ {anchor} }}") for anchor in order]
    assert places == sorted(places)
    assert '```json\n"properties": {\n\n  "a": ["{", "<b>"]\n}\n```' in page
    assert "```hcl\nsku_name = 1\n```" in page
    assert "```bicep" not in page
    assert "azurerm_orchestrated_virtual_machine_scale_set." in page.replace("<wbr>", "")
    assert "No call does this" not in page
    assert "Makes this call" not in page


def test_a_property_answers_with_its_path_and_the_ways_to_write():
    page = sample()["entries/property-interface-name/index.md"]
    answer = page[page.index('<div class="answer">') : page.index("</div>")].replace("<wbr>", "")
    assert "networkInterfaceConfigurations[].name" in answer
    assert 'Write instead</dt> <dd><a href="#write_arm">' in answer


def test_the_tables_show_a_property_with_its_path():
    for path in ("compare/index.md", "categories/power/index.md"):
        text = sample()[path].replace("<wbr>", "")
        assert "networkInterfaceConfigurations[].name</code>" in text, path
    link = '<a href="../entries/property-interface-name/#what_to_write">What to write</a>'
    assert link in sample()["compare/index.md"]


def test_the_checklist_names_every_property_under_its_category():
    page = sample()["properties/index.md"]
    kinds = (Kind.PROPERTY, Kind.CONCEPT)
    expected = [
        entry.id
        for category in sample_mapping().categories
        for entry in sample_mapping().of_category(category.id)
        if entry.kind in kinds
    ]
    assert re.findall(r'<li id="([a-z-]+)"', page) == expected
    item = page[page.index('<li id="property-interface-name"') :].partition("</li>")[0]
    assert "None verdict word" in item
    assert "Headline of property-interface-name" in item
    assert re.findall(r"/#([a-z-]+-(?:break|note))", item) == ["first-break", "second-break"]


def test_a_category_without_properties_is_not_in_the_checklist():
    concepts = mapping_of([e for e in sample_mapping().entries if e.kind is not Kind.PROPERTY])
    page = pages(concepts, RULES, environment(TEMPLATES))["properties/index.md"]
    assert "No property is in the data." in page
    assert "checklist_power" not in page


def test_what_no_package_confirms_is_listed_with_its_reason():
    page = sample()["how-we-know/index.md"]
    row = page[page.index("<code>azurerm_<wbr>new.<wbr>thing</code>") :].partition("</tr>")[0]
    assert ">argument</td>" in row
    assert ">It is <code>newer</code>.</td>" in row


def test_a_citation_has_the_address_when_it_is_known():
    entry = sample()["entries/vmss-start/index.md"]
    assert f"{ADDRESS}entries/vmss-start/" in entry
    without = render(address="")["entries/vmss-start/index.md"]
    words = re.sub(r"</?span[^>]*>", "", without)
    assert "Flexmap VF001: Title of vmss-start. Verdict: Same verdict word" in words
    assert "https://flexmap" not in without


def test_templates_print_no_value_without_its_context():
    made = environment(TEMPLATES)
    for path in TEMPLATES.glob("*.j2"):
        tree = made.parse(path.read_text(encoding="utf-8"))
        macros = {macro.name for macro in tree.find_all(jinja2.nodes.Macro)}
        for names in tree.find_all(jinja2.nodes.FromImport):
            macros |= {name if isinstance(name, str) else name[1] for name in names.names}
        for output in tree.find_all(jinja2.nodes.Output):
            for node in output.nodes:
                assert is_safe(node, macros), f"{path.name}:{node.lineno}"


def is_safe(node: jinja2.nodes.Expr | None, macros: set[str]) -> bool:
    """Whether an output is a literal, a macro, or ends in the filter of a context."""
    if node is None or isinstance(node, jinja2.nodes.TemplateData | jinja2.nodes.Const):
        return True
    if isinstance(node, jinja2.nodes.CondExpr):
        return is_safe(node.expr1, macros) and is_safe(node.expr2, macros)
    if isinstance(node, jinja2.nodes.Call) and isinstance(node.node, jinja2.nodes.Name):
        return node.node.name in macros
    return isinstance(node, jinja2.nodes.Filter) and node.name in CONTEXTS


def test_the_facet_of_verdicts_has_their_own_words():
    """A verdict that is called none is no absent value."""
    (facet,) = re.findall(
        r'<span class="verdict verdict--none">([^<]+)</span> <span class="number">',
        sample()["compare/index.md"],
    )
    assert facet == "None verdict word"
