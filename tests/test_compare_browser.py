"""The comparison in a browser: filters, links, order, clients, copies, and every reader."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from flexmap.mapping.vocabulary import NAMED_CLIENTS

pytestmark = pytest.mark.browser

TRIES = 200
"""How often rows are looked at until they are those that are wanted."""

FACETS = ("verdict", "category", "severity", "kind", "strength")


@pytest.fixture(scope="module")
def address(address):
    """The page that all of these tests are about."""
    return f"{address}compare/"


@pytest.fixture
def page(browser, address):
    """The page at 1280 pixels, which must not say an error."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, accept_downloads=True,
        permissions=["clipboard-read", "clipboard-write"],
    )  # fmt: skip
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.extend([message.text] * (message.type == "error")))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert faults == []


@pytest.fixture(scope="module")
def entries(mapping_json):
    return [entry for entry in mapping_json["entries"] if entry["kind"] != "moved"]


def value_of(entry: dict[str, Any], facet: str) -> str:
    """What an entry has in a facet."""
    flexible = entry["flexible"]
    return {
        "verdict": flexible["verdict"],
        "category": entry["category"],
        "severity": entry.get("strongest_severity", "none"),
        "kind": entry["kind"],
        "strength": flexible.get("strength", "none"),
        "disputed": "yes" if flexible["disputed"] else "no",
    }[facet]


