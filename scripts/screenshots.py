"""`make screenshots`: pictures of every type of page, and the one that README shows."""

from __future__ import annotations

import shutil
import sys
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from playwright.sync_api import Error as BrowserError

from scripts.axe import SCHEMES
from scripts.ensure_browser import find
from scripts.page_types import page_types
from scripts.serving import serving

ROOT = Path(__file__).resolve().parent.parent
SITE, PICTURES = ROOT / "site", ROOT / ".build" / "screenshots"
README, SHOWN = ROOT / "docs" / "assets" / "screenshot.png", "entries/vmss-deallocate/"
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 375, "height": 812},
    "desktop": {"width": 1280, "height": 800},
}
TALLEST = 6000
"""Pixels of a page in a picture; what is below repeats what is above."""


def main() -> int:
    """Writes the pictures; exit code 2 with a reason when that cannot be done."""
    try:
        shutil.rmtree(PICTURES, ignore_errors=True)
        PICTURES.mkdir(parents=True)
        with serving(SITE) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
            for size, scheme in product(SIZES, SCHEMES):
                _take_all(browser, server.address, size, scheme)
            _take_shown(browser, server.address)
    except (BrowserError, OSError) as error:
        print(f"cannot take pictures: {error}", file=sys.stderr)
        return 2
    print(f"{len(list(PICTURES.iterdir()))} pictures in {PICTURES.relative_to(ROOT)}")
    return 0


def _take_all(browser: Browser, address: str, size: str, scheme: Literal["light", "dark"]) -> None:
    # A picture of the whole page would catch the header half faded.
    page = browser.new_page(viewport=SIZES[size], color_scheme=scheme, reduced_motion="reduce")
    for kind in page_types(SITE):
        _open(page, address + kind.path)
        _whole(page, PICTURES / f"{kind.name}-{size}-{scheme}.png")
    _open(page, address)
    page.keyboard.press("/")
    page.keyboard.type("deallocate")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / f"search-{size}-{scheme}.png")
    page.close()


def _take_shown(browser: Browser, address: str) -> None:
    """The picture in README: what a reader sees without scrolling."""
    page = browser.new_page(viewport=SIZES["desktop"], color_scheme="light")
    _open(page, address + SHOWN)
    page.screenshot(path=README)
    page.close()


def _open(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")


def _whole(page: Page, path: Path) -> None:
    size = page.viewport_size or SIZES["desktop"]
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    clip = {"x": 0, "y": 0, "width": size["width"], "height": max(height, size["height"])}
    page.screenshot(path=path, full_page=True, clip=clip)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
