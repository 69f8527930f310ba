"""What others fetch and hosts send: texts, checksums, examples, policy, archive."""

from __future__ import annotations

import hashlib
import io
import json
import posixpath
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from generator.exports import exports
from generator.exports.opensearch import NAMESPACE, opensearch
from generator.exports.plain_entry import plain_entry, text_url
from generator.pages.hosting import WORKER, Hosting, hosting_files, policy, script_hash
from generator.site.materials import examples, inline_scripts, published_schema
from generator.site.offline import FOLDER, NAME, OfflineError, archive, localise, pack, page_of
from scripts.write_policy import PATH, element
from tests.sample_mapping import HOSTILE, sample_mapping

ROOT = Path(__file__).resolve().parent.parent
INLINE = re.compile(r"<script(?![^>]*\ssrc=)([^>]*)>(.*?)</script>", re.DOTALL)


# Texts and checksums


def test_a_text_holds_the_answer_the_caveats_and_the_evidence(mapping) -> None:
    """Who reads the text alone misses nothing that the verdict rests on."""
    for entry in mapping.entries:
        text = plain_entry(entry, mapping)
        assert text.startswith(f"# {entry.ref}: ")
        assert f"`{entry.flexible.verdict}`" in text
        assert all(f"({caveat.id})\n" in text for caveat in entry.caveats)
        assert all(f"\n- {claim.id} ({claim.as_of}" in text for claim in entry.claims)
        assert all(error.text in text for error in entry.errors)
        sources = [mapping.sources[claim.source] for claim in entry.claims if claim.source]
        assert all((source.url or source.purl) in text for source in sources)


def test_texts_link_to_each_other(mapping) -> None:
    """A link in a text leads to another text, an address, or a page of the site."""
    known = {posixpath.basename(text_url(entry)) for entry in mapping.entries}
    for entry in mapping.entries:
        for link in re.findall(r"\]\(([^)\s]+)\)", plain_entry(entry, mapping)):
            assert link.startswith(("https://", "../")) or link in known, (entry.id, link)


def test_a_text_shows_what_pages_show_in_blocks() -> None:
    """Nothing in an error or a query ends its block early; a moved id leads to its entry."""
    mapping = sample_mapping()
    hostile = plain_entry(mapping.by_id["hostile-words"], mapping)
    assert f"````\n\n{HOSTILE}\n`````" in hostile
    assert "[`old`](vmss-start.txt)" in plain_entry(mapping.by_id["vmss-reimage"], mapping)


def test_the_list_for_language_models_names_every_text(mapping, site) -> None:
    """From llms.txt every entry is one step away."""
    listing = (site / "llms.txt").read_text(encoding="utf-8")
    for entry in mapping.entries:
        assert f"]({text_url(entry)})" in listing
        assert (site / text_url(entry)).is_file()


def test_the_checksums_are_right_and_name_every_data_file(site) -> None:
    """`sha256sum --check` in the folder of the site finds every file as it was made."""
    lines = (site / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {path: digest for digest, path in (line.split("  ") for line in lines)}
    for path, digest in sums.items():
        assert hashlib.sha256((site / path).read_bytes()).hexdigest() == digest, path
    data = {p.relative_to(site).as_posix() for p in (site / "entries").glob("*.json")}
    data |= {p.relative_to(site).as_posix() for p in (site / "data").rglob("*.json")}
    assert data < set(sums)
    assert {"mapping.json", "mapping.schema.json", "mapping.csv", "changes.json"} < set(sums)


def test_every_version_that_the_page_lists_is_there(site) -> None:
    """A version's address can be written into a script and left there."""
    page = (site / "downloads" / "index.html").read_text(encoding="utf-8")
    versions = re.findall(r'href="\.\./data/([^"/]+)/mapping\.json"', page)
    assert versions == sorted(versions, reverse=True)
    for version in versions:
        record = json.loads((site / "data" / version / "mapping.json").read_text())
        assert record["data_version"] == version


# Examples


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_python_example_answers(site, mapping_json) -> None:
    """What the page shows runs as it stands, by operation, by reference and by command."""
    entry = next(e for e in mapping_json["entries"] if e["id"] == "vmss-deallocate")
    script = site / "examples" / "lookup.py"
    for words in ("VirtualMachineScaleSets_Deallocate", "VF018", "az vmss deallocate"):
        out = run(sys.executable, script, site / "mapping.json", words)
        assert f"VF018 {entry['flexible']['verdict']}" in out
    assert [f"- {c['severity']}: {c['title']}" for c in entry["caveats"]] == [
        line for line in out[out.index("VF018") :].splitlines() if line.startswith("- ")
    ][: len(entry["caveats"])]


def test_the_jq_example_lists_what_needs_work(site, mapping_json) -> None:
    """jq itself, or the same program as a Python package; without either the test fails."""
    program = (site / "examples" / "worklist.jq").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in _jq(program, site / "mapping.json")]
    expected = {
        entry["ref"]
        for entry in mapping_json["entries"]
        if entry["kind"] != "moved" and entry["flexible"]["verdict"] != "same"
    }
    assert {row[0] for row in rows} == expected
    order = ["none", "unknown", "partial", "composed", "replaced"]
    ranks = [order.index(row[1]) for row in rows]
    assert ranks == sorted(ranks)


