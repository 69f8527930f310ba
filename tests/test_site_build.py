"""The whole site: the same bytes every time, the same pages in both builders, never half."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from generator.first_look import FEW
from generator.hosting import policy, script_hash
from generator.publish import copy_hand_written, publish
from generator.render import inline_scripts, render
from generator.site import SiteError, build_site
from generator.site_memory import SiteMemory
from generator.write import write_files
from scripts.ensure_browser import find
from scripts.serving import serving
from tests.page_reader import Reader

ROOT = Path(__file__).resolve().parent.parent


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def content_links(site: Path, page: str) -> set[str]:
    """Where the article of a page leads; what is around it is each builder's own."""
    text = (site / page).read_text(encoding="utf-8")
    article = re.search(r"<article.*</article>", text, re.DOTALL)
    found = Reader(article.group() if article else text).links
    return {link.removesuffix("index.html") for link in found if link}


@pytest.fixture(scope="module")
def project(mapping, tmp_path_factory) -> Path:
    """A copy of what a builder reads, in a folder of its own."""
    folder = tmp_path_factory.mktemp("elsewhere") / "project"
    copy_hand_written(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    write_files(folder / "docs", render(mapping))
    return folder


@pytest.fixture(scope="module")
def zensical(project) -> Path:
    """The site as Material's successor builds it from the same files."""
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean"],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout + done.stderr
    return project / "site"


def test_another_folder_another_day_and_a_second_time_give_the_same_bytes(
    site, mapping, project, tmp_path, monkeypatch
) -> None:
    """Nothing of the site depends on the clock, the folder or what was built before."""
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    monkeypatch.chdir(tmp_path)
    again = tmp_path / "again"
    publish(mapping, root=project, docs=project / "docs", site=again, in_place=False)
    monkeypatch.undo()
    time.tzset()
    first, second = bytes_of(site), bytes_of(again)
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []


def test_zensical_builds_the_same_pages(site, zensical) -> None:
    """Material announces its own end of life, so the tree has to build with its successor."""
    pages = {path for path in bytes_of(site) if path.endswith(".html")}
    assert pages == {path for path in bytes_of(zensical) if path.endswith(".html")}


def test_zensical_makes_the_same_links(site, zensical) -> None:
    """A reader of either site comes to the same places."""
    pages = sorted(path for path in bytes_of(site) if path.endswith("/index.html"))
    different = {
        page: content_links(site, page) ^ content_links(zensical, page)
        for page in pages
        if content_links(site, page) != content_links(zensical, page)
    }
    assert different == {}


def test_both_builders_serve_the_same_data_and_the_same_search(site, zensical) -> None:
    """Exports and the search are files of docs/; neither builder adds a search of its own."""
    for path in ("mapping.json", "search/index.js", "assets/search/engine.js"):
        assert (site / path).read_bytes() == (zensical / path).read_bytes(), path
    for page in ("index.html", "404.html", "entries/vmss-deallocate/index.html"):
        opener = re.compile(r'<a class="fm-search" href="[./]*compare/" data-base="[^"]+">')
        texts = [(built / page).read_text(encoding="utf-8") for built in (site, zensical)]
        assert [len(opener.findall(text)) for text in texts] == [1, 1], page
        assert not [text for text in texts if 'data-md-component="search"' in text], page
    assert not (site / "search" / "search_index.json").exists()


def test_zensical_runs_no_inline_script_that_the_policy_does_not_name(zensical) -> None:
    """Our inline scripts stand in for the stock ones of both themes."""
    whole = policy(inline_scripts())
    for path in sorted(zensical.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        assert '<meta http-equiv="Content-Security-Policy"' in html, path
        for text in re.findall(r"<script(?![^>]*(?:src=|json))[^>]*>(.*?)</script>", html, re.S):
            assert script_hash(text) in whole, (path, text[:80])


@pytest.mark.browser
def test_zensicals_own_script_keeps_to_the_policy(zensical) -> None:
    """What that script adds to a page by itself is named in the policy."""
    faults: list[str] = []
    with serving(zensical) as server, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        for path in ("", "compare/", "entries/vmss-deallocate/", "clients/azure-cli/"):
            page.goto(server.address + path, wait_until="networkidle")
        browser.close()
    assert [fault for fault in faults if "Content Security Policy" in fault] == []


@pytest.mark.parametrize("which", ["site", "zensical"])
def test_the_edit_link_opens_the_data_file(request, which) -> None:
    """Who sees a wrong fact lands in the file that holds it."""
    built = request.getfixturevalue(which)
    text = (built / "entries" / "vmss-deallocate" / "index.html").read_text(encoding="utf-8")
    assert re.search(r'href="https://[^"]+/edit/main/data/entries/vmss-deallocate\.yml"', text)


def test_a_page_that_breaks_the_build_leaves_the_earlier_site(tmp_path) -> None:
    """A half-built site is never served: it is built beside, then swapped."""
    docs, site = tmp_path / "docs", tmp_path / "site"
    docs.mkdir()
    (docs / "index.md").write_text("# One\n")
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: x\nstrict: true\ntheme: {name: material, font: false}\n")
    build_site(config=config, docs=docs, site=site, date="2026-01-31")
    before = bytes_of(site)
    (docs / "index.md").write_text("# Two\n\n[nowhere](missing.md)\n")
    with pytest.raises(SiteError, match=r"missing\.md"):
        build_site(config=config, docs=docs, site=site, date="2026-01-31")
    assert bytes_of(site) == before
    assert [path.name for path in tmp_path.iterdir() if "building" in path.name] == []


def test_a_rebuild_builds_only_what_changed_and_gives_the_bytes_of_a_whole_build(tmp_path) -> None:
    """`serve` shows a saved file soon, and shows what a whole build would."""
    docs, site, memory = tmp_path / "docs", tmp_path / "site", SiteMemory()
    docs.mkdir()
    (docs / "index.md").write_text("# One\n\n## Part\n\nOld words\n")
    (docs / "other.md").write_text("# Other\n\n[There](index.md#part)\n")
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "site_name: x\nstrict: true\ntheme: {name: material, font: false}\n"
        "nav: [{One: index.md}, {Other: other.md}]\n"  # titled, as in our mkdocs.yml
        "plugins: []\n"  # a stock index knows only the pages that are built again; ours is a file
    )
    build_site(config=config, docs=docs, site=site, date="2026-01-31", memory=memory)
    kept = (site / "other" / "index.html").stat().st_mtime_ns
    (docs / "index.md").write_text("# One\n\n## Part\n\nNew words\n")
    build_site(config=config, docs=docs, site=site, date="2026-01-31", memory=memory)
    assert (site / "other" / "index.html").stat().st_mtime_ns == kept
    build_site(config=config, docs=docs, site=tmp_path / "whole", date="2026-01-31")
    assert "New words" in (site / "index.html").read_text(encoding="utf-8")
    assert bytes_of(site) == bytes_of(tmp_path / "whole")


def many_pages(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A configuration, its pages and the place of the site; more pages than are built at once."""
    docs, config = tmp_path / "docs", tmp_path / "mkdocs.yml"
    write_pages(docs, "Old words")
    config.write_text(
        "site_name: x\nstrict: true\ntheme: {name: material, font: false}\nplugins: []\n"
        "nav: [{Home: index.md}]\nnot_in_nav: /p*/\n"
        "validation: {links: {anchors: warn}}\n"
    )
    return config, docs, tmp_path / "site"


def write_pages(docs: Path, words: str) -> None:
    anchor = words.lower().replace(" ", "-")
    for name in ("", *(f"p{number}/" for number in range(FEW + 2))):
        (docs / name).mkdir(parents=True, exist_ok=True)
        text = f"# Page\n\n## {words}\n\n[There](/p3/index.md#{anchor})\n"
        (docs / name / "index.md").write_text(text.replace("/p3/", "p3/" if not name else "../p3/"))


def test_the_page_that_is_open_is_shown_as_it_will_be_before_the_rest(tmp_path) -> None:
    """A template may change every page; who writes it looks at one."""
    config, docs, site = many_pages(tmp_path)
    memory, looks = SiteMemory(), []
    memory.look.page = "p3/"
    memory.look.ready = lambda: looks.append((dict(memory.look.pages), bytes_of(site)))
    build_site(config=config, docs=docs, site=site, date="2026-01-31", memory=memory)
    assert looks == []  # there is no site yet of which the rest could stay
    before = bytes_of(site)
    write_pages(docs, "New words")
    build_site(config=config, docs=docs, site=site, date="2026-01-31", memory=memory)
    ((pages, during),) = looks
    assert during == before
    assert pages == {"p3/": (site / "p3" / "index.html").read_bytes()}
    build_site(config=config, docs=docs, site=tmp_path / "whole", date="2026-01-31")
    assert bytes_of(site) == bytes_of(tmp_path / "whole")


def test_a_first_look_at_what_cannot_be_built_leaves_the_last_good_site(tmp_path) -> None:
    """The page that is open may be right while another one is wrong."""
    config, docs, site = many_pages(tmp_path)
    memory = SiteMemory()
    memory.look.page = "p3/"
    build_site(config=config, docs=docs, site=site, date="2026-01-31", memory=memory)
    before = bytes_of(site)
    write_pages(docs, "New words")
    (docs / "p5" / "index.md").write_text("# Page\n\n[nowhere](missing.md)\n")
    with pytest.raises(SiteError, match=r"missing\.md"):
        build_site(config=config, docs=docs, site=site, date="2026-01-31", memory=memory)
    assert list(memory.look.pages) == ["p3/"]
    assert bytes_of(site) == before


def test_a_rebuild_misses_no_link_that_died(tmp_path) -> None:
    """A page that did not change may link to an anchor that is gone."""
    docs, site, memory = tmp_path / "docs", tmp_path / "site", SiteMemory()
    docs.mkdir()
    (docs / "index.md").write_text("# One\n\n## Part\n")
    (docs / "other.md").write_text("# Other\n\n[There](index.md#part)\n")
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "site_name: x\nstrict: true\ntheme: {name: material, font: false}\n"
        "validation: {links: {anchors: warn}}\n"
    )
    build_site(config=config, docs=docs, site=site, date="2026-01-31", memory=memory)
    (docs / "index.md").write_text("# One\n\n## Another part\n")
    with pytest.raises(SiteError, match="#part"):
        build_site(config=config, docs=docs, site=site, date="2026-01-31", memory=memory)


def test_the_navigation_of_a_page_does_not_grow_with_the_entries(site, mapping) -> None:
    """Categories are in the navigation, entries are not: a full one is quadratic."""
    text = (site / "entries" / "vmss-deallocate" / "index.html").read_text(encoding="utf-8")
    article = re.search(r"<article.*</article>", text, re.DOTALL)
    assert article
    around = text.replace(article.group(), "")
    linked = [entry.id for entry in mapping.entries if f"entries/{entry.id}/" in around]
    assert set(linked) <= {"vmss-deallocate"}