def shown(page) -> list[str]:
    """The ids of the rows that are to be seen, in their order."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('table.compare tbody tr')]"
        ".filter((row) => row.offsetHeight).map((row) => row.id)"
    )
    return found


def expect_rows(page, ids) -> None:
    """Waits until as many rows are counted and the last change is drawn, then compares them."""
    wanted = list(ids)
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{len(wanted)} "))
    for _ in range(TRIES):
        if shown(page) == wanted:
            return
        page.wait_for_timeout(50)
    assert shown(page) == wanted


def tick(page, facet: str, value: str) -> None:
    """Ticks an option as a reader does, opening its list first if it has one."""
    box = page.locator(f"input[name={facet}][value='{value}']")
    if not box.is_visible():
        page.locator(f"details[data-facet={facet}] > summary").click()
    box.check()


def query(page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


# Filters


@pytest.mark.parametrize("facet", FACETS)
def test_every_value_of_a_facet_shows_its_rows(page, entries, facet) -> None:
    """A facet leaves the entries that have the value, and its number said how many."""
    for value in dict.fromkeys(value_of(entry, facet) for entry in entries):
        page.get_by_role("button", name="Clear filters").click()
        box = page.locator(f"input[name={facet}][value='{value}']")
        wanted = [entry["id"] for entry in entries if value_of(entry, facet) == value]
        expect(box.locator("xpath=..").locator(".number")).to_have_text(str(len(wanted)))
        tick(page, facet, value)
        expect_rows(page, wanted)


def test_values_of_a_facet_add_up_and_facets_narrow(page, entries) -> None:
    """Two verdicts show both; the disputed ones among them are what both facets leave."""
    tick(page, "verdict", "partial")
    tick(page, "verdict", "replaced")
    either = [e for e in entries if value_of(e, "verdict") in ("partial", "replaced")]
    expect_rows(page, [e["id"] for e in either])
    tick(page, "disputed", "yes")
    expect_rows(page, [e["id"] for e in either if e["flexible"]["disputed"]])
    assert query(page) == {"verdict": ["replaced", "partial"], "disputed": ["yes"]}


def test_the_number_of_an_option_is_what_choosing_it_would_leave(page, entries) -> None:
    """Numbers follow the other facets and not their own."""
    tick(page, "verdict", "partial")
    expect(page.get_by_role("status")).to_contain_text(" of ")
    for value in ("same", "partial"):
        number = page.locator(f"label:has(input[value='{value}']) .number").first
        assert int(number.inner_text()) == sum(value_of(e, "verdict") == value for e in entries)
    severe = [e for e in entries if value_of(e, "verdict") == "partial"]
    number = page.locator("label:has(input[value='breaking']) .number")
    assert int(number.text_content()) == sum(value_of(e, "severity") == "breaking" for e in severe)


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        ("az vmss deallocate", "vmss-deallocate"),
        ("DEALLOCATE  scale set", "vmss-deallocate"),
        ("VirtualMachineScaleSets_Deallocate", "vmss-deallocate"),
        ("Start-AzVmss", "vmss-start"),
        ("begin_power_off", "vmss-power-off"),
        ("properties.upgradePolicy.rollingUpgradePolicy.maxSurge", "property-max-surge"),
        ("azurerm_linux_virtual_machine_scale_set.overprovision", "property-overprovision"),
        ("az vmss nic list", "network-interfaces-of-instances"),
        ("GET …/networkInterfaces", "network-interfaces-of-instances"),
        ("publicipaddresses", "network-interfaces-of-instances"),
        ("VF018", None),
    ],
)
def test_words_paths_and_names_in_any_client_find_the_row(page, entries, words, entry) -> None:
    """The reader has a line of a script; which client is chosen does not matter."""
    page.get_by_label("Find").fill(words)
    wanted = entry or next(e["id"] for e in entries if e["ref"] == words)
    expect(page.get_by_role("status")).to_contain_text(" of ")
    assert wanted in shown(page)
    assert len(shown(page)) < len(entries) / 4


def test_words_that_nothing_has_leave_nothing_and_clear_brings_all_back(page, entries) -> None:
    """The count says so, and one button undoes it."""
    page.get_by_label("Find").fill("qqq zzz")
    expect_rows(page, [])
    page.get_by_role("button", name="Clear filters").click()
    expect_rows(page, [entry["id"] for entry in entries])
    assert page.url.endswith("/compare/")


def test_the_count_is_announced(page, entries) -> None:
    """A live region says how many rows are left, in words."""
    status = page.get_by_role("status")
    expect(status).to_have_text(f"{len(entries)} entries")
    tick(page, "verdict", "none")
    some = sum(value_of(entry, "verdict") == "none" for entry in entries)
    expect(status).to_have_text(f"{some} of {len(entries)} entries")


# The address


def test_a_filtered_view_can_be_linked(page) -> None:
    """The address holds the whole state, and opening it shows the same."""
    page.get_by_label("Find").fill("instance")
    tick(page, "verdict", "replaced")
    tick(page, "severity", "breaking")
    page.locator("select[name=client]").select_option("python")
    page.get_by_role("button", name="Operation").click()
    expect(page.locator("th[aria-sort]")).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text(" of ")
    expected, link = shown(page), page.url
    assert "q" not in query(page)
    assert expected
    page.goto("about:blank")
    page.goto(link)
    expect_rows(page, expected)
    assert page.get_by_label("Find").input_value() == "instance"
    assert page.locator("select[name=client]").input_value() == "python"
    assert page.url == link


def test_back_and_forward_walk_through_the_views(page, entries) -> None:
    """Each choice is a step, a word typed is one, and nothing is lost."""
    tick(page, "verdict", "none")
    page.get_by_label("Find").press_sequentially("list", delay=10)
    page.get_by_role("button", name="Operation").click()
    expect(page.locator("th[aria-sort]")).to_have_count(1)
    page.go_back()
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    assert page.get_by_label("Find").input_value() == "list"
    page.go_back()
    expect(page.get_by_label("Find")).to_have_value("")
    expect_rows(page, [e["id"] for e in entries if value_of(e, "verdict") == "none"])
    page.go_back()
    expect_rows(page, [e["id"] for e in entries])
    page.go_forward()
    expect_rows(page, [e["id"] for e in entries if value_of(e, "verdict") == "none"])


def test_a_link_with_unknown_words_shows_the_table(page, address, entries) -> None:
    """An old or mistyped link is no dead end."""
    page.goto(f"{address}?verdict=nonsense&client=cobol&sort=colour")
    expect_rows(page, [entry["id"] for entry in entries])
    assert page.locator("select[name=client]").input_value() == "rest"


def test_rows_and_caveats_have_anchors_from_the_data(page, address, entries) -> None:
    """A link to a row shows it even where the filter of the same link would not."""
    for entry in entries:
        assert page.locator(f"tr#{entry['id']}").count() == 1
    with_caveat = next(entry for entry in entries if entry["caveats"])
    row = page.locator(f"tr#{with_caveat['id']}")
    target = row.locator("td:last-child a")
    caveats = {caveat["id"] for caveat in with_caveat["caveats"]}
    assert target.get_attribute("href").partition("#")[2] in caveats
    assert target.get_attribute("id").partition("_")[::2] in {
        (with_caveat["ref"], caveat) for caveat in caveats
    }
    other = next(e["id"] for e in entries if value_of(e, "verdict") == "same")
    page.goto(f"{address}?verdict=none#{other}")
    expect(page.locator(f"tr#{other}")).to_be_in_viewport()


# Order


@pytest.mark.parametrize("column", ["Operation", "Uniform call", "Flexible alternative"])
def test_a_header_orders_by_its_words(page, entries, column) -> None:
    """Up, down, and back to the order of the references; the header says which."""
    at = ["Operation", "Uniform call", "Flexible alternative"].index(column)
    button, head = page.get_by_role("button", name=column), page.locator("thead th").nth(at)
    cells = f"[...document.querySelectorAll('tbody tr')].map((row) => row.cells[{at}].textContent)"
    key = "(new Intl.Collator('en', { numeric: true }).compare)"
    for direction, sign in (("ascending", 1), ("descending", -1)):
        button.click()
        expect(head).to_have_attribute("aria-sort", direction)
        assert page.evaluate(
            f"{cells}.every((v, i, all) => !i || {sign} * {key}(all[i-1], v) <= 0)"
        )
    button.click()
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    assert shown(page) == [entry["id"] for entry in entries]


@pytest.mark.parametrize(
    ("column", "facet", "words"),
    [("Verdict", "verdict", "verdict"), ("Worst caveat", "severity", "severity")],
)
def test_verdicts_and_severities_order_by_rank(
    page, entries, mapping_json, column, facet, words
) -> None:
    """Not by their letters: the order of the vocabulary is that of how much work they are."""
    rank = [term["id"] for term in mapping_json["vocabulary"][words]] + ["none"]
    page.get_by_role("button", name=column).click()
    expect(page.locator("th[aria-sort]")).to_have_text(column)
    ordered = sorted(entries, key=lambda entry: rank.index(value_of(entry, facet)))
    assert shown(page) == [entry["id"] for entry in ordered]


# Clients


@pytest.mark.parametrize("client", NAMED_CLIENTS)
def test_the_names_of_a_client_fill_the_calls(page, entries, client) -> None:
    """What to type in the client stands in both columns; REST brings the page's own back."""
    entry = next(e for e in entries if e["id"] == "vmss-vm-deallocate")
    row = page.locator(f"tr#{entry['id']}")
    before = row.inner_text()
    page.locator("select[name=client]").select_option(client)
    for at, names in enumerate(
        [entry["uniform"]["names"], entry["flexible"]["alternatives"][0]["names"]], start=1
    ):
        own = [n for n in names if n["client"] == client and not n.get("deprecated")]
        typed = [n["name"] for n in own if not n.get("within") and n.get("command", True)]
        for name in typed:
            expect(row.locator("td, th").nth(at)).to_contain_text(name)
    assert query(page) == {"client": [client]}
    page.locator("select[name=client]").select_option("rest")
    expect(row).to_have_text(before, use_inner_text=True)
    assert query(page) == {}


