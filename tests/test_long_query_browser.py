"""A long text in a field of the search or the filter does not become the address."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import go, visit

pytestmark = pytest.mark.browser

LONGEST = 500
LONG = "az vmss deallocate " + "words of an error that goes on and on, é€ " * 1_000


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with visit(browser, permissions=["clipboard-read", "clipboard-write"]) as opened:
        yield opened


def paste(page: Page, field: Locator, text: str) -> None:
    """Pastes as a reader does: browsers cut what people put in, and nothing else."""
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    field.press("Control+v")


def given(page: Page, name: str) -> str:
    return parse_qs(urlsplit(page.url).query).get(name, [""])[0]


def test_a_long_text_in_the_search_is_cut(page: Page, address: str) -> None:
    """Its beginning is what is searched, and what the address holds."""
    go(page, address)
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    paste(page, field, LONG)
    page.wait_for_url("**/?search=az*")
    expect(page.get_by_role("option").first).to_be_visible()
    assert field.input_value() == LONG[:LONGEST]
    assert given(page, "search") == LONG[:LONGEST].strip()


def test_an_address_with_a_long_text_opens_the_search_for_its_beginning(
    page: Page, address: str
) -> None:
    """Nobody pastes there; a link of somebody else may be as long as a server takes."""
    go(page, f"{address}?search={'deallocate+' * 400}")
    field = page.get_by_role("combobox")
    expect(page.get_by_role("option").first).to_be_visible()
    assert len(field.input_value()) == LONGEST


@pytest.mark.parametrize(("path", "label"), [("", "A command"), ("compare/", "Find")])
def test_the_other_fields_are_cut_as_well(page: Page, address: str, path: str, label: str) -> None:
    """The question box and the filter of the table write the address, too."""
    go(page, address + path)
    field = page.get_by_label(label).first
    paste(page, field, LONG)
    assert len(field.input_value()) == LONGEST
    assert len(given(page, "text")) <= LONGEST
