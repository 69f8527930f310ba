"""Draws docs/assets/social-card.png, the picture of shared links: python -m scripts.social_card

It is drawn by hand when the look of the site changes, and kept as a file: fonts differ from
machine to machine, so a build that drew it would not give the same bytes twice.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.ensure_browser import find

PATH = Path(__file__).parent.parent / "docs" / "assets" / "social-card.png"
WIDTH, HEIGHT = 1200, 630

PAGE = """<!doctype html>
<style>
  body { margin: 0; width: 1200px; height: 630px; display: flex; flex-direction: column;
    justify-content: space-between; box-sizing: border-box; padding: 72px 80px;
    background: #12161c; color: #e4e8ee; font-family: system-ui, "Noto Sans", sans-serif; }
  header { display: flex; align-items: center; gap: 24px; font-size: 44px; font-weight: 650; }
  svg { fill: none; stroke: #7db4ff; stroke-width: 2; stroke-linecap: round;
    stroke-linejoin: round; }
  svg .from { stroke: #a3aebd; }
  h1 { margin: 0; font-size: 76px; line-height: 1.12; letter-spacing: -0.015em; }
  p { margin: 0; font-size: 34px; color: #a3aebd; }
  b { color: #7db4ff; font-weight: 600; }
</style>
<header><svg viewBox="0 0 24 24" width="72" height="72"><path class="from"
  d="M3 5h6v6H3zM3 15h6v4H3z"/><path d="M9 8h3a3 3 0 0 1 3 3v3"/><path d="m12 12 3 3 3-3"/><path
  d="M12 19h9"/></svg>Flexmap</header>
<h1>What happens to my<br>scale-set call?</h1>
<p><b>Uniform</b> to <b>Flexible</b> orchestration on Azure, call by call,<br>
with sources and dates</p>
"""


def draw(path: Path = PATH) -> None:
    """Writes the picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_content(PAGE)
        page.screenshot(path=path)
        browser.close()


if __name__ == "__main__":
    draw()
