"""The order of an entry's page, what is folded away, and the boxes of the checklist."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 700}
TALLEST = 10_000
"""Pixels on a phone, folded; before the page was folded its tallest had 27,875."""

CLOSED = "element => !element.closest('details') || element.closest('details').open"
BROKEN_OPTIONS = """() => [...document.querySelectorAll("code .w")].filter((word) => {
  if (!word.checkVisibility() || !word.textContent.startsWith("--")) return false;
  return word.getClientRects().length > 1;
}).map((word) => word.textContent)"""
OFF_THE_LINE = """() => [...document.querySelectorAll(".caveat > .when")].filter((line) => {
  const badge = line.querySelector(".severity");
  const words = line.querySelector(".where");
  if (!badge || !words) return false;
  const rest = words.firstChild;
  const range = document.createRange();
  range.setStart(rest, 0);
  range.setEnd(rest, 1);
  const text = range.getBoundingClientRect();
  const box = badge.getBoundingClientRect();
  return Math.abs(text.top + text.height / 2 - (box.top + box.height / 2)) > 3;
}).length"""


@pytest.fixture
def page(browser):
    """A phone; closed after the test."""
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def test_no_entry_is_tall_on_a_phone_or_wider_than_it(page, address, mapping) -> None:
    for entry in mapping.entries:
        page.goto(f"{address}{entry.url}", wait_until="domcontentloaded")
        height, width = page.evaluate(
            "[document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
        )
        assert height <= TALLEST, entry.id
        assert width <= PHONE["width"], entry.id


@pytest.mark.parametrize("id_", ["sources_disagree", "claim_article-2022"])
def test_an_address_that_leads_into_a_fold_opens_it(page, address, id_) -> None:
    page.goto(f"{address}entries/vmss-deallocate/", wait_until="load")
    assert not page.locator(f"[id='{id_}']").evaluate(CLOSED)
    page.goto("about:blank")
    page.goto(f"{address}entries/vmss-deallocate/#{id_}", wait_until="load")
    page.wait_for_function(
        """id => {
          const top = document.getElementById(id).getBoundingClientRect().top;
          return top >= 0 && top < innerHeight;
        }""",
        arg=id_,
    )
    assert page.locator(f"[id='{id_}']").is_visible()


def test_a_link_on_the_page_opens_the_fold_also_the_second_time(page, address) -> None:
    page.goto(f"{address}entries/vmss-deallocate/", wait_until="load")
    fold = page.locator("details:has(> #sources_disagree)")
    for _ in range(2):
        page.locator(".answer .disputed").click()
        page.wait_for_function("document.querySelector('#sources_disagree').checkVisibility()")
        fold.evaluate("element => { element.open = false; }")


def test_without_script_a_fold_opens_by_its_summary(browser, address) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}entries/vmss-deallocate/", wait_until="load")
    page.locator("details:has(> #claims_for) > summary").click()
    assert page.locator("#claims_for").is_visible()
    context.close()


def test_paper_shows_what_the_screen_folds_away(page, address) -> None:
    page.goto(f"{address}entries/vmss-deallocate/", wait_until="load")
    assert not page.locator("ol.claims").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator("ol.claims").first.is_visible()
    assert page.locator(".error").count() == 0 or page.locator(".error").first.is_visible()


@pytest.mark.parametrize("entry", ["vmss-vm-list", "vmss-create-or-update", "vmss-deallocate"])
def test_options_stay_whole_and_badges_sit_on_the_line(page, address, entry) -> None:
    page.goto(f"{address}entries/{entry}/", wait_until="load")
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.locator("code .w").count()
    assert page.evaluate(BROKEN_OPTIONS) == []
    assert page.evaluate(OFF_THE_LINE) == 0


def test_the_checklist_keeps_its_ticks_until_they_are_cleared(page, address) -> None:
    page.goto(f"{address}properties/", wait_until="load")
    boxes = page.locator(".checklist input")
    assert not page.locator("[data-ticked]").is_visible()
    for number in (0, 3):
        boxes.nth(number).check()
    page.reload(wait_until="load")
    assert [n for n in range(6) if boxes.nth(n).is_checked()] == [0, 3]
    assert page.locator("[data-ticked]").inner_text().startswith(f"2 of {boxes.count()} done.")
    page.emulate_media(media="print")
    assert boxes.first.is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Clear all ticks").click()
    page.reload(wait_until="load")
    assert page.locator(".checklist input:checked").count() == 0


def test_the_checklist_follows_another_tab_and_survives_a_spoilt_store(page, address) -> None:
    page.goto(f"{address}properties/", wait_until="load")
    other = page.context.new_page()
    other.goto(f"{address}properties/", wait_until="load")
    other.locator(".checklist input").nth(1).check()
    page.wait_for_function("document.querySelectorAll('.checklist input')[1].checked")
    page.evaluate("localStorage.setItem('flexmap-checklist', '{')")
    page.reload(wait_until="load")
    page.locator(".checklist input").first.check()
    assert page.locator("[data-ticked]").is_visible()


def test_without_script_the_boxes_still_tick(browser, address) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}properties/", wait_until="load")
    page.locator(".checklist input").first.check()
    assert page.locator(".checklist input").first.is_checked()
    context.close()