def _jq(program: str, path: Path) -> list[str]:
    if shutil.which("jq"):
        return run("jq", "--raw-output", program, path).splitlines()
    import jq  # type: ignore[import-not-found,unused-ignore]  # where Debian's is not installed

    return [str(line) for line in jq.compile(program).input_text(path.read_text()).all()]


@pytest.mark.skipif(shutil.which("pwsh") is None, reason="PowerShell (pwsh) is not installed")
def test_the_powershell_example_finds_breaking_caveats(site, mapping_json, tmp_path) -> None:
    """Runs where PowerShell is; no registry that the project reads has it."""
    (tmp_path / "job.ps1").write_text("Stop-AzVmss -Name a -ResourceGroupName b\n")
    out = run("pwsh", site / "examples" / "breaking.ps1", site / "mapping.json", tmp_path)
    entry = next(e for e in mapping_json["entries"] if e["id"] == "vmss-deallocate")
    for caveat in entry["caveats"]:
        assert (caveat["title"] in out) == (caveat["severity"] == "breaking")


def test_the_examples_on_the_page_are_the_files(site) -> None:
    """What a reader copies from the page is what the test has run."""
    page = (site / "downloads" / "index.html").read_text(encoding="utf-8")
    words = "".join(re.sub(r"<[^>]+>", "", page).split())
    for name, code in examples().items():
        assert (site / name).read_text(encoding="utf-8") == code
        shown = "".join(code.split()).replace("&", "&amp;")
        for character, entity in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
            words = words.replace(entity, character)
            shown = shown.replace(entity, character)
        assert shown in words, name


# OpenSearch and meta


def test_a_browser_can_add_the_search(site) -> None:
    """The description is well formed and has whole addresses, as its format asks."""
    root = ET.fromstring(opensearch("https://flexmap.example/"))
    urls = [element.attrib["template"] for element in root.iter(f"{{{NAMESPACE}}}Url")]
    assert urls[0] == "https://flexmap.example/?search={searchTerms}"
    assert all(url.startswith("https://flexmap.example/") for url in urls)
    assert ET.parse(site / "opensearch.xml").getroot().tag == root.tag


@pytest.mark.parametrize("page", ["", "entries/vmss-deallocate/", "clients/azure-cli/"])
def test_a_page_tells_search_engines_and_chats_what_it_is(site, page) -> None:
    """Language, one canonical address, and a picture that is a file of this site."""
    html = (site / page / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in html
    (canonical,) = re.findall(r'<link rel="canonical" href="([^"]+)"', html)
    meta = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html))
    assert meta["og:url"] == canonical
    assert meta["og:description"] == meta["description"]
    assert meta["og:image"].startswith("https://")
    assert (site / meta["og:image"].partition("//")[2].partition("/")[2]).is_file()
    (title,) = re.findall(r"<title>([^<]+)</title>", html)
    assert meta["og:title"] == title


