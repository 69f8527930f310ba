"""The page check/ in a browser: it finds what the command finds, and keeps code to itself."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from flexmap.mapping import parse
from flexmap.readers.scanner import Scanner
from flexmap.review.run import Settings, review_text
from flexmap.sources.languages import by_name
from generator.pages.check_view import MEGABYTES
from generator.pages.hosting import WORKER, Hosting
from generator.site.materials import inline_scripts
from scripts.axe import violations
from scripts.serving import Server, serving
from tests.browsing import faults_of, go, visit
from tests.review_cases import found
from tests.test_review_golden import FOLDERS, input_of

pytestmark = pytest.mark.browser

OTHERS = {
    "emoji.sh": "# 😀 ü\naz vmss deallocate -g 'größe😀' -n x --instance-ids 1; az vmss list #😀\n"
    * 90,
    "windows.sh": "az vmss reimage -g é \\\r\n  -n x\r\naz vmss restart -g a -n b\r\n",
    "mark.ps1": "\ufeffStop-AzVmss -ResourceGroupName 'ä' -VMScaleSetName 'b' -InstanceId 3\n",
    "faulty.py": "def f(:\n  client = ComputeManagementClient(c, 'é😀')\n"
    "  client.virtual_machine_scale_sets.begin_reimage_all(a, b)\n",
    "ignored.sh": "# flexmap: ignore VF018 it stays\naz vmss deallocate -g a -n b\n",
    "dynamic.sh": 'az vmss "$what" -g a -n b\n',
}  # fmt: skip
CASES: dict[str, tuple[str, bytes]] = {
    **{folder.name: (input_of(folder).name, input_of(folder).read_bytes()) for folder in FOLDERS},
    **{name: (name, text.encode()) for name, text in OTHERS.items()},
    "wide": ("wide.sh", "az vmss deallocate -g ü -n b\n".encode("utf-16")),
    "binary": ("b.sh", b"az vmss list\x00\xff"),
    "one-byte": ("o.sh", b"# gr\xfc\xdfe\naz vmss deallocate -g \xfc -n b\n"),
    "undecodable": ("u.sh", "az vmss list".encode("utf-16") + b"x"),
}
ALL: dict[str, Any] = {"everything": True, "same": True, "site": "", "language": ""}

ASK = """([requests]) => {
  const worker = new Worker("../assets/check/worker.js", { type: "module" });
  const ask = ([request, content], id) => new Promise((yes) => {
    const findings = [];
    worker.addEventListener("message", ({ data }) => {
      if (data.id !== id) return;
      findings.push(...data.findings ?? []);
      if (data.unloaded) yes({ error: data.unloaded });
      if (data.answer) yes({ answer: { ...data.answer, findings } });
    });
    worker.addEventListener("error", (event) => yes({ error: event.message }));
    const bytes = Uint8Array.from(atob(content), (unit) => unit.charCodeAt(0));
    worker.postMessage({ id, request, content: bytes });
  });
  return Promise.all(requests.map(ask)).finally(() => worker.terminate());
}"""
DECODE = """(bytes) => import("../assets/check/bridge.js").then(({ decode }) => {
  const { text, places } = decode(Uint8Array.from(bytes));
  return [text, places && [...places].slice(0, text.length + 1)];
})"""


def hears(page: Page, words: str) -> None:
    """Waits until the page says the words; one that refuses `eval` cannot be asked otherwise."""
    page.locator("form.check [role='status']", has_text=words).wait_for()


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    """The site as a host serves it that sends the headers of the project."""
    with serving(site, Hosting(scripts=inline_scripts()).headers) as running:
        yield running


@pytest.fixture(scope="module")
def answers(browser: Browser, server: Server) -> dict[str, dict[str, Any]]:
    """What the page's worker says to each case; it is loaded once."""
    with visit(browser) as page:
        go(page, server.address + "check/")
        requests = [
            ({"name": name, **ALL}, base64.b64encode(content).decode())
            for name, content in CASES.values()
        ]
        said = page.evaluate(ASK, [requests])
    assert [item["error"] for item in said if "error" in item] == []
    return {case: item["answer"] for case, item in zip(CASES, said, strict=True)}


@pytest.fixture(scope="module")
def command(site: Path) -> Scanner:
    """The command with the mapping that the site has."""
    return Scanner(parse((site / "mapping.json").read_text(encoding="utf-8")))


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """The page, which must say no error and ask no other host."""
    with visit(browser, permissions=["clipboard-read", "clipboard-write"]) as opened:
        faults = faults_of(opened, server.address)
        go(opened, server.address + "check/")
        yield opened
        assert faults == []


