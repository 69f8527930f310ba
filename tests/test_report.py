"""`flexmap report`: what is to be done in many repositories, counted and on one page."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import flexmap.mapping
from flexmap.cli import main
from flexmap.overview.effort import TERMS, Effort, effort_of
from flexmap.overview.owners import Owners
from flexmap.overview.table import COLUMNS
from scripts.axe import SCHEMES, violations
from tests.review_cases import found

STOPPED = "az vmss deallocate -g rg -n web --instance-ids 3\n"
REIMAGE = """from azure.mgmt.compute import ComputeManagementClient

client = ComputeManagementClient(credential, subscription)
client.virtual_machine_scale_sets.begin_reimage_all("rg", "web")
"""
SITE = "https://flexmap.example/docs"


@pytest.fixture
def here(tmp_path: Path, mapping_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three checkouts and a folder of another kind in the current folder."""
    monkeypatch.setattr(
        "flexmap.mapping.loader.load",
        lambda _, whole=flexmap.mapping.load: whole(str(mapping_file)),
    )
    monkeypatch.chdir(tmp_path)
    for name, files in REPOSITORIES.items():
        for path, text in files.items():
            file = tmp_path / "code" / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        if name != "notes":
            (tmp_path / "code" / name / ".git").mkdir()
    return tmp_path


REPOSITORIES = {
    "shop": {
        "stop.sh": STOPPED * 2,
        "sub/reimage.py": REIMAGE,
        "sub/list.sh": "az vmss list -g rg\n",
        "CODEOWNERS": "* @org/platform\n/sub/ @alice # all of it\n",
        "sets.bicep": "resource s 'Microsoft.Compute/virtualMachineScaleSets@2024-07-01' = {\n"
        "  name: 'web'\n  properties: { orchestrationMode: 'Uniform' }\n}\n",
        "run.fsx": "let scaleSets = client.VirtualMachineScaleSets.Deallocate\n",
    },
    "web": {"list.sh": "az vmss list -g rg\n"},
    "bad": {".flexmap.toml": "exclude = 3\n", "stop.sh": STOPPED},
    "notes": {"stop.sh": STOPPED},
}


def reported(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 2) -> str:
    """What the command prints."""
    assert main(["report", *arguments]) == code
    return capsys.readouterr().out


def record(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 2) -> dict[str, Any]:
    """The report as JSON."""
    made: dict[str, Any] = json.loads(reported(capsys, *arguments, "--format", "json", code=code))
    return made


@pytest.mark.usefixtures("here")
def test_a_folder_of_checkouts_stands_for_what_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    """One that cannot be looked at is named, and the others are counted."""
    made = record(capsys, "code")
    assert {one["name"] for one in made["repositories"]} == {"shop", "web", "notes", "bad"}
    assert next(r for r in made["repositories"] if r["name"] == "bad")["problem"].startswith(
        ".flexmap.toml:1:1: "
    )
    shop = next(one for one in made["repositories"] if one["name"] == "shop")
    assert sum(shop["states"].values()) == sum(p["repository"] == "shop" for p in made["places"])
    assert made["total"]["hours"] == round(sum(p["hours"] for p in made["places"]), 1)


@pytest.mark.usefixtures("here")
def test_each_place_has_its_effort_and_owner(capsys: pytest.CaptureFixture[str]) -> None:
    """The file says who owns what; a place without an owner says so in the counts."""
    made = record(capsys, "code/shop", code=0)
    efforts = {(p["path"], p["effort"]): p["owners"] for p in made["places"]}
    assert efforts[("stop.sh", "decide")] == ["@org/platform"]
    assert efforts[("sub/reimage.py", "redesign")] == ["@alice"]
    assert efforts[("sets.bicep", "move")] == ["@org/platform"]
    assert efforts[("run.fsx", "read")] == ["@org/platform"]
    assert {one["name"] for one in made["owners"]} == {"@alice", "@org/platform"}
    assert made["blocking"] == ["VF023 Reimage all disks of the set"]
    assert made["waves"]["last"] == ["shop"]
    assert [step["title"] for step in made["steps"]][-1] == "Move the sets"


@pytest.mark.usefixtures("here")
def test_it_says_what_a_review_in_the_repository_says(capsys: pytest.CaptureFixture[str]) -> None:
    """The same places, the same marks: a report is many reviews."""
    made = record(capsys, "code/shop", code=0)
    os.chdir("code/shop")
    main(["review", ".", "--same", "--format", "json"])
    review = json.loads(capsys.readouterr().out)
    assert [(p["path"], p["line"], p["fingerprint"]) for p in made["places"] if p["line"]] == [
        (f["path"], f["line"], f["fingerprint"]) for f in review["findings"]
    ]


