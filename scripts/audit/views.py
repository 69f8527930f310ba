"""Opens pages in Chromium as a first visitor does: what they weigh, and what axe finds."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from scripts.axe import SCHEMES, violations
from scripts.serving import Server

SIZES: dict[str, ViewportSize] = {
    "mobile": {"width": 375, "height": 667},
    "desktop": {"width": 1280, "height": 800},
}
SETTLE = 500
"""Milliseconds after the last request in which a page may still start one."""
INDEX = "search/"
"""The folder of the search index in a built site."""


def first_view(browser: Browser, server: Server, path: str, form: str) -> int:
    """The bytes on the wire of everything a page asks for before anyone touches it."""
    context = browser.new_context(viewport=SIZES[form])
    try:
        _opened(context, server, path)
        return sum(sent.size for sent in server.sent)
    finally:
        context.close()


def search_index(browser: Browser, server: Server) -> int:
    """The bytes on the wire of the index that a search asks for; 0 when it asks for none."""
    context = browser.new_context(viewport=SIZES["desktop"])
    try:
        page = _opened(context, server, "")
        page.keyboard.press("/")
        page.keyboard.type("deallocate", delay=20)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLE)
        return sum(sent.size for sent in server.sent if sent.path.startswith(INDEX))
    finally:
        context.close()


def faults(browser: Browser, server: Server, path: str, form: str, script: str) -> list[str]:
    """What axe finds on a page in both colour schemes."""
    found = []
    for scheme in SCHEMES:
        context = browser.new_context(viewport=SIZES[form], color_scheme=scheme)
        try:
            page = _opened(context, server, path)
            found += [f"{scheme}: {fault}" for fault in violations(page, script)]
        finally:
            context.close()
    return found


def _opened(context: BrowserContext, server: Server, path: str) -> Page:
    server.forget()
    page = context.new_page()
    page.goto(server.address + path, wait_until="networkidle")
    page.wait_for_timeout(SETTLE)
    return page
