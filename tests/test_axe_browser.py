"""axe finds nothing on any type of page, in either colour scheme, wide or narrow."""

from __future__ import annotations

import pytest

from scripts.axe import COLOURS, SCHEMES, violations
from tests.browsing import go, visit

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [1280, 375])]

DARK = "body[data-md-color-scheme=slate]"


def test_axe_finds_nothing_on_any_type_of_page(browser, address, types, width) -> None:
    """Names, roles, contrast and structure hold for everyone, everywhere.

    The colour scheme changes nothing but colours, so that in the dark their rules are enough.
    """
    faults = {}
    with visit(browser, width=width, color_scheme="light", reduced_motion="reduce") as page:
        for kind in types:
            go(page, address + kind.path)
            faults[kind.name] = violations(page)
            page.emulate_media(color_scheme="dark")
            page.locator(DARK).wait_for()
            faults[f"{kind.name}, dark"] = violations(page, rules=COLOURS)
            page.emulate_media(color_scheme="light")
    assert {name: told for name, told in faults.items() if told} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_open_search(browser, address, scheme, width) -> None:
    """The search is a dialog with a list that fills while one types."""
    with visit(browser, width=width, color_scheme=scheme) as page:
        go(page, address)
        page.keyboard.press("/")
        assert violations(page) == []
        page.keyboard.type("deallocate")
        page.locator("dialog a[href*='entries/']:visible").first.wait_for()
        assert violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_sees_a_fault(browser, address, scheme, width) -> None:
    """The check itself works: a picture without a text is told, and a word that is not seen."""
    with visit(browser, width=width, color_scheme=scheme) as page:
        go(page, address)
        page.evaluate("document.querySelector('article').append(new Image(9, 9))")
        assert [fault.split(" ")[0] for fault in violations(page)] == ["image-alt"]
        page.evaluate("document.querySelector('h1').style.color = '#999'")
        page.evaluate("document.querySelector('h1').style.background = '#888'")
        faults = [fault.split(" ")[0] for fault in violations(page, rules=COLOURS)]
        assert faults == ["color-contrast"]