def test_nothing_is_lost_when_the_current_folder_changes(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file for the report is named from where the command was started."""
    reported(capsys, "code/web", "--output", "report.html", code=0)
    assert (here / "report.html").is_file()
    assert Path.cwd() == here


@pytest.mark.usefixtures("here")
def test_hours_can_be_changed(capsys: pytest.CaptureFixture[str]) -> None:
    """Hours are assumptions; every sum follows."""
    before = record(capsys, "code/shop", code=0)
    after = record(capsys, "code/shop", "--hours", "redesign=1", "--hours", "read=2.5", code=0)
    counts = before["total"]["efforts"]
    difference = counts["redesign"] * (TERMS[Effort.REDESIGN].hours - 1) - counts["read"] * 2
    assert before["total"]["hours"] - after["total"]["hours"] == pytest.approx(difference)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("stop=1", "there is no class 'stop'; the classes are redesign, move,"),
        ("change", "write a number of hours from 0 to 10,000, as in change=1.5"),
        ("change=-1", "write a number of hours from 0 to 10,000"),
        ("change=nan", "write a number of hours from 0 to 10,000"),
    ],
)
def test_wrong_hours_are_told(given: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the classes that there are."""
    assert main(["report", "code", "--hours", given]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_a_report_is_compared_with_an_older_one(capsys: pytest.CaptureFixture[str]) -> None:
    """What moved by a line is not new; what went is gone."""
    reported(capsys, "code", "--format", "json", "--output", "old.json")
    stop = Path("code/shop/stop.sh")
    stop.write_text(f"# first\n{STOPPED}")
    Path("code/web/more.py").write_text(REIMAGE)
    trend = record(capsys, "code", "--compare", "old.json")["trend"]
    assert trend["gone"] == 1
    assert [(one["repository"], one["path"]) for one in trend["new"]] == [("web", "more.py")]
    shop = next(one for one in trend["repositories"] if one["name"] == "shop")
    assert shop["before"]["stops"] - shop["now"]["stops"] == 1
    assert "Since the older report" in reported(capsys, "code", "--compare", "old.json")
    shown = reported(capsys, "code", "--compare", "old.json", "--format", "markdown")
    assert "1 places are new, 1 are gone." not in shown
    assert "1 place is new, 1 is gone." in shown


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "old.json: cannot be read (No such file or directory); make one with"),
        ("{", "old.json:1:2: is not JSON: "),
        ("[]", "old.json: is no report of repositories (its keys hold something else)"),
        ("{}", "old.json: is no report of repositories (it has no key 'kind')"),
        ('{"kind": "other"}', "(its kind is 'other', not 'flexmap report')"),
        ('{"kind": "flexmap report", "format": "2.0"}', "(its format is 2.0, this command reads"),
    ],
)
def test_what_is_no_older_report_is_told(
    text: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the place, and how to make one; nothing is written."""
    if text is not None:
        Path("old.json").write_text(text)
    assert main(["report", "code", "--compare", "old.json"]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


@pytest.mark.usefixtures("here")
def test_paths_that_are_no_repository_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A file, nothing, an empty folder: each with its reason, and the rest goes on."""
    Path("empty").mkdir()
    Path("file.sh").write_text(STOPPED)
    made = record(capsys, "code/web", "file.sh", "gone", "empty")
    problems = {r["name"]: r["problem"] for r in made["repositories"] if "problem" in r}
    assert problems == {"file.sh": "not a folder", "gone": "No such file or directory"}
    empty = next(r for r in made["repositories"] if r["name"] == "empty")
    assert empty["notes"] == ["no file in a known language"]
    assert main(["report", "empty"]) == 3
    assert main(["report", ""]) == 2


@pytest.mark.usefixtures("here")
def test_two_repositories_of_one_name_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """By their paths."""
    for place in ("a/tools", "b/tools"):
        Path(place).mkdir(parents=True)
        (Path(place) / "stop.sh").write_text(STOPPED)
    made = record(capsys, "a/tools", "b/tools", "./a/tools", code=0)
    assert [one["name"] for one in made["repositories"]] == ["a/tools", "b/tools"]


@pytest.mark.usefixtures("here")
def test_the_table_has_a_row_for_each_place(capsys: pytest.CaptureFixture[str]) -> None:
    """A spreadsheet must not take text of others for a formula."""
    Path("code/shop/=cmd().sh").write_text(STOPPED)
    text = reported(capsys, "code/shop", "--format", "csv", code=0)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(record(capsys, "code/shop", code=0)["places"])
    assert {row["path"] for row in rows if "cmd" in row["path"]} == {"'=cmd().sh"}


@pytest.mark.usefixtures("here")
def test_the_bytes_are_the_same_again(capsys: pytest.CaptureFixture[str]) -> None:
    """No clock, no order of a set, no number of processes."""
    for form in ("html", "markdown", "csv", "json"):
        once = reported(capsys, "code", "--format", form)
        assert once == reported(capsys, "code", "--format", form, "--jobs", "1")


OWNED = """
# comment
*            @all
*.js         @js @org/web # inline
docs/*       docs@example.com
/build/logs/ @build
apps/        @apps
/apps/free
with\\ blank @blank
"""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("a.txt", ["@all"]),
        ("deep/er/a.js", ["@js", "@org/web"]),
        ("docs/a.md", ["docs@example.com"]),
        ("docs/deep/a.md", ["@all"]),
        ("build/logs/deep/x", ["@build"]),
        ("sub/build/logs/x", ["@all"]),
        ("sub/apps/x", ["@apps"]),
        ("apps/free/x", []),
        ("with blank", ["@blank"]),
    ],
)
def test_owners_are_those_of_the_last_line_that_matches(path: str, owners: list[str]) -> None:
    """As the documentation of GitHub has it."""
    assert list(Owners(OWNED).of(path)) == owners


