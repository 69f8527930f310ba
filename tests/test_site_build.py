"""The whole site: the same bytes every time, the same pages in both builders, never half."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from generator.pages.hosting import policy, script_hash
from generator.site.folder import SiteError, replacing
from generator.site.materials import inline_scripts, read_materials
from generator.site.mkdocs_build import build_changed, build_whole
from generator.site.publish import publish
from generator.site.render import render
from generator.site.write import assemble
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
    for name in ("docs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    assemble(folder / "docs", folder / ".build" / "docs", render(mapping, read_materials()))
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
    publish(mapping, root=project, docs=tmp_path / "docs", site=again)
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


def test_properdocs_gives_what_mkdocs_gives(site, project) -> None:
    """If MkDocs is given up, its continuation takes its place, and no reader sees a change."""
    target = project / "properdocs"
    subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=project, check=True, capture_output=True,
    )  # fmt: skip
    pages = [path for path in bytes_of(site) if path.endswith(".html")]
    assert pages == [path for path in bytes_of(target) if path.endswith(".html")]
    named = re.compile(r'<meta name="generator" content="[^"]*">')
    for page in pages:
        texts = [named.sub("", (built / page).read_text("utf-8")) for built in (site, target)]
        assert texts[0] == texts[1], page


def test_both_builders_serve_the_same_data_and_the_same_search(site, zensical) -> None:
    """Both are files beside the pages, and no builder adds a search of its own."""
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
@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("entries/vmss-deallocate", "data/entries/vmss-deallocate.yml"),
        ("contribute", "docs/contribute/index.md"),
    ],
)
def test_the_edit_link_opens_what_people_write(request, which, page, file) -> None:
    """Who sees a mistake lands in the file that holds it, not in a copy."""
    text = (request.getfixturevalue(which) / page / "index.html").read_text(encoding="utf-8")
    assert re.search(rf'href="https://[^"]+/edit/main/{re.escape(file)}"', text)
    assert (ROOT / file).is_file()


CONFIG = """\
site_name: x
strict: true
theme: {name: material, font: false}
plugins: []
nav: [{One: index.md}, {Other: other.md}]
validation: {links: {anchors: warn}}
"""


@pytest.fixture
def small(tmp_path) -> Path:
    """A folder with two pages, of which one links into the other, and their site."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# One\n\n## Part\n\nOld words\n")
    (docs / "other.md").write_text("# Other\n\n[There](index.md#part)\n")
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    build(tmp_path, tmp_path / "site")
    return tmp_path


def build(folder: Path, site: Path) -> None:
    with replacing(site, (folder / "docs",)) as building:
        build_whole(folder / "mkdocs.yml", folder / "docs", building, "2026-01-31")


def build_again(folder: Path) -> None:
    """Builds upon the earlier site, as `serve` does."""
    site = folder / "site"
    with replacing(site, (folder / "docs",)) as building:
        shutil.copytree(site, building, copy_function=os.link, dirs_exist_ok=True)
        build_changed(folder / "mkdocs.yml", folder / "docs", building, "2026-01-31")


def test_a_page_that_breaks_the_build_leaves_the_earlier_site(small) -> None:
    """A half-built site is never served: it is built beside, then swapped."""
    before = bytes_of(small / "site")
    (small / "docs" / "index.md").write_text("# Two\n\n## Part\n\n[nowhere](missing.md)\n")
    for again in (lambda: build(small, small / "site"), lambda: build_again(small)):
        with pytest.raises(SiteError, match=r"missing\.md"):
            again()
        assert bytes_of(small / "site") == before
    assert [path.name for path in small.iterdir() if "building" in path.name] == []


def test_an_anchor_that_died_is_an_error(small) -> None:
    """A page that did not change may link to an anchor that is gone."""
    (small / "docs" / "index.md").write_text("# One\n\n## Another part\n")
    with pytest.raises(SiteError, match="#part"):
        build(small, small / "site")


def test_only_what_changed_is_built_again_and_gives_the_bytes_of_a_whole_build(small) -> None:
    """`serve` shows a saved file soon, and shows what a whole build would."""
    kept = (small / "site" / "other" / "index.html").stat().st_ino
    earlier = small / "earlier"
    shutil.copytree(small / "site", earlier, copy_function=os.link)
    before = bytes_of(earlier)
    (small / "docs" / "index.md").write_text("# One\n\n## Part\n\nNew words\n")
    build_again(small)
    assert (small / "site" / "other" / "index.html").stat().st_ino == kept
    assert "New words" in (small / "site" / "index.html").read_text(encoding="utf-8")
    assert bytes_of(earlier) == before  # what is served meanwhile is the same files
    build(small, small / "whole")
    assert bytes_of(small / "site") == bytes_of(small / "whole")


def test_the_navigation_of_a_page_does_not_grow_with_the_entries(site, mapping) -> None:
    """Categories are in the navigation, entries are not: a full one is quadratic."""
    text = (site / "entries" / "vmss-deallocate" / "index.html").read_text(encoding="utf-8")
    article = re.search(r"<article.*</article>", text, re.DOTALL)
    assert article
    around = text.replace(article.group(), "")
    linked = [entry.id for entry in mapping.entries if f"entries/{entry.id}/" in around]
    assert set(linked) <= {"vmss-deallocate"}
