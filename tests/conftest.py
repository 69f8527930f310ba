"""Settings that hold for every test, the real site, built once, and a browser for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generator.building.check import check
from generator.site.publish import publish
from scripts.ensure_browser import find
from scripts.page_types import page_types
from scripts.serving import serving
from tests.review_cases import mapping_text

ROOT = Path(__file__).parent.parent

# Tests are never timed, and a run on another machine tries the same examples.
settings.register_profile(
    "flexmap", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("flexmap")


@pytest.fixture(scope="session")
def mapping():
    """The real data, which has no problems."""
    checked = check(ROOT / "data")
    assert checked.problems == ()
    return checked.mapping


@pytest.fixture(scope="session")
def site(mapping, tmp_path_factory) -> Path:
    """The real site; the checkout stays as it is."""
    folder = tmp_path_factory.mktemp("built")
    publish(mapping, root=ROOT, docs=folder / "docs", site=folder / "site")
    return folder / "site"


@pytest.fixture(scope="session")
def mapping_json(site):
    """What people download."""
    return json.loads((site / "mapping.json").read_text())


@pytest.fixture(scope="session")
def mapping_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mapping of this checkout as a file, without building the site."""
    path = tmp_path_factory.mktemp("mapping") / "mapping.json"
    path.write_text(mapping_text(), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def types(site):
    """One page of each type that the site has."""
    return page_types(site)


@pytest.fixture(scope="session")
def address(site):
    """Where the real site is served."""
    with serving(site) as server:
        yield server.address


@pytest.fixture(scope="module")
def browser():
    """The system's Chromium, or else Playwright's own; `make browser` sees to one of them."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
