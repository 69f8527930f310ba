"""axe finds nothing on any type of page, in either colour scheme, wide or narrow."""

from __future__ import annotations

import pytest

from scripts.axe import SCHEMES, violations
from tests.browsing import go, visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("scheme", SCHEMES),
    pytest.mark.parametrize("width", [1280, 375]),
]


def test_axe_finds_nothing_on_any_type_of_page(browser, address, types, scheme, width) -> None:
    """Names, roles, contrast and structure hold for everyone, everywhere."""
    found = {}
    with visit(browser, width=width, color_scheme=scheme) as page:
        for kind in types:
            go(page, address + kind.path)
            page.wait_for_load_state("networkidle")
            found[kind.name] = violations(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_axe_finds_nothing_in_the_open_search(browser, address, scheme, width) -> None:
    """The search is a dialog with a list that fills while one types."""
    with visit(browser, width=width, color_scheme=scheme) as page:
        go(page, address)
        page.keyboard.press("/")
        assert violations(page) == []
        page.keyboard.type("deallocate")
        page.wait_for_load_state("networkidle")
        page.locator("a[href*='entries/']:visible").first.wait_for()
        assert violations(page) == []


def test_axe_sees_a_fault(browser, address, scheme, width) -> None:
    """The check itself works: a picture without a text is told."""
    with visit(browser, width=width, color_scheme=scheme) as page:
        go(page, address)
        page.evaluate("document.querySelector('article').append(new Image(9, 9))")
        assert [fault.split(" ")[0] for fault in violations(page)] == ["image-alt"]