@pytest.mark.parametrize("case", CASES)
def test_the_page_finds_what_the_command_finds(
    answers: dict[str, dict[str, Any]], command: Scanner, case: str
) -> None:
    """The same references, operations, places and confidence, in every language."""
    name, content = CASES[case]
    language = by_name(name)
    assert language is not None
    done = review_text(command, name, language, content, Settings(today=date.today()))
    keys = ("line", "column", "end_line", "end_column", "kind", "confidence", "mode")
    got = [
        (*(finding[key] for key in keys), [(m["ref"], m["operation"]) for m in finding["matches"]])
        for finding in answers[case]["findings"]
    ]
    expected = [
        (f.place.line, f.place.column, f.place.end_line, f.place.end_column, f.kind.value,
         f.confidence.word, f.mode.value, [(m.ref, m.operation) for m in f.matches])
        for f in done.shown(everything=True)
    ]  # fmt: skip
    assert got == expected
    assert bool(got) == (case not in ("binary", "undecodable", "ignored.sh"))
    assert answers[case]["skipped"] == (done.skipped[0].reason if done.skipped else "")
    assert answers[case]["ignored"] == done.ignored


@pytest.mark.parametrize("text", ["plain\n", "ü€\r\n😀x", "\ufeffa"])
def test_places_are_those_of_the_bytes(page: Page, text: str) -> None:
    """Each UTF-16 unit of the browser knows the byte of UTF-8 that it begins at."""
    got, places = page.evaluate(DECODE, list(text.encode()))
    assert got == text
    wanted: list[int] = []
    for at, letter in enumerate(text):
        wanted += [len(text[:at].encode())] * (len(letter.encode("utf-16-le")) // 2)
    assert places == (None if text.isascii() else [*wanted, len(text.encode())])


def test_broken_bytes_are_one_character_each(page: Page) -> None:
    """As the C library counts them: a stray byte, a cut one, a surrogate, an overlong one."""
    broken = [0x61, 0xFF, 0xE2, 0x82, 0x62, 0xED, 0xA0, 0x80, 0xC0, 0xAF]
    text, places = page.evaluate(DECODE, broken)
    assert text == "a���b" + "�" * 5
    assert places == list(range(11))


def test_nothing_is_loaded_before_it_is_needed(browser: Browser, server: Server) -> None:
    """The first view is light, and the first check costs what the page says."""
    with visit(browser) as page:
        server.forget()
        go(page, server.address + "check/")
        page.wait_for_load_state("networkidle")
        assert not [file for file in server.sent if "vendor" in file.path or "json" in file.path]
        assert sum(file.size for file in server.sent) <= 80_000
        server.forget()
        page.get_by_role("button", name="Try an example").click()
        page.locator(".finding").first.wait_for()
        assert abs(sum(file.size for file in server.sent) / 1e6 - MEGABYTES) < 1


def test_an_example_is_checked_shown_and_copied(page: Page, mapping_json: Any) -> None:
    """Lines are marked and lead to their findings, which lead to entries and caveats."""
    page.get_by_role("button", name="Try an example").click()
    page.locator(".finding").first.wait_for()
    status = page.locator("form.check [role='status']")
    assert status.inner_text().startswith("4 findings in")
    text = page.get_by_label("Code, or drop a file here").input_value()
    expected = [f for f in found(text.encode(), "shell") if not f.quiet]
    lines = page.locator(".line--found .line__number").all_inner_texts()
    assert lines == [str(finding.place.line) for finding in expected]
    titles = {entry["id"]: entry["title"] for entry in mapping_json["entries"]}
    for finding, card in zip(expected, page.locator(".finding").all(), strict=True):
        assert finding.main is not None
        url = finding.main.url
        link = card.locator("h3 a")
        assert link.get_attribute("href") == f"../{finding.main.url}"
        assert titles[finding.main.entry] in link.inner_text()
        assert card.locator("h3 .verdict").inner_text()
        assert finding.message in card.inner_text()
    page.locator(".line__note").first.press("Enter")
    assert page.url.endswith("#finding_1")
    assert page.locator("mark").first.inner_text() == "az vmss reimage"
    page.get_by_role("button", name="Copy as review comment").press("Enter")
    hears(page, "copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("### Scale-set calls and Flexible orchestration")
    assert f"{page.url.partition('check/')[0]}{url}" in copied
    assert violations(page) == []
    page.get_by_label("List").select_option("all")
    page.locator(".finding").nth(4).wait_for()
    kept = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
    assert "vmss" not in kept


def test_what_can_stand_there_is_shown_with_its_notes(page: Page) -> None:
    """The line of the VM with the arguments of the code, to be copied."""
    field = page.get_by_label("Code, or drop a file here")
    field.fill("az vmss deallocate -g rg -n web --instance-ids 3\n")
    page.get_by_role("button", name="Check").click()
    card = page.locator("article.finding").first
    card.get_by_text("az vm deallocate -g rg -n $VM_NAME").wait_for()
    assert "put the name of the VM in VM_NAME" in card.inner_text()


def test_files_pastes_and_choices(page: Page, tmp_path: Path) -> None:
    """A file is read by its name, a paste by its look, and a choice outdoes both."""
    status = page.locator("form.check [role='status']")
    told = page.locator(".checked > p").first
    field = page.get_by_label("Code, or drop a file here")
    page.get_by_role("button", name="Check", exact=True).click()
    assert "nothing to check" in status.inner_text()

    file = tmp_path / "Dockerfile"
    file.write_text(
        "FROM a\nRUN az vmss get-instance-view -g a -n b --instance-id 0\n", encoding="utf-8"
    )
    page.locator("input[type='file']").set_input_files(file)
    page.locator(".finding").first.wait_for()
    assert "Dockerfile" in told.inner_text()
    assert "as its name says" in told.inner_text()

    page.get_by_role("button", name="Clear").click()
    assert field.input_value() == ""
    assert not page.locator(".checked").is_visible()
    page.evaluate("navigator.clipboard.writeText('Get-AzVmss -InstanceView -VMScaleSetName a')")
    field.press("Control+v")
    page.locator(".finding").first.wait_for()
    assert "PowerShell by its look" in told.inner_text()

    field.fill("words of no language")
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator("select[name='language']:focus").wait_for()
    assert "language cannot be told" in status.inner_text()
    page.get_by_label("Language").select_option("python")
    page.get_by_role("heading", name="No findings").wait_for()
    assert "No name of a scale set" in told.inner_text()

    drop = """([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
      document.querySelector("form.check textarea").dispatchEvent(event);
      return event.defaultPrevented;
    }"""
    page.get_by_label("Language").select_option("")
    assert page.evaluate(drop, ["a.py", "client.virtual_machine_scale_sets.begin_reimage_all(a)\n"])
    page.locator(".finding").first.wait_for()
    assert "Python, as its name says" in told.inner_text()
    page.evaluate(drop, ["b.sh", "az vmss list\0"])
    hears(page, "binary")
    page.evaluate(drop, ["c.sh", "x" * 5_000_001])
    hears(page, "more than 5 MB")


def test_what_cannot_be_loaded_is_said(browser: Browser, server: Server) -> None:
    """A lost connection ends in words, and the next try may work."""
    with visit(browser) as page:
        go(page, server.address + "check/")
        page.context.route("**/python_stdlib.zip", lambda route: route.abort())
        page.context.route("**/mapping.json", lambda route: route.abort())
        page.get_by_role("button", name="Try an example").click()
        status = page.locator("form.check [role='status']")
        hears(page, "could not")
        assert "Try again" in status.inner_text()
        page.context.unroute_all()
        page.get_by_role("button", name="Check", exact=True).click()
        page.locator(".finding").first.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_result_fits_a_phone_and_everyone(
    browser: Browser, server: Server, scheme: Any
) -> None:
    """Nothing is cut off, axe finds nothing, and a printed page has the findings."""
    with visit(browser, width=375, color_scheme=scheme) as page:
        go(page, server.address + "check/")
        page.get_by_role("button", name="Try an example").click()
        page.locator(".finding").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        assert violations(page) == []
        page.emulate_media(media="print")
        assert page.locator(".finding").first.is_visible()
        assert not page.locator("form.check").is_visible()


def test_without_script_the_page_shows_the_command(browser: Browser, server: Server) -> None:
    """What cannot run here runs in a terminal."""
    with visit(browser, java_script_enabled=False) as page:
        go(page, server.address + "check/")
        assert page.get_by_text("This page needs JavaScript").is_visible()
        assert "flexmap review" in page.locator("article").inner_text()
        assert not page.locator("form.check").is_visible()


def test_the_worker_runs_under_the_policy_and_pages_may_not(page: Page) -> None:
    """WebAssembly is for the worker: the header of a page does not allow it, nor its element."""
    hosting = Hosting(scripts=inline_scripts())
    assert "wasm" not in dict(hosting.headers("/check/index.html"))["Content-Security-Policy"]
    its = dict(hosting.headers(WORKER))["Content-Security-Policy"]
    assert "'wasm-unsafe-eval'" in its
    assert " 'unsafe-eval'" not in its
    refused = """() => WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))
      .then(() => "compiled", (error) => error.name)"""
    assert page.evaluate(refused) == "CompileError"
