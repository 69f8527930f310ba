"""`python -m bench.table`: how fast the comparison filters and sorts, in a real browser."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.search import built
from bench.sites import make_docs
from scripts.ensure_browser import find
from scripts.serving import serving

ROOT = Path(__file__).resolve().parent.parent
SIZES = (150, 10_000)
REPEATS = 5
_TABLE = re.compile(r'<form class="filter".*?</table>', re.S)
_JOBS = {
    "text": ("text", "value", ("deallocate", "")),
    "facet": ("[value=breaking]", "checked", (True, False)),
    "verdict": ("[value=same]", "checked", (True, False)),
    "sort by call": ("sort", "value", ("uniform", "ref")),
    "sort by verdict": ("sort", "value", ("-verdict", "ref")),
}
"""What a reader does: a field of the form, its property, and the values it takes in turn."""
_ACT = """async ([field, property, value]) => {
  const form = document.querySelector(".filter");
  const at = form.elements[field] ?? form.querySelector(field);
  at[property] = value;
  const started = performance.now();
  at.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(done));
  const worked = performance.now();
  document.body.offsetHeight;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [worked - started, performance.now() - started];
}"""
"""Milliseconds until the rows are right, and until they are drawn."""


def print_tables(sources: Mapping[int, Path], site: Path, folder: Path) -> None:
    """Prints a line for each number of entries and each thing that a reader does.

    `sources` are data folders, `site` is a built site whose comparison takes their rows in
    turn; everything is written below `folder` and left there.
    """
    print("rows   what             rows right ms  drawn ms")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for entries, data in sources.items():
            other = folder / f"table-{entries}"
            shutil.copytree(site, other)
            _put_rows(data, other, folder / f"table-docs-{entries}")
            with serving(other) as server:
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                page.goto(f"{server.address}compare/", wait_until="networkidle")
                _print_times(page, entries)
                page.close()
        browser.close()


def _put_rows(data: Path, site: Path, docs: Path) -> None:
    """Replaces the form and the table in the page by those of other data."""
    make_docs(data, docs)
    made = _TABLE.search((docs / "compare" / "index.md").read_text(encoding="utf-8"))
    assert made, "the comparison has a form and a table"
    page = site / "compare" / "index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(_TABLE.sub(lambda _: made[0], text, count=1), encoding="utf-8")
    shutil.copy(docs / "compare" / "names.js", site / "compare")


def _print_times(page: Page, entries: int) -> None:
    page.locator("[name=text]").focus()
    page.wait_for_load_state("networkidle")
    rows = page.locator("table.compare tbody tr").count()
    assert rows == entries, f"{rows} rows of {entries}"
    for name, (field, what, values) in _JOBS.items():
        times = [
            page.evaluate(_ACT, [field, what, value]) for _ in range(REPEATS) for value in values
        ]
        right, drawn = (median(column) for column in zip(*times, strict=True))
        print(f"{entries:6} {name:16} {right:13.1f}  {drawn:8.1f}", flush=True)


def main() -> int:
    """Makes the data and a site, measures and prints; 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.table", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = built(folder / "site")
        print_tables({size: many(size, folder) for size in arguments.sizes}, site, folder)
    return 0


def many(size: int, folder: Path) -> Path:
    """A folder with that many generated entries, made unless it is there."""
    data = folder / f"data-{size}"
    if not data.exists():
        command = [sys.executable, "-m", "bench.many", str(ROOT / "data"), str(data), str(size)]
        subprocess.run(command, check=True, cwd=ROOT)
    return data


if __name__ == "__main__":
    sys.exit(main())