def test_a_client_without_a_name_says_so(page) -> None:
    """An empty cell would look like a fault."""
    page.locator("select[name=client]").select_option("dotnet")
    expect(page.locator("td small", has_text="No name known in .NET").first).to_be_visible()
    cells = page.locator("td:nth-child(2), td:nth-child(3)").all_inner_texts()
    assert all(text.strip() for text in cells)


def test_names_that_do_not_arrive_are_told(browser, address) -> None:
    """The table stays as it is, and the reader knows why."""
    page = browser.new_page()
    page.route("**/names.js", lambda route: route.abort())
    page.goto(address)
    page.locator("select[name=client]").select_option("go")
    expect(page.get_by_role("status")).to_have_text("Part of this page could not be loaded")
    expect(page.locator("tr#vmss-deallocate")).to_contain_text("VirtualMachineScaleSets_Deallocate")
    page.close()


# Copies


def rows_as(page, form: str, job: str) -> str:
    """The rows in a form, from the clipboard or from a file."""
    page.locator("[data-format]").select_option(form)
    if job == "Copy":
        page.get_by_role("button", name="Copy", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text(f"copied as {form}")
        text: str = page.evaluate("navigator.clipboard.readText()")
        return text
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    assert re.fullmatch(r"flexmap-\d+\.\d+\.\d+-compare\.(csv|md|json)",
                        download.value.suggested_filename)  # fmt: skip
    return Path(download.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("job", ["Copy", "Download"])
def test_the_filtered_rows_go_out_as_csv_markdown_and_json(page, entries, job) -> None:
    """Only what is shown, in its order, with the version of the data."""
    tick(page, "verdict", "partial")
    page.get_by_role("button", name="Operation").click()
    expect(page.locator("th[aria-sort]")).to_have_count(1)
    wanted = shown(page)
    by_id = {entry["id"]: entry for entry in entries}
    lines = list(csv.DictReader(io.StringIO(rows_as(page, "CSV", job))))
    assert [line["id"] for line in lines] == wanted
    record = json.loads(rows_as(page, "JSON", job))
    assert [row["id"] for row in record["rows"]] == wanted
    assert record["address"] == page.url
    for line, row in zip(lines, record["rows"], strict=True):
        entry = by_id[row["id"]]
        for facet in ("verdict", "category", "kind", "strength"):
            assert line[facet] == row[facet] == value_of(entry, facet)
        assert line["disputed"] == value_of(entry, "disputed")
        assert row["disputed"] is entry["flexible"]["disputed"]
        assert row["ref"] == entry["ref"]
        assert row["url"].endswith(entry["url"])
        if "operation" in entry["uniform"]:
            assert row["uniform"].startswith(entry["uniform"]["operation"])
    table = rows_as(page, "Markdown", job).splitlines()
    assert len(table) == len(wanted) + 4
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table[:-2]} == {6}
    assert table[-1].startswith("Flexmap data ")


def test_a_copy_has_the_names_of_the_chosen_client(page) -> None:
    """Who works with the Azure CLI pastes its commands."""
    page.locator("select[name=client]").select_option("azure-cli")
    expect(page.locator("tr#vmss-deallocate")).to_contain_text("az vmss deallocate")
    record = json.loads(rows_as(page, "JSON", "Copy"))
    row = next(row for row in record["rows"] if row["id"] == "vmss-deallocate")
    assert row["uniform"].startswith("az vmss deallocate")
    assert record["client"] == "azure-cli"


# Readers


def test_without_script_the_table_is_whole_and_the_form_away(browser, address, entries) -> None:
    """Nothing is offered that does not work."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".filter").is_hidden()
    assert page.locator("tbody tr:visible").count() == len(entries)
    assert page.locator("thead button:not([disabled])").count() == 0
    text = page.locator("table.compare").inner_text()
    assert "VirtualMachineScaleSets_Deallocate" in text
    context.close()


def test_the_script_moves_nothing(browser, address) -> None:
    """The form is in the page from the start, so nothing jumps when it comes alive."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    held: list[Any] = []
    page.route("**/compare.js", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    where = "document.querySelector('table.compare tbody').getBoundingClientRect().top"
    page.locator("table.compare tbody tr").last.wait_for()
    page.wait_for_function("document.fonts.status === 'loaded'")
    before = page.evaluate(where)
    assert page.get_by_label("Find").is_disabled()
    held[0].continue_()
    expect(page.get_by_label("Find")).to_be_enabled()
    assert page.evaluate(where) == before
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_each_row_is_a_card_and_nothing_is_cut_off(
    browser, address, entries, scheme
) -> None:
    """Everything is within 375 pixels, in the names of each kind of client too."""
    page = browser.new_page(viewport={"width": 375, "height": 800}, color_scheme=scheme)
    for client in ("rest", "azure-cli", "java"):
        page.goto(f"{address}?client={client}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        beyond = page.evaluate(
            "[...document.querySelectorAll('.filter *, table.compare *')]"
            ".filter((n) => n.checkVisibility() && n.getBoundingClientRect().right > 375)"
            ".map((node) => node.outerHTML.slice(0, 200))"
        )
        assert beyond == []
    row = page.locator(f"tr#{entries[0]['id']}")
    boxes = [cell.bounding_box() for cell in row.locator("th, td").all()]
    assert all(a["y"] + a["height"] <= b["y"] + 1 for a, b in pairwise(boxes))
    label = "getComputedStyle(document.querySelector('tbody td'), '::before').content"
    assert "Uniform call" in page.evaluate(label)
    page.locator("select[name=sort]").select_option("-operation")
    expect(page.locator("tbody tr").first).not_to_have_attribute("id", entries[0]["id"])
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 28)"}[scheme]
    page.close()


def test_everything_can_be_done_with_the_keyboard(page) -> None:
    """Tab reaches each control in reading order, Space ticks and opens, Escape closes."""
    page.get_by_label("Find").focus()
    page.keyboard.type("list")
    seen: list[str] = []
    for _ in range(18):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(
            "(document.activeElement.name || document.activeElement.textContent).trim()"
        ))  # fmt: skip
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", seen[-1]
        if seen[-1] == "Category":
            page.keyboard.press("Space")
            expect(page.locator("details[data-facet=category]")).to_have_attribute("open", "")
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
            page.keyboard.press("Escape")
            expect(page.locator("details[open]")).to_have_count(0)
            assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    order = [
        "client",
        "verdict",
        "Category",
        "Severity",
        "Kind",
        "Strength",
        "disputed",
        "Clear filters",
    ]
    names = [re.sub(r"\s*\d*$", "", name) for name in seen]
    assert [name for name in dict.fromkeys(names) if name in order] == order
    assert {"Copy", "Download"} <= set(names)
    assert query(page)["category"]
    expect(page.get_by_role("status")).to_contain_text(" of ")
    page.get_by_role("button", name="Verdict").focus()
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Verdict")


