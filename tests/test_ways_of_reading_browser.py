"""Every type of page for everyone: by keyboard, dark, on paper, enlarged, without script."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from scripts.axe import violations
from tests.browsing import faults_of, go, visit

pytestmark = pytest.mark.browser

TABS, BACK = 60, 15
"""Steps with the Tab key on each page, forwards and then backwards; pages repeat themselves."""

SEEN = """() => {
  // A switch of colours is drawn by the label behind it.
  const at = document.activeElement, shown = at.matches(".md-option") ? at.nextElementSibling : at;
  const box = shown.getClientRects()[0] ?? shown.getBoundingClientRect();
  const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
  const hit = document.elementFromPoint(
    middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  return !!hit && shown.contains(hit);
}"""

FOCUS = (
    f"""(forwards) => {{
  const seen = {SEEN};"""
    """
  const at = document.activeElement, before = window.lastFocus;
  const style = getComputedStyle(at.matches(".md-option") ? at.nextElementSibling : at);
  window.lastFocus = at;
  // Past the last stop comes the first one again, with or without the window's own in between.
  window.firstFocus ??= at;
  const way = forwards ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  return {
    left: at === document.body || (!!before && forwards && at === window.firstFocus),
    text: `${at.tagName} ${(at.ariaLabel || at.textContent || at.id).trim().slice(0, 40)}`,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    inOrder: !before || !!(before.compareDocumentPosition(at) & way),
    seen: seen(),
  };
}"""
)

SETTLE = 500
"""Milliseconds in which a page may still scroll, say its table of contents, to what is read."""

CUT_OFF = """() => {
  const seen = (at) => at.checkVisibility() && at.getClientRects().length && !at.closest("svg");
  const cut = (at) => ["hidden", "clip"].includes(getComputedStyle(at).overflowX)
    && at.scrollWidth > at.clientWidth + 1 && at.clientWidth > 1;
  return [...document.querySelectorAll(".md-content *")]
    .filter((at) => seen(at) && cut(at)).map((at) => at.outerHTML.slice(0, 90));
}"""

WIDE_TABLES = """() => [...document.querySelectorAll("article table")].filter((at) =>
  at.getBoundingClientRect().right > innerWidth + 1).map((at) => at.outerHTML.slice(0, 80))"""

OUTLINE = """() => [...document.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6)")]
  .filter((at) => at.checkVisibility())
  .map((at) => ({ level: +at.tagName[1], top: at.getBoundingClientRect().top + scrollY }))"""

MOVING = """() => [...document.querySelectorAll("*")].filter((at) => {
  const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(at);
  const times = `${transitionDuration},${animationDuration}`.split(",").map(parseFloat);
  return scrollBehavior === "smooth" || Math.max(...times) > 0.01;
}).map((at) => at.outerHTML.slice(0, 80))"""

LOST_BADGES = """() => {
  const ground = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll(".verdict, .disputed, [class*='severity--']")]
    .filter((at) => getComputedStyle(at, "::before").backgroundColor === ground
      || !at.textContent.trim()).map((at) => at.outerHTML);
}"""


def test_a_page_opens_without_an_error_and_asks_no_other_host(browser, address, types) -> None:
    """What the console says would be a fault, and a request elsewhere would tell on readers."""
    with visit(browser) as page:
        faults = faults_of(page, address)
        for kind in types:
            go(page, address + kind.path)
            assert page.locator("h1").first.is_visible(), kind
        page.wait_for_load_state("networkidle")  # of the last page; the others were left loaded
    assert faults == []


def test_without_script_nothing_is_missing(browser, address, types) -> None:
    """Scripts only add: every page has its heading and its text without them."""
    with visit(browser, java_script_enabled=False) as page:
        for kind in types:
            go(page, address + kind.path)
            assert page.locator("h1").first.is_visible(), kind
            assert len(page.locator("article").inner_text()) > 100, kind


@pytest.mark.parametrize("width", [1280, 375])
def test_the_keyboard_alone_reaches_everything_in_order(browser, address, types, width) -> None:
    """Each step goes on in the page, to something that is seen and marked, and so back."""
    faults = []
    with visit(browser, width=width) as page:
        for kind in types:
            go(page, address + kind.path)
            for step in ["Tab"] * TABS + ["Shift+Tab"] * BACK:
                page.keyboard.press(step)
                at = page.evaluate(FOCUS, step == "Tab")
                if at["left"]:
                    break
                if not (at["outlined"] and at["inOrder"] and (at["seen"] or is_seen(page))):
                    faults.append((kind.name, step, at))
    assert faults == []


def test_the_navigation_of_a_phone_opens_and_closes_by_keyboard(browser, address) -> None:
    """The focus goes into the navigation and comes back to the button that opened it."""
    with visit(browser, width=375) as page:
        go(page, address)
        button = page.get_by_role("button", name="Navigation")
        assert button.get_attribute("aria-expanded") == "false"
        button.press("Enter")
        assert button.get_attribute("aria-expanded") == "true"
        assert page.evaluate("!!document.activeElement.closest('.md-sidebar--primary')")
        assert violations(page) == []
        page.keyboard.press("Escape")
        assert button.get_attribute("aria-expanded") == "false"
        assert button.evaluate("at => at === document.activeElement")


def test_the_first_stop_skips_to_the_content(browser, address, types) -> None:
    """Nobody has to go through the navigation of every page."""
    with visit(browser) as page:
        for kind in types:
            go(page, address + kind.path)
            page.keyboard.press("Tab")
            skip = page.locator("a.md-skip")
            assert skip.evaluate("at => at === document.activeElement"), kind
            target = skip.get_attribute("href") or ""
            assert page.locator(f"[id='{target[1:]}']").count() == 1, kind
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            assert page.evaluate("!document.activeElement.closest('header')"), kind


@pytest.mark.parametrize(("width", "scale"), [(640, 2), (320, 4), (375, 1)])
def test_an_enlarged_page_needs_no_sideways_scrolling(
    browser, address, types, width, scale
) -> None:
    """At 200 % and 400 %, and on a phone, lines wrap and nothing is cut off."""
    with visit(browser, width=width, height=600, device_scale_factor=scale) as page:
        for kind in types:
            go(page, address + kind.path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
            assert page.evaluate(CUT_OFF) == [], kind


def test_dark_is_dark(browser, address, types) -> None:
    """Who asks the system for dark gets no bright page."""
    with visit(browser, color_scheme="dark") as page:
        for kind in types:
            go(page, address + kind.path)
            assert brightness(page, "body") < 0.15, kind


def test_each_page_is_right_in_every_way_of_reading(browser, address, types) -> None:
    """Opened once, then read from top to bottom, on paper, without motion, in the system's
    colours and on a phone."""
    faults = []
    with visit(browser, color_scheme="dark") as page:
        for kind in types:
            page.set_viewport_size({"width": 1280, "height": 800})
            go(page, address + kind.path)
            for way in (outline, on_paper, without_motion, in_forced_colours, on_a_phone):
                faults += [(kind.name, way.__name__, fault) for fault in way(page)]
    assert faults == []


def outline(page) -> Iterator[object]:
    """One title first, no level left out, and what is read first stands first."""
    headings = page.evaluate(OUTLINE)
    levels = [heading["level"] for heading in headings]
    tops = [heading["top"] for heading in headings]
    steps = itertools.pairwise(levels)
    if levels[:1] != [1] or levels.count(1) != 1 or any(after > at + 1 for at, after in steps):
        yield levels
    if tops != sorted(tops):
        yield tops


def on_paper(page) -> Iterator[object]:
    """A page printed from a dark screen wastes no ink, and nobody clicks on paper."""
    page.emulate_media(media="print")
    if brightness(page, "body") != 1:
        yield "dark"
    for control in (".md-header", ".md-tabs", ".md-sidebar", ".md-top", ".headerlink"):
        if page.locator(f"{control}:visible").count():
            yield control
    page.emulate_media(media="screen")


def without_motion(page) -> Iterator[object]:
    """No transition lasts long enough to be seen, and no jump is scrolled."""
    page.emulate_media(reduced_motion="reduce")
    yield from page.evaluate(MOVING)
    page.emulate_media(reduced_motion="no-preference")


def in_forced_colours(page) -> Iterator[object]:
    """A mask of the ground's colour on the ground would be gone; the words stay anyway."""
    page.emulate_media(forced_colors="active")
    yield from page.evaluate(LOST_BADGES)
    page.emulate_media(forced_colors="none")


def on_a_phone(page) -> Iterator[object]:
    """Each row reads as a card there; a wide table would hide its last columns."""
    page.set_viewport_size({"width": 375, "height": 800})
    yield from page.evaluate(WIDE_TABLES)


def is_seen(page) -> bool:
    """Whether nothing covers what is in focus, once the page is at rest."""
    page.wait_for_timeout(SETTLE)
    return page.evaluate(SEEN)


def brightness(page, selector: str) -> float:
    """The mean of an element's three colours, 0 for black and 1 for white."""
    colour = page.evaluate(
        "(selector) => getComputedStyle(document.querySelector(selector)).backgroundColor", selector
    )
    return sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(","))) / (3 * 255)
