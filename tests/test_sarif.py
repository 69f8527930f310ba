"""What code hosts and editors ask of a log in SARIF, and the validator of its makers."""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flexmap.report import REPORTERS, Listing
from flexmap.review.run import Review, Settings, review
from tests.review_cases import CASES, mapping

SITE = "https://example.org/reference"
TOOL = "@microsoft/sarif-multitool@5.7.0"
DECLARED = """\
az vmss create --resource-group web --name front --orchestration-mode Flexible
az vmss restart --resource-group web --name front --instance-ids 0
"""
DYNAMIC = 'for what in start stop; do az vmss "$what" --name front --resource-group web; done\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cases of the review and more, in the current folder."""
    shutil.copytree(CASES, tmp_path / "cases")
    (tmp_path / "declared.sh").write_text(DECLARED)
    (tmp_path / "dynamic.sh").write_text(DYNAMIC)
    (tmp_path / "Rakefile").write_text(DECLARED)
    (tmp_path / "binary.sh").write_bytes(b"vmss\0\0\1\2\0\0")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def reviewed(*paths: str) -> Review:
    """A review in one worker."""
    return review(mapping(), paths or ["."], Settings(jobs=1))


def text(name: str, done: Review, site: str = "") -> str:
    """The report in a format, with everything listed."""
    findings = tuple(done.shown(everything=True))
    return REPORTERS[name](Listing(review=done, findings=findings, site=site))


def run_of(done: Review, site: str = "") -> dict[str, Any]:
    """The one run of the log."""
    (run,) = json.loads(text("sarif", done, site))["runs"]
    assert isinstance(run, dict)
    return run


def links(markdown: str) -> list[str]:
    """The targets of the links in a text."""
    return re.findall(r"\[[^\]]+\]\(([^)]*)\)", markdown)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("site", ["", SITE])
def test_every_rule_describes_itself_and_links_to_addresses(site: str) -> None:
    """Also that of dynamic names; a bare id leads nowhere, and without a site nothing is linked."""
    rules = run_of(reviewed(), site)["tool"]["driver"]["rules"]
    assert "dynamic" in [rule["id"] for rule in rules]
    found = []
    for rule in rules:
        assert rule["fullDescription"]["text"], rule["id"]
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error"), rule["id"]
        for plain in (rule["shortDescription"], rule["fullDescription"], rule["help"]):
            assert not links(plain["text"]), rule["id"]
        found += links(rule["help"]["markdown"])
    assert all(target.startswith("https://") for target in found)
    assert any(target.startswith(SITE) for target in found) is bool(site)


@pytest.mark.usefixtures("folder")
def test_the_tool_has_an_address_without_a_site() -> None:
    """Whoever reads the log has to find what made it."""
    done = reviewed("declared.sh")
    assert run_of(done)["tool"]["driver"]["informationUri"].startswith("https://")
    assert run_of(done, SITE)["tool"]["driver"]["informationUri"] == SITE


@pytest.mark.usefixtures("folder")
def test_a_finding_shows_where_its_mode_is_declared() -> None:
    """At the declaration, not at the call itself."""
    results = run_of(reviewed("declared.sh"))["results"]
    (call,) = [
        r for r in results if r["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
    ]
    (related,) = call["relatedLocations"]
    assert related["message"]["text"] == "The mode is declared here: flexible."
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "declared.sh"
    assert related["physicalLocation"]["region"]["startLine"] == 1
    others = [r for r in results if r is not call]
    assert not any("relatedLocations" in r for r in others)


def test_a_whole_path_is_shown_from_the_checkout(folder: Path) -> None:
    """In the formats for code hosts; the same finding has the same fingerprint."""
    short = reviewed("declared.sh", "Rakefile")
    whole = reviewed(str(folder / "declared.sh"), str(folder / "Rakefile"))
    for name in ("sarif", "github", "azdo"):
        assert str(folder) not in re.sub("not read: [^:]*", "", text(name, whole)), name
    assert [f.fingerprint for f in whole.findings] == [f.fingerprint for f in short.findings]
    place = run_of(whole)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "declared.sh", "uriBaseId": "SRCROOT"}


def test_a_path_outside_the_checkout_stays_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no shorter one that leads to it."""
    monkeypatch.chdir(folder / "cases")
    run = run_of(reviewed(str(folder / "declared.sh")))
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": (folder / "declared.sh").as_uri()}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("site", ["", SITE])
def test_a_comment_in_markdown_has_no_dead_link(site: str) -> None:
    """Every link in it leads below the site."""
    found = links(text("markdown", reviewed(), site))
    assert all(target.startswith(f"{SITE}/") for target in found)
    assert bool(found) is bool(site)


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of the makers' package; skips where it cannot be had."""
    npm = shutil.which("npm")
    if npm is None or sys.platform != "linux" or platform.machine() != "x86_64":
        pytest.skip("the validator needs npm on Linux on x86-64")
    where = tmp_path_factory.mktemp("validator")
    done = subprocess.run(
        [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", where, TOOL],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"npm cannot install {TOOL}: {done.stderr[-200:]}")
    program = where / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    program.chmod(0o755)  # the package does it in a script of its own, which is not run
    return program


def complaints(validator: Path, log: Path) -> list[str]:
    """The rules of the validator that the log breaks."""
    out = log.with_name("validated.sarif")
    subprocess.run(
        [validator, "validate", log, "--rule-kind", "Sarif;Gh", "--output", out],
        capture_output=True, check=False,
    )  # fmt: skip
    (run,) = json.loads(out.read_text(encoding="utf-8-sig"))["runs"]
    wanted = ("error", "warning")
    return [r["ruleId"] for r in run["results"] if r.get("level", "warning") in wanted]


@pytest.mark.parametrize("site", ["", SITE])
def test_the_validator_finds_nothing(folder: Path, validator: Path, site: str) -> None:
    """With the rules of GitHub; a log that lacks a description shows that it looks."""
    log = folder / "log.sarif"
    log.write_text(text("sarif", reviewed(), site), encoding="utf-8")
    assert complaints(validator, log) == []
    record = json.loads(log.read_text(encoding="utf-8"))
    del record["runs"][0]["tool"]["driver"]["rules"][0]["fullDescription"]
    broken = folder / "sub" / "broken.sarif"
    broken.parent.mkdir()
    broken.write_text(json.dumps(record), encoding="utf-8")
    assert complaints(validator, broken) == ["GH2012"]