def test_redirects_are_kept_out_of_search_engines(site) -> None:
    """Only the entry itself is found, and the old address says where it is."""
    html = (site / "r" / "vf018" / "index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in html
    assert '<link rel="canonical" href="../../entries/vmss-deallocate/">' in html
    assert "r/vf018" not in (site / "sitemap.xml").read_text(encoding="utf-8")


# Policy


def test_the_policy_of_the_theme_names_its_inline_scripts() -> None:
    """After a change of an inline script: python -m scripts.write_policy"""
    assert PATH.read_text(encoding="utf-8") == element()


def test_every_page_carries_the_policy_before_its_scripts(site) -> None:
    """A script that stands before the policy would not be held to it."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        at = html.index('<meta http-equiv="Content-Security-Policy"')
        assert "<script" not in html[:at], path
        assert html.index('charset="utf-8"') < 1024
        assert "unsafe" not in html[at : html.index(">", at)]


def test_every_inline_script_is_in_the_policy(site) -> None:
    """Data blocks are no scripts; every other one is named by its hash."""
    whole = policy(inline_scripts())
    for path in site.rglob("*.html"):
        for attributes, text in INLINE.findall(path.read_text(encoding="utf-8")):
            if 'type="application/json"' not in attributes:
                assert script_hash(text) in whole, (path, text[:80])


def test_no_page_has_styles_or_handlers_in_attributes(site) -> None:
    """The policy forbids them, so they would do nothing."""
    for path in site.rglob("*.html"):
        html = re.sub(r"<pre.*?</pre>|<code.*?</code>", "", path.read_text(), flags=re.DOTALL)
        assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=", html), path


def test_a_known_script_has_its_known_hash() -> None:
    """The example of the standard (CSP 3, section 8.2): alert('Hello, world.');"""
    known = "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
    assert script_hash("alert('Hello, world.');") == known


def test_the_files_for_hosts_send_the_same_policy() -> None:
    """One policy, written in the words of each host."""
    hosting = Hosting(scripts=("one()",))
    files = hosting_files(hosting)
    azure = json.loads(files["staticwebapp.config.json"])
    whole = azure["globalHeaders"]["Content-Security-Policy"]
    assert whole == f"{hosting.policy}; frame-ancestors 'none'"
    assert "wasm" not in whole
    everything, _, worker = files["_headers"].partition(f"\n{WORKER}\n")
    assert everything.startswith("/*\n")
    assert f"  Content-Security-Policy: {whole}\n" in everything
    assert f'set $flexmap_policy "{whole}";' in files["hosting/nginx.conf"]
    # The worker alone may compile WebAssembly.
    (route,) = azure["routes"]
    assert route["route"] == WORKER
    its = dict(hosting.headers(WORKER))["Content-Security-Policy"]
    assert route["headers"] == {"Content-Security-Policy": its}
    assert "script-src 'self' 'wasm-unsafe-eval';" in its
    assert worker == f"  ! Content-Security-Policy\n  Content-Security-Policy: {its}\n"
    assert f'    set $flexmap_policy "{its}";' in files["hosting/nginx.conf"]


def test_the_worker_of_the_exception_is_a_file_of_the_site(site) -> None:
    """A rule for a file that has moved would leave the page without WebAssembly."""
    assert (site / WORKER.removeprefix("/")).is_file()


# Archive


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("../x/", "../x/index.html"),
        ("..", "../index.html"),
        (".", "./index.html"),
        ("./", "./index.html"),
        ("../../", "../../index.html"),
        ("x/?text=a/b/#row", "x/index.html?text=a/b/#row"),
        ("x/#a", "x/index.html#a"),
        ("mapping.json", "mapping.json"),
        ("../r/vf018/", "../r/vf018/index.html"),
        ("#top", "#top"),
        ("?a=b", "?a=b"),
        ("", ""),
        ("https://learn.example/a/", "https://learn.example/a/"),
        ("/site/", "/site/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_a_link_to_a_folder_names_its_page(link, expected) -> None:
    """From a disk a browser lists folders."""
    assert page_of(link) == expected


def test_a_page_for_a_disk_has_its_links_mended_and_no_policy() -> None:
    """Links, forms and redirects, and nothing in the words of the page."""
    html = (
        '<head><meta http-equiv="Content-Security-Policy" content="a">\n'
        '<meta http-equiv="refresh" content="0; url=../x/"></head>'
        '<body><form class="ask" action="compare/">'
        '<a class="b" href="../y/#z">href="../q/"</a></body>'
    )
    assert localise(html, "../") == (
        '<head>\n<meta http-equiv="refresh" content="0; url=../x/index.html"></head>'
        '<body><form class="ask" action="compare/index.html">'
        '<a class="b" href="../y/index.html#z">href="../q/"</a>'
        '<script src="../assets/offline.js"></script></body>'
    )


def test_the_archive_is_the_same_each_time_and_leads_nowhere_else(site) -> None:
    """Every relative link of every page in it leads to a file in it."""
    packed = (site / NAME).read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        names = set(opened.namelist())
        assert all(name.startswith(FOLDER) for name in names)
        assert f"{FOLDER}index.html" in names
        assert f"{FOLDER}mapping.json" in names
        for name in names:
            if name.endswith(".html"):
                assert _dead(name, opened.read(name).decode(), names) == []


def _dead(name: str, html: str, names: set[str]) -> list[str]:
    """The links of a page that no file of the archive answers."""
    found = []
    for link in re.findall(r'<[a-z]+\s[^>]*?(?:href|src|action)="([^"#?]+)', html):
        if not re.match(r"[a-z]+:|/", link):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link))
            if target not in names and posixpath.basename(link) not in (NAME, "opensearch.xml"):
                found.append(link)
    return [link for link in found if "_headers" not in link and "staticwebapp" not in link]


def test_the_same_files_make_the_same_archive() -> None:
    """No clock and no order of a disk is in it."""
    files = {"b.html": b"<body></body>", "a.txt": b"a", "404.html": b"", "x.js.map": b""}
    first = archive(files)
    assert first == archive(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(first)) as opened:
        assert opened.namelist() == [f"{FOLDER}a.txt", f"{FOLDER}b.html"]
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_without_a_site_there_is_no_archive(tmp_path) -> None:
    """The message says what to run."""
    with pytest.raises(OfflineError, match="generator build"):
        pack(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_exports_have_no_search_description_without_an_address() -> None:
    """A relative address would lead a browser nowhere."""
    assert "opensearch.xml" not in exports(sample_mapping(), published_schema())