def test_the_header_stays_in_sight(page) -> None:
    """Far down, the words of the columns are below the bar of the site."""
    page.locator("tbody tr").nth(40).scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)
    head = page.locator("thead th").first
    expect(head).to_be_in_viewport()
    bar = page.locator(".md-header").bounding_box()
    assert abs(head.bounding_box()["y"] - (bar["y"] + bar["height"])) < 2


def test_on_paper_the_header_repeats_and_nothing_is_clipped(page) -> None:
    """Filters are not printed; what they left is, with the count."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    style = "[getComputedStyle(document.querySelector('{}')).{}][0]"
    assert page.evaluate(style.format("table.compare thead", "display")) == "table-header-group"
    assert page.evaluate(style.format("table.compare thead", "breakInside")) == "avoid"
    # Chromium leaves a header out on the next page when a button has a box in it.
    assert page.evaluate(style.format("table.compare thead button", "display")) == "contents"
    assert page.get_by_label("Find").is_hidden()
    assert page.get_by_role("status").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    assert page.evaluate(
        "[...document.querySelectorAll('table.compare *')]"
        ".filter((node) => node.getBoundingClientRect().right > 720).length"
    ) == 0  # fmt: skip


def test_forced_colours_keep_what_colour_says(browser, address) -> None:
    """Icons and borders are drawn in the reader's own colours."""
    page = browser.new_page(forced_colors="active")
    page.goto(address)
    mask = "getComputedStyle(document.querySelector('td .verdict'), '::before').backgroundColor"
    text = "getComputedStyle(document.body).color"
    assert page.evaluate(mask) == page.evaluate(text)
    page.close()


