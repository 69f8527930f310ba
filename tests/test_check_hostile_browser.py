"""Code and names made to be obeyed, in the page that checks code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload

from flexmap.mapping import parse
from flexmap.readers.scanner import Scanner
from flexmap.report import REPORTERS, Listing
from flexmap.review.run import Settings, review_text
from scripts.serving import serving
from tests.browsing import faults_of, go, visit

pytestmark = pytest.mark.browser

NAME = "![a](x.example) @octocat <img src=x onerror=alert(1)> \u202e`.js"
CODE = """import { ComputeManagementClient } from "@azure/arm-compute";
const client = new ComputeManagementClient(a, b);
client.virtualMachineScaleSets[/*![a](//x.example) @octocat #1 <img src=x>*/x]("rg");
// flexmap: ignore VF002
"""


def test_the_page_shows_and_copies_hostile_code_as_text(browser: Browser, site: Path) -> None:
    """No element comes from the code, and the comment is that of the command."""
    with serving(site) as server, visit(browser) as page:
        faults = faults_of(page, server.address)
        go(page, server.address + "check/")
        file = FilePayload(name=NAME, mimeType="text/plain", buffer=CODE.encode())
        page.locator("form.check input[type=file]").set_input_files(file)
        page.locator(".finding").wait_for()
        assert page.locator(".checked img").count() == 0
        links = page.locator(".checked a").evaluate_all("all => all.map((one) => one.href)")
        assert all(link.startswith(server.address) for link in links)
        assert "<img src=x>" in page.locator(".finding").inner_text()
        copied = page.locator(".checked details code").text_content()
        assert faults == []
        address = server.address
    scanner = Scanner(parse((site / "mapping.json").read_text(encoding="utf-8")))
    done = review_text(scanner, NAME, "javascript", CODE.encode(), Settings(today=date.today()))
    listing = Listing(review=done, findings=tuple(done.shown()), site=address)
    # The last line has the version of the package, which need not be installed here.
    assert copied is not None
    assert copied.splitlines()[:-1] == REPORTERS["markdown"](listing).splitlines()[:-1]
    assert done.notices
