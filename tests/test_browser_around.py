"""Home, clients, open questions, policy and archive in a real browser."""

from __future__ import annotations

import zipfile
from itertools import pairwise

import pytest

from generator.site.offline import NAME

pytestmark = pytest.mark.browser

OURS = (
    "", "verdicts/partial/", "clients/azure-cli/", "clients/powershell/", "clients/terraform/",
    "disputes/", "unknowns/", "changes/", "downloads/", "hosting/", "404.html",
)  # fmt: skip
OTHERS = (
    "compare/", "properties/", "article/", "how-we-know/", "coverage/", "rules/", "contribute/",
    "categories/sets/", "entries/vmss-deallocate/", "entries/property-overprovision/", "r/vf018/",
)  # fmt: skip
RESULT = "dialog a[href*='entries/vmss-deallocate/']"
LISTEN = """addEventListener("securitypolicyviolation", (event) =>
  console.error("policy", event.violatedDirective, event.blockedURI, event.sample));"""


@pytest.fixture
def open_page(browser):
    """Opens a page in a context of its own and remembers what went wrong in it."""
    contexts = []

    def opened(url, wait="load", **settings):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda m: m.type == "error" and page.faults.append(m.text))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        if settings.get("java_script_enabled", True):
            page.add_init_script(LISTEN)
        page.goto(url, wait_until=wait)
        return page

    yield opened
    for context in contexts:
        context.close()


# Policy


@pytest.mark.parametrize("path", OURS + OTHERS)
def test_no_page_breaks_the_policy(open_page, address, path) -> None:
    """Every kind of page works under the policy that it carries."""
    page = open_page(address + path, wait="networkidle")
    assert page.locator("h1, body > p").first.is_visible()
    assert page.faults == []


