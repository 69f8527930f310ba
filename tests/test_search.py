"""The search in a real browser: the right entry first, for everybody, also from a disk."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import expect

from bench.search import (
    FIRST_AT_LEAST,
    PARTS,
    THREE_AT_LEAST,
    Query,
    ask,
    found_for,
    open_search,
    read_queries,
    share,
)  # fmt: skip

pytestmark = pytest.mark.browser

INDEX_AT_MOST, FIRST_VIEW_AT_MOST = 60_000, 80_000
PAGES = ("", "entries/vmss-deallocate/", "categories/set-lifecycle/")


@pytest.fixture(scope="module")
def asked(browser, address):
    """A page whose dialog is open, for queries that change nothing else."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    open_search(page, address)
    yield page
    page.close()


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    yield page
    assert page.faults == []
    page.close()


@pytest.fixture(scope="module")
def answers(asked):
    """Every query with its answer, each asked once."""
    return {part: ask(asked, read_queries(part)) for part in PARTS}


def dialog(page):
    return page.get_by_role("dialog", name="Search")


def search(page, words: str):
    """Opens the search by its key, types, and waits for the first result."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    first = page.get_by_role("option").first
    first.wait_for()
    return first


# What it finds


@pytest.mark.parametrize("part", PARTS)
def test_the_right_entry_comes_first(answers, part):
    """The aim of the search, over all that is typed and in every sort of it."""
    of_part = answers[part]
    missed = [(item.query.text, item.rank, item.found[:2]) for item in of_part if item.rank != 1]
    assert share(of_part, 1) >= FIRST_AT_LEAST, missed
    assert share(of_part, 3) >= THREE_AT_LEAST, missed


@pytest.mark.parametrize("sort", sorted({query.sort for query in read_queries("tuning")}))
def test_no_sort_of_query_is_left_behind(answers, sort):
    """A good whole hides nothing: every sort has twenty queries or more, and nine in ten right."""
    of_sort = [item for part in PARTS for item in answers[part] if item.query.sort == sort]
    assert len(of_sort) >= 20
    assert share(of_sort, 1) >= 0.9, [item.query.text for item in of_sort if item.rank != 1]


def test_the_queries_are_of_use(mapping):
    """Every expected entry is there, and no query is in both parts."""
    parts = [read_queries(part) for part in PARTS]
    expected = {entry for part in parts for query in part for entry in query.expected}
    assert expected <= {entry.id for entry in mapping.entries}
    texts = [query.text.lower() for part in parts for query in part]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("what", ["reference", "id", "title", "operation", "call"])
def test_every_entry_is_found_by_what_it_is_called(asked, mapping, what):
    """Also an entry that is new: its own reference, id, title, operation and call lead to it."""
    said = {
        "reference": lambda entry: entry.ref,
        "id": lambda entry: entry.id,
        "title": lambda entry: entry.title,
        "operation": lambda entry: entry.uniform.operation,
        "call": lambda entry: (
            f"{entry.uniform.endpoint.method} {entry.uniform.endpoint.path}"
            if entry.uniform.endpoint
            else None
        ),
    }[what]
    queries = [
        Query(text=text, sort=what, expected=(entry.id,))
        for entry in mapping.entries
        if (text := said(entry))
    ]
    assert [item.query.text for item in ask(asked, queries) if item.rank != 1] == []


def test_a_result_says_verdict_and_category(page, address):
    """The answer can be seen before the page is opened."""
    page.goto(address)
    first = search(page, "VF018")
    for words in ("Deallocate", "Same", "Power and lifecycle of the whole set", "VF018"):
        expect(first).to_contain_text(words)


def test_nonsense_finds_nothing_and_says_so(asked):
    """No entry is better than a wrong one."""
    assert found_for(asked, "qqqxxxzzz") == ()
    expect(asked.get_by_role("status")).to_contain_text("Nothing found")


# What it weighs


def test_the_index_is_small(site):
    """It travels to phones."""
    size = len(gzip.compress((site / "search" / "index.js").read_bytes()))
    assert size <= INDEX_AT_MOST, size


@pytest.mark.parametrize("path", PAGES)
def test_the_first_view_is_small_and_loads_no_search(page, address, path, site):
    """The search comes when somebody reaches for it, not before."""
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto(address + path, wait_until="networkidle")
    files = [re.sub(r"[?#].*", "", url.removeprefix(address)) for url in asked_for]
    files = [file + ("index.html" if file.endswith("/") or not file else "") for file in files]
    sizes = {
        file: len(gzip.compress((site / file).read_bytes()))
        for file in files
        if "data:" not in file
    }
    assert sum(sizes.values()) <= FIRST_VIEW_AT_MOST, sizes
    assert not [file for file in files if file.endswith(("search/index.js", "dialog.js"))]


# How it is used


@pytest.mark.parametrize("key", ["/", "s"])
def test_a_key_opens_it_and_escape_gives_the_focus_back(page, address, key):
    """Nobody needs a mouse, and nobody is left nowhere."""
    page.goto(address)
    page.locator("h1").wait_for()
    opener = page.get_by_role("button", name="Search")
    opener.focus()
    page.keyboard.press(key)
    expect(dialog(page)).to_be_visible()
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(opener).to_be_focused()


def test_what_is_typed_at_once_is_not_lost(page, address):
    """Fast typists do not wait for scripts, and the theme's key n must not turn the page."""
    page.goto(address)
    page.locator("h1").wait_for()
    page.evaluate(
        """for (const key of "/nap az vmss") document.body.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))"""
    )
    expect(page.get_by_role("combobox")).to_have_value("nap az vmss")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("button", name="Close").press("n")
    page.wait_for_timeout(100)
    assert page.url.partition("?")[0] == address