def test_each_section_has_owners_of_its_own() -> None:
    """As the documentation of GitLab has it: a default for the section, and all sections count."""
    text = "* @all\n[Docs][2] @docs\n*.md\nREADME.md @readme\n^[Data]\n*.md @data\n"
    assert Owners(text).of("a.md") == ("@all", "@data", "@docs")
    assert Owners(text).of("README.md") == ("@all", "@data", "@readme")
    assert Owners(text).of("a.txt") == ("@all",)


def test_a_link_in_place_of_the_file_is_not_followed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever wrote the repository may have left one."""
    (here / "secret").write_text("* @secret\n")
    file = here / "code" / "shop" / "CODEOWNERS"
    file.unlink()
    file.symlink_to(here / "secret")
    assert [one["name"] for one in record(capsys, "code/shop", code=0)["owners"]] == ["no owner"]


def test_effort_follows_from_the_finding() -> None:
    """A safe replacement takes less than one with a decision, and that less than a search."""
    (finding,) = [f for f in found(STOPPED.encode(), "shell") if f.stops]
    assert finding.replacement is not None
    assert effort_of(finding) is Effort.DECIDE
    safe = replace(finding, replacement=replace(finding.replacement, safe=True))
    assert effort_of(safe) is Effort.REPLACE
    assert effort_of(replace(finding, replacement=None)) is Effort.CHANGE
    assert effort_of(replace(finding, matches=())) is Effort.SETTLE


HOSTILE = 'a"><script>alert(1)</script>&.sh'


@pytest.fixture
def page_file(here: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The page of the repositories, in which a file has a hostile name."""
    (here / "code" / "shop" / HOSTILE.replace("/", "\u2215")).write_text(STOPPED)
    reported(capsys, "code", "--site", SITE, "--output", "report.html")
    return here / "report.html"


@pytest.mark.browser
def test_the_page_loads_nothing_and_computes_hours(browser, page_file) -> None:
    """It works from disk, and what it shows is text; changed hours change the sums."""
    page = browser.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.goto(page_file.as_uri())
    assert asked == [page_file.as_uri()]
    total = page.locator("strong.number")
    before = float(total.inner_text())
    page.get_by_label("Hours for: Redesign").fill("0")
    assert before - float(total.inner_text()) == pytest.approx(TERMS[Effort.REDESIGN].hours)
    assert page.locator("script").count() == 1
    assert faults == []
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_on_the_page(browser, page_file, scheme, width) -> None:
    """Nor does the page scroll sideways; with everything unfolded."""
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page.goto(page_file.as_uri())
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page.close()


@pytest.mark.browser
def test_the_page_works_without_its_script(browser, page_file) -> None:
    """The sums are there, and no sentence promises that they follow."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert float(page.locator("strong.number").inner_text()) > 0
    assert not page.get_by_text("every sum on this page follows").is_visible()
    context.close()
