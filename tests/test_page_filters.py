"""The filters of the templates: one value, one context, nothing left to act as markup."""

from __future__ import annotations

import pytest
import yaml

from flexmap.mapping import Endpoint, Property
from generator.pages import inline
from generator.pages.site import root
from generator.pages.table_view import short_path, short_property
from generator.text import escaping
from tests.page_reader import read
from tests.sample_parts import HOSTILE

TARGETS = inline.Targets(root="../../", ids={"vmss-start": "entries/vmss-start/"})


@pytest.mark.parametrize(
    ("prose", "html"),
    [
        ("Plain words.", "Plain words."),
        ("Use `a < b`.", "Use <code>a &lt; b</code>."),
        ("`a | b`", "<code>a | b</code>"),
        ("[start](vmss-start)", '<a href="../../entries/vmss-start/">start</a>'),
        ("[it](vmss-start#cav)", '<a href="../../entries/vmss-start/#cav">it</a>'),
        ("[x](https://e.example/?a=1&b)", '<a href="https://e.example/?a=1&amp;b">x</a>'),
        ("[x](/help/)", '<a href="../../help/">x</a>'),
        ("[x](//e.example/)", "[x](//e.example/)"),
        ("[x](nowhere)", "[x](nowhere)"),
        ("[x](http://e.example/)", "[x](http://e.example/)"),
        ("[<b>](vmss-start)", '<a href="../../entries/vmss-start/">&lt;b&gt;</a>'),
        ("a ` lone one", "a &#96; lone one"),
        ("two\n\n  lines", "two lines"),
    ],
)
def test_prose_has_code_and_links_and_nothing_else(prose, html):
    assert inline.html(prose, TARGETS) == html


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x"])
def test_a_link_to_a_script_stays_text(target):
    assert "<a" not in inline.html(f"[x]({target})", TARGETS)


def test_an_address_cannot_leave_its_attribute():
    html = inline.html('[x](https://e.example/"onclick="alert)', TARGETS)
    assert html == '<a href="https://e.example/&#34;onclick=&#34;alert">x</a>'


def test_a_heading_is_words_whatever_they_are():
    text = f"---\n---\n### {escaping.markdown(HOSTILE)} {{ #anchor }}\n"
    reader = read("x.md", text)
    assert reader.tags == [("h3", ("id",))]
    assert reader.ids == ["anchor"]
    assert reader.words == HOSTILE


def test_a_heading_keeps_code_and_drops_targets():
    assert inline.heading("Use `az_vm` or [it](vmss-start)") == "Use <code>az&#95;vm</code> or it"


@pytest.mark.parametrize("value", ["`" * 3, "a\n```\nb", "a\n`````\nb", "~~~\n</code></pre>"])
def test_a_fence_is_longer_than_any_in_the_value(value):
    reader = read("x.md", f"---\n---\n{escaping.fence(value, 'kusto')}\n\nafter\n")
    assert reader.words.replace("\n", "") == (value + "after").replace("\n", "")
    assert reader.tags[-1] == ("p", ())


@pytest.mark.parametrize("value", [HOSTILE, "a: b", "'", "- x", "#", "\x7f\x00é 😀", "yes", "---"])
def test_front_matter_reads_back_as_printable_text(value):
    scalar = yaml.safe_load(f"title: {escaping.front(value)}")["title"]
    assert isinstance(scalar, str)
    assert "<" not in scalar
    assert '"' not in scalar


def test_a_code_value_keeps_its_lines_in_one_block():
    html = escaping.code("a\n\n<b>\t`c`")
    assert html == "a&#10;&#10;&lt;b&gt;&#9;&#96;c&#96;"


@pytest.mark.parametrize(
    ("value", "html"),
    [
        ("VirtualMachines_PowerOff", "Virtual<wbr>Machines_<wbr>Power<wbr>Off"),
        ("/a/{vmName}/b/", "/a<wbr>/{vmName}<wbr>/b/"),
        ("https://e.example/x", "https://e.example<wbr>/x"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_a_cell_breaks_between_words_only(value, html):
    assert escaping.cell(value) == html


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("/x/virtualMachineScaleSets/{name}/deallocate", "…/deallocate"),
        ("/x/virtualMachineScaleSets/{name}/virtualMachines/{id}", "…/virtualMachines/{id}"),
        ("/s/providers/Microsoft.Compute/virtualMachineScaleSets", None),
        ("/other", "/other"),
    ],
)
def test_a_path_is_shortened_to_what_tells_it_apart(path, short):
    expected = short or "…/Microsoft.Compute/virtualMachineScaleSets"
    assert short_path(Endpoint(method="GET", path=path)) == expected


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("zones", "zones"),
        ("properties.upgradePolicy.mode", "properties.upgradePolicy.mode"),
        ("properties.a.networkProfile.networkApiVersion", "…networkProfile.networkApiVersion"),
        ("properties.a.b[].properties.c[].properties.primary", "…c[].properties.primary"),
    ],
)
def test_a_property_is_shortened_to_its_name_and_holder(path, short):
    assert short_property(Property(resource="A.B/c", path=path)) == short


def test_the_way_to_the_root_follows_from_the_address():
    assert [root(""), root("compare/"), root("entries/x/")] == ["", "../", "../../"]