def test_the_keys_of_the_search_can_be_typed_into_fields(page, address):
    """A slash in a path closes or opens nothing."""
    page.goto(address)
    search(page, "virtualMachineScaleSets/x/start")
    assert page.get_by_role("combobox").input_value() == "virtualMachineScaleSets/x/start"


def test_arrows_choose_and_enter_opens(page, address):
    """The chosen result is told to screen readers and is the one that opens."""
    page.goto(address)
    search(page, "deallocate one instance")
    field, options = page.get_by_role("combobox"), page.get_by_role("option")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("status")).to_contain_text("result")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/vmss-vm-deallocate/")


def test_a_query_can_be_passed_on(page, address):
    """The address holds the query; it opens the same search, and closing takes it out again."""
    page.goto(address + "entries/vmss-start/?search=VF021#caveats")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("VF021")
    page.get_by_role("combobox").fill("reimage")
    page.wait_for_url("**/entries/vmss-start/?search=reimage#caveats")
    page.get_by_role("button", name="Close").click()
    page.wait_for_url("**/entries/vmss-start/#caveats")


def test_going_back_from_a_result_shows_the_results(page, address):
    """Whoever opened the wrong result tries the next one."""
    page.goto(address)
    search(page, "reimage").click()
    page.wait_for_url("**/entries/**")
    page.go_back()
    expect(page.get_by_role("combobox")).to_have_value("reimage")


def test_it_fits_a_phone(browser, address):
    """Nothing is cut off, and the whole screen is the search."""
    page = browser.new_page(viewport={"width": 375, "height": 700}, has_touch=True)
    page.goto(address)
    page.get_by_role("button", name="Search").tap()
    page.keyboard.type("az vmss get-instance-view")
    first = page.get_by_role("option").first
    first.wait_for()
    box = first.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.close()


def test_without_script_the_control_leads_to_the_table(browser, address):
    """There is a way to every entry without script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "entries/vmss-start/")
    page.get_by_role("link", name="Search").click()
    page.wait_for_url("**/compare/")
    context.close()


def test_a_missing_page_searches_for_the_words_of_its_address(page, address):
    """A mistyped address is one click from the right page."""
    page.goto(address + "entries/vmss-dealocate/")
    first = page.locator(".fm-results a").first
    first.wait_for()
    assert first.get_attribute("href") == f"{address}entries/vmss-deallocate/"


def test_it_works_from_a_disk(page, site):
    """The site can be read offline, search included: no fetch, and links to files."""
    page.goto((site / "entries" / "vmss-start" / "index.html").as_uri())
    search(page, "az vmss deallocate").click()
    page.wait_for_url("**/entries/vmss-deallocate/index.html")
    assert "Deallocate" in page.locator("h1").inner_text()
