"""Errors pasted into the search of the site lead where they lead in the command."""

from __future__ import annotations

import pytest

from bench.search import found_for, open_search
from tests.test_lookup_errors import PASTED

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def asked(browser, address):
    """A page whose search is open."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    open_search(page, address)
    yield page
    page.close()


@pytest.mark.parametrize("pasted", PASTED)
def test_a_pasted_error_is_found_in_the_search(asked, mapping, pasted: str) -> None:
    """The first result is the entry that the error is about, whatever stands around it."""
    wanted = next(entry.id for entry in mapping.entries if entry.ref == PASTED[pasted])
    assert found_for(asked, pasted)[0] == wanted
