"""The page check/ with texts that it cannot read, and with texts of some megabytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator.pages.hosting import Hosting
from generator.site.materials import inline_scripts
from scripts.serving import Server, serving
from tests.browsing import faults_of, go, visit

pytestmark = pytest.mark.browser

CALL = "az vmss deallocate -g a -n b --instance-ids 1\n"
MEGABYTES = 1_000_000
SHOWN, FINDINGS, LINES, WIDEST = 200_000, 50, 400, 1_000
"""What the page takes into its field, and what one piece of the result has at most."""


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    with serving(site, Hosting(scripts=inline_scripts()).headers) as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """The page, which must report no error of its own, whatever it is given."""
    with visit(browser, permissions=["clipboard-read", "clipboard-write"]) as opened:
        faults = faults_of(opened, server.address)
        go(opened, server.address + "check/")
        yield opened
        assert faults == []


@pytest.fixture(scope="module")
def loaded(browser: Browser, server: Server) -> Iterator[tuple[Page, list[str]]]:
    """A page that has its parsers: loading them takes longer than most of what is tried here."""
    with visit(browser, permissions=["clipboard-read", "clipboard-write"]) as opened:
        faults = faults_of(opened, server.address)
        go(opened, server.address + "check/")
        yield opened, faults


@pytest.fixture
def ready(loaded: tuple[Page, list[str]]) -> Iterator[Page]:
    """The loaded page, cleared of what was there before."""
    opened, faults = loaded
    opened.get_by_role("button", name="Clear").click()
    yield opened
    assert faults == []


def give(page: Page, folder: Path, content: bytes, name: str = "x.sh") -> None:
    """Chooses a file, as a reader does."""
    file = folder / name
    file.write_bytes(content)
    page.locator("input[type='file']").set_input_files(file)


def status(page: Page, words: str) -> str:
    """What the page says, once it has said these words; a sentence and no traceback."""
    place = page.locator("form.check [role='status']")
    expect(place).to_contain_text(words, timeout=120_000)
    said = place.inner_text()
    assert "Traceback" not in said
    assert "File " not in said
    return said


# Texts that cannot be read


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"az vmss list\x00\xff", "It is binary, not text."),
        ("az vmss list".encode("utf-16") + b"x", "Its text is cut or mixed"),
        (b"x" * (5 * MEGABYTES + 1), "It has more than 5 MB"),
    ],
)
def test_a_text_that_is_none_is_said_in_a_sentence(
    ready: Page, tmp_path: Path, content: bytes, words: str
) -> None:
    """Each reason has its sentence, and the page goes on."""
    give(ready, tmp_path, content)
    status(ready, words)
    give(ready, tmp_path, CALL.encode(), "y.sh")
    status(ready, "1 finding in 1 line")


TRAP = """throw new WebAssembly.RuntimeError("memory access out of bounds");"""
DEEP = """throw new RangeError("Maximum call stack size exceeded");"""
ROOM = """throw new RangeError("Array buffer allocation failed");"""


@pytest.mark.parametrize("fault", [TRAP, DEEP, ROOM])
def test_a_parser_that_gives_up_is_said_in_a_sentence(page: Page, fault: str) -> None:
    """What a parser in WebAssembly does at the end of its stack or of the memory.

    The fault is put into the page's own code, since no text that crashes a parser is kept here.
    """

    def faulty(route: Route) -> None:
        body = route.fetch().text()
        assert "parse(name, bytes) {" in body
        route.fulfill(
            body=body.replace("parse(name, bytes) {", f"parse(name, bytes) {{ {fault}"),
            content_type="text/javascript",
        )

    page.context.route("**/assets/check/bridge.js", faulty)
    page.get_by_role("button", name="Try an example").click()
    status(page, "Its parser gave up on it")
    page.context.unroute_all()
    page.get_by_role("button", name="Check", exact=True).click()
    status(page, "4 findings in")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("RecursionError()", "It is nested too deeply."),
        ("MemoryError()", "need more memory than the browser gives"),
        ("KeyError('fault')", "Its parser gave up on it"),
    ],
)
def test_an_error_of_the_package_is_said_in_a_sentence(page: Page, error: str, words: str) -> None:
    """A fault of ours is none that a reader has to understand."""

    def faulty(route: Route) -> None:
        files = json.loads(route.fetch().text())
        code = files["flexmap_check.py"]
        assert "    done = review_text(" in code
        files["flexmap_check.py"] = code.replace(
            "    done = review_text(", f"    raise {error}\n        done = review_text("
        )
        route.fulfill(json=files)

    page.context.route("**/check/flexmap.json", faulty)
    page.get_by_role("button", name="Try an example").click()
    status(page, words)


def test_parts_that_do_not_fit_together_are_said_in_a_sentence(page: Page) -> None:
    """A browser may have kept an old file of the site beside a new one."""
    page.context.route("**/mapping.json", lambda route: route.fulfill(json={"format": "0.1"}))
    page.get_by_role("button", name="Try an example").click()
    assert "Try again" in status(page, "The check could not be loaded")


# Texts of some megabytes


def test_a_long_file_is_kept_beside_the_field(ready: Page, tmp_path: Path) -> None:
    """A field takes seconds to lay out megabytes, in which the page does nothing else."""
    lines = "echo some words that name no set at all\n" * (4 * MEGABYTES // 40)
    give(ready, tmp_path, f"{lines}{CALL}".encode(), "long.sh")
    field = ready.get_by_label("Code, or drop a file here")
    beside = ready.locator("#check_beside")
    expect(beside).to_contain_text("long.sh is too long to be shown here, 4.0 MB.")
    assert field.input_value() == ""
    status(ready, "1 finding in 100,001 lines")
    assert ready.locator(".line").count() <= LINES
    ready.get_by_role("button", name="Show every line").click()
    status(ready, "The first lines are shown")
    assert ready.locator(".line").count() == LINES
    field.fill(CALL)
    expect(beside).to_be_hidden()
    ready.get_by_role("button", name="Check", exact=True).click()
    status(ready, "1 finding in 1 line")


def test_a_long_paste_is_kept_beside_the_field(ready: Page) -> None:
    """It is checked at once, as every paste, and short ones go into the field again."""
    field = ready.get_by_label("Code, or drop a file here")
    ready.get_by_label("Language").select_option("shell")
    for text, shown in ((CALL * 6_000, False), (CALL, True)):
        ready.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        field.press("Control+v")
        expect(ready.locator("#check_beside")).to_be_visible(visible=not shown)
        assert field.input_value() == (text if shown else "")
        count = text.count("\n")
        status(ready, f"{count:,} finding{'' if count == 1 else 's'} in")


def test_thousands_of_findings_come_in_pieces(ready: Page, tmp_path: Path) -> None:
    """Each piece is as large as the last, and the next is one press away."""
    give(ready, tmp_path, (CALL * 5_000).encode())
    status(ready, "5,000 findings in 5,000 lines")
    assert ready.locator(".finding").count() == FINDINGS
    ready.get_by_role("button", name="Show more").press("Enter")
    status(ready, "100 findings of 5,000 shown")
    assert ready.locator(".finding").count() == 2 * FINDINGS
    numbers = ready.locator(".line__number").all_inner_texts()
    assert numbers == [str(at) for at in range(1, len(numbers) + 1)]
    expect(ready.locator("#finding_51")).to_be_focused()


def test_a_line_with_thousands_of_findings_is_cut(ready: Page, tmp_path: Path) -> None:
    """Minified code is one line, and all that lies in it would stand beside it."""
    give(ready, tmp_path, (f"echo {'x' * 5_000}; {CALL.strip()}; " * 300).encode())
    status(ready, "300 findings in 1 line")
    assert ready.locator(".finding").count() == FINDINGS
    (line,) = ready.locator(".line code").all()
    assert len(line.inner_text()) <= WIDEST + len("… ") + len(" …")
    assert ready.locator("mark").first.inner_text().startswith("az vmss deallocate")
    assert ready.locator(".line__note").count() <= 10


def test_a_check_can_be_left_while_it_runs(ready: Page, tmp_path: Path) -> None:
    """The page answers while the worker is busy, and clearing ends the worker."""
    give(ready, tmp_path, (CALL * 100_000).encode())
    status(ready, "Checking…")
    ready.get_by_role("button", name="Clear").click()
    status(ready, "Cleared")
    assert not ready.locator("#check_beside").is_visible()
    expect(ready.locator(".checked")).to_be_hidden()
