"""The real site in a real browser: it opens, finds, lists, and asks no other host."""

from __future__ import annotations

import pytest

from tests.browsing import faults_of

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser, address):
    """A page that remembers what went wrong and where it went."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.faults = faults_of(page, address)
    yield page
    page.close()


def test_the_table_shows_every_entry_with_its_verdict(page, address, mapping_json):
    page.goto(address + "compare/")
    rows = page.locator("table.compare tbody tr")
    assert rows.count() == len(mapping_json["entries"])
    for row, entry in zip(rows.all(), mapping_json["entries"], strict=True):
        assert row.get_attribute("id") == entry["id"]
        assert row.is_visible()
    titles = {term["id"]: term["title"] for term in mapping_json["vocabulary"]["verdict"]}
    shown = rows.nth(0).inner_text()
    assert titles[mapping_json["entries"][0]["flexible"]["verdict"]] in shown


def test_the_reference_redirects_to_the_entry(page, address):
    page.goto(address + "r/vf018/")
    page.wait_for_url("**/entries/vmss-deallocate/")


def test_a_caveat_has_a_link_of_its_own(page, address):
    page.goto(address + "entries/vmss-deallocate/#cli-one-id")
    assert page.locator("#cli-one-id").is_visible()


def test_pages_read_without_script(browser, address, mapping_json):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "compare/")
    assert page.locator("table.compare tbody tr").count() == len(mapping_json["entries"])
    page.goto(address + "entries/vmss-deallocate/")
    assert page.locator(".answer").is_visible()
    context.close()


@pytest.mark.parametrize("path", ["", "compare/", "entries/vmss-deallocate/"])
def test_nothing_is_cut_off_on_a_phone(browser, address, path):
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.close()
