"""`make audit`: builds the site as it would be published here, opens it, prints the figures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError

from scripts.audit.aims import Row, misses, table
from scripts.audit.lighthouse import FORMS, AuditError, axe_script, install, look
from scripts.audit.views import faults, first_view, search_index
from scripts.ensure_browser import find
from scripts.serving import Server, serving

ROOT = Path(__file__).resolve().parent.parent.parent
SITE, PACKAGES = ROOT / ".build" / "audit" / "site", ROOT / ".build" / "audit" / "packages"
PAGES = {
    "home": "",
    "compare": "compare/",
    "entry": "entries/vmss-deallocate/",
    "category": "categories/set-lifecycle/",
}


def main() -> int:
    """Prints the table; 0 when every aim is met, 1 when one is missed, 2 when it cannot look."""
    chromium = find()
    try:
        if chromium is None:
            raise AuditError("no Chromium; run `make browser`")
        install(PACKAGES)
        SITE.mkdir(parents=True, exist_ok=True)
        with serving(SITE) as server:
            _build(server.address)
            return _audit(server, chromium)
    except (AuditError, BrowserError, OSError) as error:
        print(f"cannot audit: {error}", file=sys.stderr)
        return 2


def _build(address: str) -> None:
    """Builds the site with the address it is served at, so that its own links lead to it."""
    command = [sys.executable, "-m", "generator", "build", "--site", str(SITE)]
    environment = os.environ | {"FLEXMAP_SITE_URL": address}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise AuditError("the site could not be built; the lines above say why")


def _audit(server: Server, chromium: str) -> int:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        rows = [_row(browser, server, page, form, chromium) for page in PAGES for form in FORMS]
        index = search_index(browser, server)
    print(table(rows, index))
    missed = misses(rows, index)
    print("\n".join(missed) if missed else "every aim is met")
    return 1 if missed else 0


def _row(browser: Browser, server: Server, page: str, form: str, chromium: str) -> Row:
    print(f"{page} on {form}", file=sys.stderr)
    path = PAGES[page]
    found = faults(browser, server, path, form, axe_script(PACKAGES))
    judged = look(server.address + path, form, folder=PACKAGES, chromium=chromium)
    for line in (*(f"axe, {fault}" for fault in found), *judged.lost):
        print(f"  {line}", file=sys.stderr)
    return Row(
        page=page,
        form=form,
        scores=judged.scores,
        faults=len(found),
        first_view=first_view(browser, server, path, form),
    )


if __name__ == "__main__":
    sys.exit(main())
