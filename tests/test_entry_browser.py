"""The page of an entry in a real browser: the answer, samples, citations, paper."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

ENTRIES = ("vmss-deallocate", "vmss-vm-power-off", "vmss-reapply", "vmss-reimage-all")
# Those whose text is longest: three or four pages before paper had a layout of its own.
LONGEST = (
    "listing-through-resource-graph",
    "migration-of-an-existing-set",
    "property-virtual-machine-scale-set",
    "vmss-create-or-update",
    "vmss-get-instance-view",
)
# For each text that can be seen: its size in points, and whether its reader has to act on it.
SIZES = """() => {
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const sizes = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const seen = element.checkVisibility() && element.getBoundingClientRect().width > 2;
    if (!seen || !walker.currentNode.data.trim()) continue;
    const body = element.matches(".answer p, .caveat > p, .caveat > p > strong");
    sizes.push([parseFloat(getComputedStyle(element).fontSize) * 0.75, body]);
  }
  return sizes;
}"""
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 700}


@pytest.fixture
def opened(browser, address):
    """Opens an entry's page in a context of its own."""
    contexts = []

    def open_(entry: str, *, context=None, **settings):
        if context is None:
            context = browser.new_context(viewport=DESKTOP, **settings)
            contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}entries/{entry}/", wait_until="networkidle")
        return page

    yield open_
    for context in contexts:
        context.close()


def shown(page) -> list[str]:
    """The clients whose samples can be seen in the first group."""
    samples = page.locator(".samples").first.locator(".sample")
    return [
        samples.nth(n).get_attribute("data-client")
        for n in range(samples.count())
        if samples.nth(n).is_visible()
    ]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_answer_is_above_the_fold_and_nothing_is_cut_off(opened, mapping, size):
    """Verdict, sentence and call, of the entries with the longest answers."""
    longest = sorted(
        mapping.entries, key=lambda entry: len(entry.title) + len(entry.flexible.headline)
    )
    page = opened(ENTRIES[0])
    page.set_viewport_size(size)
    root = page.url.removesuffix(f"entries/{ENTRIES[0]}/")
    for entry in longest[-12:]:
        page.goto(f"{root}{entry.url}", wait_until="domcontentloaded")
        bottom, wide = page.evaluate(
            """() => {
              const answer = document.querySelector(".answer");
              const last = answer.querySelector("dl dd") || answer.querySelector(".headline");
              const { scrollWidth } = document.documentElement;
              return [last.getBoundingClientRect().bottom, scrollWidth > innerWidth];
            }"""
        )
        assert bottom <= size["height"], entry.id
        assert not wide, entry.id


def test_the_chosen_client_holds_for_every_group_and_page(opened):
    page = opened("vmss-vm-power-off")
    assert shown(page) == ["azure-cli"]
    page.locator(".samples").first.get_by_label("Python").check()
    assert shown(page) == ["python"]
    assert page.locator(".samples input[value=python]:not(:checked)").count() == 0
    other = opened("vmss-deallocate", context=page.context)
    assert shown(other) == ["python"]


def test_the_client_is_chosen_by_keyboard(opened):
    page = opened("vmss-deallocate")
    page.locator(".samples").first.locator("input:checked").focus()
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["powershell"]


def test_without_script_every_sample_is_there(opened):
    page = opened("vmss-deallocate", java_script_enabled=False)
    assert shown(page) == ["rest", "azure-cli", "powershell", "python"]
    assert page.locator(".samples").first.locator(".client").first.is_visible()
    page.locator("#cite_this ~ details.cite summary").nth(2).click()
    assert page.locator("#cite_this ~ details.cite pre").nth(2).is_visible()


def test_a_citation_and_a_sample_are_copied_by_a_button(opened):
    page = opened("vmss-deallocate")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = page.locator("#cite_this ~ details.cite").first
    block.locator("summary").click()
    block.locator(".md-code__button, .md-clipboard").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == block.locator("code").inner_text().strip()
    assert "entries/vmss-deallocate/" in copied


def test_the_page_leads_to_its_file_and_to_a_filled_in_form(opened):
    page = opened("vmss-deallocate")
    edit = page.get_by_role("link", name="Edit this entry", exact=True)
    assert edit.get_attribute("href").endswith("/data/entries/vmss-deallocate.yml")
    report = page.get_by_role("link", name="Report a wrong fact").get_attribute("href")
    assert re.search(r"template=wrong-fact\.yml&title=.*&entry=VF018.*&version=", report)


@pytest.mark.parametrize("entry", [*LONGEST, *ENTRIES, "boot-diagnostics"])
def test_a_printed_entry_fits_two_pages_and_shows_its_address(opened, entry):
    page = opened(entry)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", pdf)) <= 2
    page.emulate_media(media="print")
    assert page.locator("#cite_this ~ .fold dl").get_by_text(f"/entries/{entry}/").is_visible()
    assert page.locator("p.paper").is_visible()
    assert all(action.is_visible() for action in page.locator(".caveat > .action").all())


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_printed_entry_has_the_samples_of_one_client(opened, entry):
    page = opened(entry)
    page.emulate_media(media="print")
    assert shown(page) == ["azure-cli"]


@pytest.mark.parametrize("entry", ["vmss-create-or-update", "vmss-deallocate"])
def test_a_printed_entry_can_be_read(opened, entry):
    page = opened(entry)
    assert not page.locator("p.paper").is_visible()
    page.emulate_media(media="print")
    sizes = page.evaluate(SIZES)
    assert min(size for size, _ in sizes) > 5.99
    assert min(size for size, body in sizes if body) > 6.99
    claims = " ".join(page.locator("ol.claims").all_inner_texts())
    assert claims
    assert "()" not in claims
    assert "azure-cli@" not in claims


def test_forced_colours_show_which_client_is_chosen(opened):
    page = opened("vmss-deallocate", forced_colors="active")
    chosen = page.locator(".samples label:has(:checked)").first
    other = page.locator(".samples label:not(:has(:checked))").first
    line = "element => getComputedStyle(element).borderBottomWidth"
    assert chosen.evaluate(line) != other.evaluate(line) == "0px"
