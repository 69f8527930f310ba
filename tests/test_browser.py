"""The real site in a real browser: it opens, finds, lists, and asks no other host."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading

import pytest
from playwright.sync_api import sync_playwright

from scripts.ensure_browser import find

pytestmark = pytest.mark.browser

PAGES = (
    "", "compare/", "properties/", "article/", "downloads/", "how-we-know/", "rules/",
    "contribute/", "categories/set-lifecycle/", "entries/vmss-deallocate/", "404.html",
)  # fmt: skip


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing, not even of a browser that went on to the next page."""

    def copyfile(self, source, outputfile):
        with contextlib.suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def log_message(self, format, *args):
        """Tests print what failed, not what was asked for."""


@pytest.fixture(scope="module")
def address(site):
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser():
    """The system's Chromium, or else Playwright's own; `make browser` sees to one of them."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])


@pytest.fixture
def page(browser, address):
    """A page that remembers what went wrong and where it went."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.faults = []
    page.on("console", lambda message: message.type == "error" and page.faults.append(message.text))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((address, "data:", "blob:"))
            or page.faults.append(f"asked {request.url}")
        ),
    )
    yield page
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_the_page_opens_without_an_error_and_asks_no_other_host(page, address, path):
    page.goto(address + path, wait_until="networkidle")
    assert page.locator("h1").first.is_visible()
    assert page.faults == []


def test_a_search_for_deallocate_leads_to_the_entry(page, address):
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("deallocate")
    page.locator("a.md-search-result__link[href*='entries/vmss-deallocate/']:visible").first.click()
    page.wait_for_url("**/entries/vmss-deallocate/**")
    assert "Deallocate" in page.locator("h1").inner_text()
    assert page.faults == []


@pytest.mark.parametrize("words", ["VF018", "virtualMachineScaleSets deallocate", "power off"])
def test_a_search_finds_by_reference_path_and_words(page, address, words):
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.locator("a.md-search-result__link").first.wait_for()
    assert "entries/" in page.locator("a.md-search-result__link").first.get_attribute("href")


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
    assert page.locator(".search-words").first.is_hidden()
    context.close()


@pytest.mark.parametrize("path", ["", "compare/", "entries/vmss-deallocate/"])
def test_nothing_is_cut_off_on_a_phone(browser, address, path):
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.close()