def test_the_policy_stops_what_it_does_not_name(open_page, address) -> None:
    """The test above can fail: a foreign script and an inline one are reported."""
    page = open_page(address)
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.head.append(script);
        }"""
    )
    assert page.evaluate("window.ran") is None
    assert any("policy script-src" in fault for fault in page.faults)


def test_the_colours_are_kept_from_page_to_page(open_page, address) -> None:
    """The theme's inline scripts, which are our own, do what the stock ones did."""
    page = open_page(address)
    page.locator("label[for^=__palette]:visible").click()
    page.locator("label[for^=__palette]:visible").click()
    chosen = page.locator("body").get_attribute("data-md-color-scheme")
    page.goto(address + "clients/azure-cli/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == chosen == "slate"
    assert page.faults == []


# The question box


def test_the_question_box_opens_the_search_with_its_words(open_page, address) -> None:
    """One question, one place that answers."""
    page = open_page(address)
    page.fill("form.ask input", "deallocate")
    page.press("form.ask input", "Enter")
    page.locator(RESULT).first.wait_for()
    assert page.locator("dialog input").input_value() == "deallocate"
    assert page.faults == []


def test_a_question_from_the_address_bar_is_asked(open_page, address) -> None:
    """What opensearch.xml promises to browsers."""
    page = open_page(address + "?search=deallocate")
    page.locator(RESULT).first.wait_for()


@pytest.mark.parametrize("path", ["", "404.html"])
def test_without_script_the_question_leads_to_the_table(open_page, address, path) -> None:
    """The table is whole without script, so the reader can look there."""
    page = open_page(address + path, java_script_enabled=False)
    page.fill("form.ask input", "deallocate")
    page.press("form.ask input", "Enter")
    page.wait_for_url("**/compare/?search=deallocate")
    assert page.locator("table.compare tbody tr").first.is_visible()


def test_the_question_box_is_reached_by_keyboard(open_page, address) -> None:
    """It comes before the rest of the page, in the order of reading."""
    page = open_page(address)
    page.locator("h1").first.evaluate("h1 => { h1.tabIndex = -1; h1.focus(); }")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "ask_words":
            break
    assert page.evaluate("document.activeElement.id") == "ask_words"


# Pages in other sizes, colours and on paper


def test_nothing_is_cut_off_on_a_phone_or_at_200_percent(open_page, address) -> None:
    """640 pixels are 1280 at 200 %, and 320 are 1280 at 400 %."""
    page = open_page(address)
    for path in OURS:
        page.goto(address + path, wait_until="load")
        for width in (640, 375, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("path", ["", "clients/azure-cli/", "disputes/", "unknowns/"])
def test_nothing_is_cut_off_in_print(open_page, address, path) -> None:
    """A page of paper is about 718 pixels wide between its margins."""
    page = open_page(address + path, viewport={"width": 718, "height": 1000})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 718


def test_forced_colours_keep_the_edges_of_the_form(open_page, address) -> None:
    """In the colours of the system the box and the button are still seen as such."""
    page = open_page(address, forced_colors="active")
    for part in ("input", "button"):
        style = page.locator(f"form.ask {part}").evaluate("e => getComputedStyle(e).borderStyle")
        assert style == "solid"


def test_headings_go_down_one_step_at_a_time(open_page, address) -> None:
    """Who listens to the page jumps from heading to heading."""
    page = open_page(address)
    for path in OURS:
        page.goto(address + path, wait_until="load")
        levels = page.locator("article :is(h1, h2, h3, h4)").evaluate_all(
            "all => all.map((heading) => +heading.tagName[1])"
        )
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


# Redirects


def test_a_reference_takes_the_anchor_along(open_page, address) -> None:
    """A caveat can be cited by the short reference."""
    page = open_page(address + "r/vf018/#cli-one-id")
    page.wait_for_url("**/entries/vmss-deallocate/#cli-one-id")
    assert page.faults == []


# Archive


@pytest.fixture(scope="module")
def disk(site, tmp_path_factory):
    """The archive as somebody unpacked it, by the address of its first page."""
    folder = tmp_path_factory.mktemp("disk")
    with zipfile.ZipFile(site / NAME) as opened:
        opened.extractall(folder)
    return (folder / "flexmap" / "index.html").as_uri()


def test_the_archive_opens_from_a_disk(open_page, disk) -> None:
    """From page to page by their links, without an error and without a list of files."""
    page = open_page(disk)
    page.locator("article a[href*='verdicts/same/']").first.click()
    page.wait_for_url("**/verdicts/same/index.html")
    page.locator("article a[href*='entries/']").first.click()
    page.wait_for_url("**/entries/*/index.html")
    assert page.locator(".answer").is_visible()
    page.locator(".md-tabs a", has_text="Compare").click()
    page.wait_for_url("**/compare/index.html")
    assert page.locator("table.compare tbody tr").first.is_visible()
    assert page.faults == []


def test_the_archive_is_searched_without_a_server(open_page, disk) -> None:
    """The words lead to the entry, and choosing it opens its page."""
    page = open_page(disk)
    page.fill("form.ask input", "deallocate")
    page.press("form.ask input", "Enter")
    page.locator(RESULT).first.click()
    page.wait_for_url("**/entries/vmss-deallocate/index.html*")
    assert page.locator(".answer").is_visible()
    assert page.faults == []


def test_a_reference_in_the_archive_leads_to_its_entry(open_page, disk) -> None:
    """Old links work there too, their anchors included."""
    page = open_page(disk.replace("index.html", "r/vf018/index.html#cli-one-id"))
    page.wait_for_url("**/entries/vmss-deallocate/index.html#cli-one-id")


def test_a_link_that_a_script_makes_names_its_page(open_page, disk) -> None:
    """Results of the search are such links."""
    page = open_page(disk)
    page.evaluate(
        """() => {
          const link = Object.assign(document.createElement("a"), { textContent: "made" });
          link.href = new URL("entries/vmss-deallocate/#cli-one-id", location);
          document.querySelector("article").prepend(link);
        }"""
    )
    page.click("text=made")
    page.wait_for_url("**/entries/vmss-deallocate/index.html#cli-one-id")
