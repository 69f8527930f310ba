"""What the search says of a question, in the dialog, on the home page and beside an empty table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.axe import SCHEMES, violations
from tests.browsing import go, visit

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with visit(browser) as opened:
        yield opened


def ask(page: Page, words: str) -> None:
    """Opens the search by its key, types, and waits for what it says."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    expect(page.get_by_role("combobox", name="Search")).to_have_value(words)


# The keys


def test_the_search_opens_again_right_after_it_was_closed(page: Page, address: str) -> None:
    """No key in between is lost, and n and p turn no page of the theme."""
    go(page, f"{address}entries/vmss-start/")
    ask(page, "restart")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("nap")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    expect(page.get_by_role("combobox", name="Search")).to_have_value("nap")
    assert page.url.partition("?")[0] == f"{address}entries/vmss-start/"


def test_keys_of_one_moment_close_and_open_it(page: Page, address: str) -> None:
    """All keys arrive before the browser draws: the field is hidden and still has the focus."""
    go(page, f"{address}entries/vmss-start/")
    ask(page, "restart")
    page.evaluate(
        """() => {
          document.querySelector(".fm-dialog").close();
          const field = document.querySelector(".fm-dialog__input");
          for (const key of "/nap") {
            const pressed = { key, bubbles: true, cancelable: true };
            field.dispatchEvent(new KeyboardEvent("keydown", pressed));
          }
        }"""
    )
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    expect(page.get_by_role("combobox", name="Search")).to_have_value("nap")
    assert page.url.partition("?")[0] == f"{address}entries/vmss-start/"


# What it says


def test_it_says_that_no_entry_speaks_of_a_question(page: Page, address: str) -> None:
    """The nearest entries are marked as such; a screen reader hears the sentence."""
    go(page, address)
    ask(page, "killing a process on the node")
    expect(page.get_by_role("status")).to_contain_text("No entry covers")
    expect(page.get_by_role("status")).to_contain_text("“killing”")
    expect(page.get_by_role("listbox", name="Nearest entries")).to_be_visible()
    page.get_by_role("combobox", name="Search").fill("restart one instance")
    expect(page.get_by_role("listbox", name="Results")).to_be_visible()
    expect(page.get_by_role("status")).not_to_contain_text("No entry")


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("encrypt disks with a customer managed key", "Keys of disk encryption"),
        ("put front door in front of the instances", "Front Door and Traffic Manager"),
    ],
)
def test_it_names_what_is_not_covered(page: Page, address: str, query: str, topic: str) -> None:
    """With the reason, so that nobody looks on."""
    go(page, address)
    ask(page, query)
    expect(page.get_by_role("status")).to_contain_text(f"Not covered: {topic}.")


def test_it_shows_what_it_corrected(page: Page, address: str) -> None:
    """The reader sees which word was taken for another."""
    go(page, address)
    ask(page, "az vmss dealocate")
    expect(page.get_by_role("status")).to_contain_text("“dealocate” was read as “deallocate”")
    expect(page.get_by_role("option").first).to_contain_text("VF018")


# The question box


def test_the_question_box_suggests_while_somebody_types(page: Page, address: str) -> None:
    """Arrows choose and Enter opens; without a choice Enter opens the search."""
    go(page, address)
    field = page.get_by_label("A question, a command, a path or the error you got")
    field.fill("restart one instance")
    suggested = page.locator(".fm-suggest").get_by_role("option")
    expect(suggested.first).to_contain_text("VF010")
    field.press("Escape")
    expect(page.locator(".fm-suggest")).to_be_hidden()
    field.press("Enter")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    expect(page.get_by_role("combobox", name="Search")).to_have_value("restart one instance")
    page.keyboard.press("Escape")
    field.fill("restart all instances")
    expect(suggested.first).to_contain_text("VF024")
    field.press("ArrowDown")
    expect(suggested.first).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    page.wait_for_url("**/entries/vmss-restart/")


def test_the_suggestions_fit_a_phone_and_go_away(browser: Browser, address: str) -> None:
    """Nothing is wider than the screen, and a tap elsewhere closes them."""
    with visit(browser, width=360, height=740, has_touch=True) as page:
        go(page, address)
        page.get_by_label("A question, a command").fill("az vmss get-instance-view")
        expect(page.locator(".fm-suggest").get_by_role("option").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.get_by_role("button", name="Find").focus()
        expect(page.locator(".fm-suggest")).to_be_visible()
        page.locator("h1").tap()
        expect(page.locator(".fm-suggest")).to_be_hidden()


def test_a_suggestion_opens_by_a_click(page: Page, address: str) -> None:
    """The list stays until the click is through."""
    go(page, address)
    page.get_by_label("A question, a command").fill("VF021")
    page.locator(".fm-suggest").get_by_role("option").first.click()
    page.wait_for_url("**/entries/vmss-redeploy/")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_in_what_is_said(
    browser: Browser, address: str, scheme: str, width: int
) -> None:
    """Neither in the suggestions nor where no entry covers a question."""
    with visit(browser, width=width, color_scheme=scheme) as page:
        go(page, address)
        page.get_by_label("A question, a command").fill("az vmss dealocate")
        expect(page.locator(".fm-suggest").get_by_role("option").first).to_be_visible()
        assert violations(page) == []
        page.locator("h1").click()
        ask(page, "encrypt disks with a customer managed key")
        expect(page.get_by_role("listbox", name="Nearest entries")).to_be_visible()
        assert violations(page) == []


# The table


def test_words_without_a_row_are_offered_to_the_search(page: Page, address: str) -> None:
    """The same words, as a question; with a row the offer goes away."""
    go(page, f"{address}compare/")
    field = page.get_by_label("Find").first
    offer = page.get_by_role("button", name="Search for")
    expect(offer).to_be_hidden()
    field.fill("spread machines over zones")
    expect(offer).to_be_visible()
    offer.click()
    expect(page.get_by_role("combobox", name="Search")).to_have_value("spread machines over zones")
    best = page.get_by_role("dialog", name="Search").get_by_role("option").first
    expect(best).to_contain_text("VF117")
    page.keyboard.press("Escape")
    field.fill("restart")
    expect(offer).to_be_hidden()