# Weight


def test_the_first_view_is_light(site) -> None:
    """What a reader loads before the table can be used is at most 83 kB, gzipped: 159 rows."""
    page = site / "compare" / "index.html"
    text = page.read_text(encoding="utf-8")
    links = re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"', text)
    files = [page, *((page.parent / (style or script)).resolve() for style, script in links)]
    assert len(files) > 5
    weights = {file.name: len(gzip.compress(file.read_bytes(), 6)) for file in files}
    assert sum(weights.values()) <= 83_000, weights
    assert weights["compare.js"] < 3_700


SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) sum += value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 800);
})"""


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize(
    "query", ["?verdict=none&severity=breaking", "?client=python", "?text=deallocate"]
)
def test_a_filtered_link_opens_without_a_jump(browser, address, entries, width, query) -> None:
    """Rows that the address takes away are never shown; 0.1 is what counts as good."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + query, wait_until="networkidle")
    assert page.evaluate(SHIFTS) < 0.1
    assert 0 < len(shown(page)) <= len(entries)
    page.close()


def test_rows_are_shown_when_the_script_does_not_come(browser, address) -> None:
    """A filtered link whose script is lost shows the whole table after a while."""
    page = browser.new_page()
    page.route("**/compare.js", lambda route: route.abort())
    page.goto(f"{address}?verdict=none")
    expect(page.get_by_role("row").nth(3)).to_be_visible(timeout=6_000)
    page.close()


def test_the_chosen_client_is_kept_across_pages(browser, address) -> None:
    """A choice for the samples of an entry holds for the table, and the other way round."""
    context = browser.new_context()
    page = context.new_page()
    entry = address.replace("compare/", "entries/vmss-deallocate/")
    page.goto(entry)
    page.get_by_role("radio", name="PowerShell").first.check(force=True)
    page.goto(f"{address}#vmss-get")
    expect(page.locator("select[name=client]")).to_have_value("powershell")
    expect(page.locator("#vmss-deallocate")).to_contain_text("Stop-AzVmss")
    assert page.url.endswith("?client=powershell#vmss-get")
    page.locator("select[name=client]").select_option("python")
    page.goto(entry)
    expect(page.get_by_role("radio", name="Python").first).to_be_checked()
    page.goto(f"{address}?client=go")
    expect(page.locator("select[name=client]")).to_have_value("go")
    context.close()
