"""The tools that show the quality of the site: what they count, and what they object to."""

from __future__ import annotations

import gzip
import json
import re
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.audit import lighthouse
from scripts.audit.aims import FIRST_VIEW_AT_MOST, INDEX_AT_MOST, SCORES, Row, misses, table
from scripts.page_types import chosen, kinds_of, page_types
from scripts.serving import serving

FOLDER = Path(lighthouse.__file__).parent


def row(**changes) -> Row:
    """A row that reaches every aim, but for the changes."""
    good = Row(page="home", form="mobile", scores=SCORES, faults=0, first_view=70_000)
    return replace(good, **changes)


def report(**scores) -> dict:
    """As much of a report of Lighthouse as is read; scores are 0 to 1."""
    parts = [{"id": "contrast", "weight": 3}, {"id": "hint", "weight": 0}]
    return {
        "categories": {
            name: {"score": scores.get(name.replace("-", "_"), 1), "auditRefs": parts}
            for name in SCORES
        },
        "audits": {
            "contrast": {"score": 0, "displayValue": "2 places"},
            "hint": {"score": 0},
        },
    }


# Aims


def test_nothing_is_missed_at_the_aims() -> None:
    """The aims themselves are good enough."""
    at_the_edge = row(first_view=FIRST_VIEW_AT_MOST)
    assert misses([at_the_edge], INDEX_AT_MOST) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        *(({"scores": {**SCORES, name: SCORES[name] - 1}}, name) for name in SCORES),
        ({"faults": 1}, "axe finds 1"),
        ({"first_view": FIRST_VIEW_AT_MOST + 1}, "first view"),
    ],
)
def test_one_step_below_an_aim_is_missed(changes, words) -> None:
    """Each aim is held by itself, and the miss names the page, the form and the figure."""
    (found,) = misses([row(), row(form="desktop", **changes)], INDEX_AT_MOST)
    assert found.startswith("home on desktop: ")
    assert words in found


@pytest.mark.parametrize("index", [0, INDEX_AT_MOST + 1])
def test_an_index_that_is_heavy_or_was_not_seen_is_missed(index) -> None:
    """A search that was not measured is no light search."""
    (found,) = misses([row()], index)
    assert "index" in found


def test_the_table_has_a_line_for_each_row_and_the_aims() -> None:
    """What is printed can be read without the code."""
    lines = table([row(), row(page="entry", first_view=81_234)], 12_345).splitlines()
    assert len({len(line) for line in lines[:-1]}) == 1
    assert lines[2].split() == ["entry", "mobile", "100", "100", "100", "99", "0", "81.2"]
    assert lines[3].split() == ["aim", "100", "100", "100", "99", "0", "80.0"]
    assert "12.3 kB" in lines[4]


# Lighthouse


def test_scores_are_read_and_what_cost_points_is_told() -> None:
    """A check without weight costs nothing."""
    assert lighthouse.read_scores(report(seo=0.914))["seo"] == 91
    assert set(lighthouse.read_lost(report())) == {f"{name}: contrast 2 places" for name in SCORES}


def test_a_page_that_lighthouse_could_not_open_has_no_scores() -> None:
    """No score is not a score of nought: the audit could not look."""
    broken = report(performance=None) | {"runtimeError": {"message": "no first paint"}}
    with pytest.raises(lighthouse.AuditError, match="performance: no first paint"):
        lighthouse.read_scores(broken)


def test_the_packages_of_node_are_pinned_with_hashes_and_without_addresses() -> None:
    """Every machine installs the same bytes, from where it gets its packages."""
    wanted = json.loads((FOLDER / "package.json").read_text())
    text = (FOLDER / "package-lock.json").read_text()
    locked = json.loads(text)["packages"]
    assert all(re.fullmatch(r"[\d.]+", version) for version in wanted["dependencies"].values())
    assert locked.pop("")["dependencies"] == wanted["dependencies"]
    assert all(item["integrity"].startswith("sha512-") for item in locked.values())
    assert '"resolved"' not in text
    for name, version in wanted["dependencies"].items():
        assert locked[f"node_modules/{name}"]["version"] == version


# Page types


def test_the_largest_page_stands_for_its_type() -> None:
    """Folders at the top are types, pages below them one more, entries one for each kind."""
    sizes = {"compare": 9, "categories/a": 1, "categories/b": 2, "entries/x": 5, "entries/y": 4}
    kinds = {"entries/x": ["operation"], "entries/y": ["operation", "disputed"]}
    assert {kind.name: kind.path for kind in chosen(sizes, kinds)} == {
        "categories-page": "categories/b/",
        "compare": "compare/",
        "entry-disputed": "entries/y/",
        "entry-operation": "entries/x/",
    }


def test_the_site_has_pages_of_every_kind_of_entry(site, mapping_json) -> None:
    """No kind of entry and no folder of pages is left out, and redirects are no pages."""
    types = {kind.name: kind.path for kind in page_types(site)}
    for entry in mapping_json["entries"]:
        assert {f"entry-{kind}" for kind in kinds_of(entry)} <= types.keys()
    assert {"home", "404", "compare", "article", "categories-page"} <= types.keys()
    assert not [path for path in types.values() if path.startswith("r/")]
    assert all((site / path).exists() for path in types.values())


# The server


@pytest.fixture
def served(tmp_path):
    """A site of two files on a running server."""
    (tmp_path / "site" / "a").mkdir(parents=True)
    (tmp_path / "site" / "a" / "index.html").write_text("<p>" + "word " * 200)
    (tmp_path / "site" / "404.html").write_text("not here")
    (tmp_path / "secret").write_text("secret")
    with serving(tmp_path / "site") as server:
        yield server


def ask(server, path: str):
    """Status and body, as sent."""
    request = urllib.request.Request(
        server.address + path, headers={"Accept-Encoding": "gzip, deflate, br"}
    )
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.read()


@pytest.mark.parametrize("path", ["a/", "a"])
def test_what_is_sent_is_compressed_and_counted(served, path) -> None:
    """The figure is that of the wire; a folder without its slash redirects first."""
    status, body = ask(served, path)
    assert status == 200
    assert gzip.decompress(body).startswith(b"<p>word")
    assert [(sent.path, sent.size) for sent in served.sent] == [("a/index.html", len(body))]
    served.forget()
    assert served.sent == []


@pytest.mark.parametrize("path", ["b/", "../secret", "%2e%2e/secret", "a/b.css"])
def test_what_is_not_in_the_site_is_not_found(served, path) -> None:
    """The 404 page is a page of the site, and nothing beside the site is sent."""
    status, body = ask(served, path)
    assert (status, gzip.decompress(body)) == (404, b"not here")
