"""The theme's stylesheets without what is not used: lighter, and no page looks different."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import material  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright

from generator.site.stylesheets import Used, lighter, squeezed, used
from scripts.ensure_browser import find

THEME = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
STYLES = """
() => {
  const seen = new Map(), chosen = [];
  for (const element of document.querySelectorAll("*")) {
    const chain = [];
    for (let at = element; at; at = at.parentElement)
      chain.push(`${at.tagName}.${[...at.classList].join(".")}`);
    const place = chain.join(" "), count = seen.get(place) ?? 0;
    seen.set(place, count + 1);
    if (count < 3) chosen.push(element);
  }
  return chosen.flatMap((element) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part);
    if (part && style.content === "none") return "";
    return [element.tagName, element.className, part, ...[...style]
      .filter((name) => !name.startsWith("--"))
      .map((name) => `${name}: ${style.getPropertyValue(name)}`)].join("\\n");
  }));
}
"""
"""The styles of three elements of each place in the tree; rules hardly tell more apart."""

PAGES = ("", "compare/", "entries/vmss-deallocate/", "rules/", "contribute/", "404.html")
LOOKS = ((1280, "light", "screen"), (375, "dark", "screen"), (800, "light", "print"))


def rules(text: str, page: str = "", own: str = "", script: str = "") -> str:
    return lighter({"main.css": text}, [own], used([page], [script]))["main.css"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (".a{x:1}.b{x:2}", ".a{x:1}"),
        (".a,.b{x:1}", ".a{x:1}"),
        (".a .b,p{x:1}", "p{x:1}"),
        (".a:not(.b){x:1}", ".a:not(.b){x:1}"),
        (":is(.a,.b){x:1}", ":is(.a,.b){x:1}"),
        ("@media print{.b{x:1}}", ""),
        ("@media print{.a{x:1}.b{x:2}}", "@media print{.a{x:1}}"),
        ("@supports (x:y){@media (z){.a{x:1}}}", "@supports (x:y){@media (z){.a{x:1}}}"),
        ("@keyframes k{0%{x:1}to{x:2}}", "@keyframes k{0%{x:1}to{x:2}}"),
        ('@charset "utf-8";.b{x:1}', '@charset "utf-8";'),
        ('.a::after{content:"}.b{"}', '.a::after{content:"}.b{"}'),
        (r".md\:x{x:1}.a{x:1}", ".a{x:1}"),
        (".a{--x:1;y:var(--x)}", ".a{--x:1;y:var(--x)}"),
        (":root{--x:url('a;b}');--y:1}.a{y:var(--y)}", ":root{--y:1}.a{y:var(--y)}"),
        (":root{--x:var(--y);--y:1}.a{y:1}", ".a{y:1}"),
        (".a{x:1}/*# sourceMappingURL=main.css.map */", ".a{x:1}"),
    ],
)
def test_what_no_page_names_goes(text: str, left: str) -> None:
    """A class in no page takes its rule along; optional classes and strings do not count."""
    assert rules(text, page="<p class='a'>") == left


def test_a_class_in_a_script_counts() -> None:
    """Scripts make elements that no page has."""
    assert rules(".b{x:1}", script="add('b')") == ".b{x:1}"


def test_a_property_that_another_stylesheet_or_a_page_uses_stays() -> None:
    """Our own stylesheet refers to properties of the theme, and so may a style attribute."""
    assert rules(":root{--x:1}", own="p{y:var(--x)}") == ":root{--x:1}"
    assert rules(":root{--x:1}", page='<p style="y:var(--x)">') == ":root{--x:1}"


def test_a_direction_of_writing_that_no_page_has_goes() -> None:
    """The theme also lays pages out from right to left."""
    text = "[dir=ltr] .a{x:1}[dir=rtl] .a{x:2}"
    assert rules(text, page="<body class=a dir=ltr>") == "[dir=ltr] .a{x:1}"
    assert rules(text, page='<body class="a" dir="rtl">') == "[dir=rtl] .a{x:2}"


@pytest.mark.parametrize(
    "page",
    [
        '<pre class="annotate">',
        '<script id="__config">{"features": ["content.code.annotate"]}</script>',
    ],
)
def test_what_the_script_makes_on_demand_goes_when_no_page_asks(page: str) -> None:
    """The script names annotations on every site, and makes them where a page has some."""
    text, script = ".md-annotation__index{x:1}", 'make("md-annotation__index")'
    idle = '<script id="__config">{"annotate": null, "features": ["content.code.copy"]}</script>'
    assert rules(text, page=idle, script=script) == ""
    assert rules(text, page=page, script=script) == text


def test_only_palettes_of_a_page_stay() -> None:
    """The theme has twenty colours, a site has one."""
    text = "[data-md-color-primary=red]{x:1}[data-md-color-primary=custom]{x:2}"
    assert rules(text, page='<body data-md-color-primary="custom">') == (
        "[data-md-color-primary=custom]{x:2}"
    )


@pytest.mark.parametrize("text", [".b{x:1", ".b}x{", ".b{x:1}}.a{y:1}"])
def test_a_stylesheet_that_cannot_be_taken_apart_stays(text: str) -> None:
    """Better heavy than broken."""
    assert rules(text) == text


@given(st.text(alphabet="ab.{}();,:'\"\\/*-@ []=", max_size=60))
def test_any_text_gives_no_more_than_it_had(text: str) -> None:
    """No stylesheet makes the build fail, and nothing is made up."""
    assert len(rules(text)) <= len(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/* a */\n.a,\n.b {\n  x: 1 2;\n}\n", ".a,.b{x: 1 2;}"),
        ('.a::after { content: " /* { */ " attr(b) }', '.a::after{content: " /* { */ " attr(b)}'),
        ("@media (x: 1) and (y) {\n.a .b { }\n}", "@media (x: 1) and (y){.a .b{}}"),
    ],
)
def test_our_own_stylesheets_lose_only_what_people_read(text: str, left: str) -> None:
    """Comments are for those who change the file."""
    assert squeezed(text) == left


def test_everything_used_leaves_the_theme_as_it_was() -> None:
    """Taking apart and putting together loses nothing."""
    text = next(THEME.glob("main.*.min.css")).read_text(encoding="utf-8")
    words = frozenset(re.findall(r"[\w-]+", text))
    use = Used(classes=words, colours=words, directions=words, references=words)
    assert lighter({"main.css": text}, [], use)["main.css"] == text.partition("/*# source")[0]


def test_the_built_site_has_lighter_styles(site: Path) -> None:
    """What a reader loads first is at most two thirds of what the theme ships."""
    for path in (site / "assets" / "stylesheets").glob("*.css"):
        shipped = gzip.compress((THEME / path.name).read_bytes())
        assert len(gzip.compress(path.read_bytes())) < len(shipped) * 2 / 3


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "media"), LOOKS)
def test_no_page_looks_different(site: Path, width: int, scheme: Any, media: Any) -> None:
    """Every style of an element of each kind is that of the theme as shipped."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.emulate_media(media=media, color_scheme=scheme, reduced_motion="reduce")
        for path in PAGES:
            file = site / path / "index.html" if not path.endswith(".html") else site / path
            light = styles(page, site, file, shipped=False)
            assert light == styles(page, site, file, shipped=True), path
        browser.close()


def styles(page, site: Path, file: Path, *, shipped: bool) -> list[str]:
    """The computed styles of a page, with the stylesheets of the site or of the theme."""

    def answer(route) -> None:
        path = urlsplit(route.request.url).path.lstrip("/")
        theme = THEME / Path(path).name
        file = theme if shipped and theme.is_file() else site / path
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(f"https://flexmap.example/{file.relative_to(site)}", wait_until="load")
    page.locator("html.js").wait_for(state="attached")
    found = page.evaluate(STYLES)
    assert len(found) > 300
    return found
