"""Opens pages for tests, and remembers what went wrong in them and where they went."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request


@contextmanager
def visit(
    browser: Browser, *, width: int = 1280, height: int = 800, **options: Any
) -> Iterator[Page]:
    """A page in a context of its own, which takes the options of Playwright's contexts."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    try:
        yield context.new_page()
    finally:
        context.close()


def faults_of(page: Page, address: str) -> list[str]:
    """A list that grows with each error of a page and each request to another host."""
    faults: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            faults.append(f"asked {request.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", asked)
    return faults


def go(page: Page, url: str) -> None:
    """Opens an address; its scripts have run when the page has loaded."""
    page.goto(url, wait_until="load")
