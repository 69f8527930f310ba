"""Opens pages for tests, and remembers what went wrong in them and where they went."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page


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
    page.on("console", lambda said: said.type == "error" and faults.append(said.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((address, "data:", "blob:"))
            or faults.append(f"asked {request.url}")
        ),
    )
    return faults


def go(page: Page, url: str) -> None:
    """Opens an address and waits until the page is at rest."""
    page.goto(url, wait_until="networkidle")
