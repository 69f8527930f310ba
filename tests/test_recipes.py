"""The recipes of the architecture page, followed in a copy of the checkout.

Each makes a small change by the files of its recipe alone. Then the commands show the change,
and the tests that look at everything of a kind still pass in the copy: no other file had to
be touched.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "contribute" / "architecture.md"
COPIED = (
    *("generator", "flexmap", "templates", "scripts", "tests", "data/schema"),
    *("docs/contribute", "docs/review", "mkdocs.yml", "README.md"),
)
LANGUAGE, RULE, PAGE_TYPE, KEY = (
    "A new language of code",
    "A new rule of the data",
    "A new type of page",
    "A new key of an entry",
)
AIMS = {LANGUAGE: 10, RULE: 4, PAGE_TYPE: 4, KEY: 6}
"""How many files each recipe may touch."""

_ITEM = re.compile(r"^\d+\. ([^:\n]*):", re.MULTILINE)
_PATH = re.compile(r"`([\w.<>/-]+(?:/|\.\w+))`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A new file, or `text` in the place of `old`, which stands in the file once."""

    path: str
    text: str
    old: str = ""


@cache
def steps(recipe: str) -> tuple[str, ...]:
    """The files that a recipe names, with `<words>` to fill in; a folder ends in a slash."""
    (section,) = re.findall(
        rf"^### {recipe}\n(.*?)(?=^##|\Z)", PAGE.read_text(encoding="utf-8"), re.M | re.DOTALL
    )
    return tuple(path for item in _ITEM.findall(section) for path in _PATH.findall(item))


def of_step(step: str) -> re.Pattern[str]:
    """What matches the files that a step means."""
    pattern = re.sub(r"<\w+>", r"[\\w-]+", step.replace(".", r"\."))
    return re.compile(f"{pattern}.*" if step.endswith("/") else pattern)


def checkout(folder: Path) -> Path:
    """What is needed of the checkout, with a few entries as its data."""
    skipped = shutil.ignore_patterns("__pycache__", "vendored", "fixtures_collect")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=skipped)
        else:
            shutil.copy2(ROOT / name, folder / name)
    shutil.copytree(ROOT / "tests/golden/base", folder / "data", dirs_exist_ok=True)
    (folder / "docs/assets").symlink_to(ROOT / "docs/assets")  # only read, and large
    return folder


def follow(recipe: str, folder: Path, edits: Iterable[Edit], without: Collection[str] = ()) -> Path:
    """A checkout in which the edits are made; all of them are steps of the recipe, and in its aim.

    A step that no edit follows would be needless: only those of `without` are not followed.
    """
    edited = [edit.path for edit in edits]
    assert len({*edited, *without}) <= AIMS[recipe]
    followed = {
        step: [path for path in edited if of_step(step).fullmatch(path)]
        for step in steps(recipe)
        if step not in without
    }
    assert all(followed.values()), followed
    assert {path for paths in followed.values() for path in paths} == set(edited)
    apply(checkout(folder), edits)
    return folder


def apply(folder: Path, edits: Iterable[Edit]) -> None:
    """Writes the edits below a folder."""
    for edit in edits:
        path = folder / edit.path
        text = path.read_text(encoding="utf-8") if edit.old else ""
        assert not edit.old or text.count(edit.old) == 1, edit
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(edit.old, edit.text) if edit.old else edit.text, "utf-8")


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A Python module run in a copy of the checkout."""
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False
    )


def rendered(folder: Path) -> Path:
    """The pages and exports of a checkout."""
    done = run(folder, "generator", "render", "--out", "out")
    assert done.returncode == 0, done.stderr
    return folder / "out"


def passes(folder: Path, *tests: str) -> None:
    """The tests pass in the copy."""
    done = run(folder, "pytest", "-q", "-p", "no:cacheprovider", *tests)
    assert done.returncode == 0, done.stdout


# A rule

RULE_EDITS = (
    Edit(
        path="generator/rules/titles.py",
        text='''"""Rules about titles."""

from __future__ import annotations

from collections.abc import Iterator

from generator.reading.documents import Documents
from generator.reading.problems import Problem
from generator.rules.registry import rule


@rule("title-has-no-stop")
def title_has_no_stop(documents: Documents) -> Iterator[Problem]:
    """A title is shown as a heading, and headings end without a full stop."""
    for document in documents.content():
        if document.value["title"].endswith("."):
            message, hint = "the title ends in a full stop", "remove it"
            yield document.problem(("title",), "title-has-no-stop", message, hint)
''',
    ),
    Edit(
        path="tests/golden/check/title-has-no-stop/data/entries/set-start.yml",
        text=(ROOT / "tests/golden/base/entries/set-start.yml")
        .read_text(encoding="utf-8")
        .replace("title: Start the set\n", "title: Start the set.\n"),
    ),
    Edit(
        path="tests/golden/check/title-has-no-stop/expected.txt",
        text="data/entries/set-start.yml:4:1: error[title-has-no-stop] the title ends in a full "
        "stop\n    hint: remove it\n",
    ),
)


def test_a_new_rule_reports_and_has_its_place_on_the_page_of_rules(tmp_path: Path) -> None:
    """A module and a golden case: nothing lists the modules of rules or the cases."""
    folder = follow(RULE, tmp_path, RULE_EDITS)
    page = (rendered(folder) / "rules" / "index.md").read_text(encoding="utf-8")
    assert "title-has-no-stop" in page
    assert "headings end without a full stop" in page
    passes(folder, "tests/test_check_golden.py", "-k", "title-has-no-stop or every_rule")


# A type of page

PAGE_EDITS = (
    Edit(
        path="generator/pages/severity_view.py",
        text='''"""How many caveats there are of each severity."""

from __future__ import annotations

from dataclasses import dataclass

from flexmap.mapping import Term
from generator.pages.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityView:
    """A severity with the number of caveats that have it."""

    severity: Term
    caveats: int


def severity_views(site: Site) -> tuple[SeverityView, ...]:
    """One for each severity, in the order of the vocabulary."""
    caveats = [caveat for entry in site.mapping.entries for caveat in entry.caveats]
    return tuple(
        SeverityView(severity=term, caveats=sum(caveat.severity == term.id for caveat in caveats))
        for term in site.mapping.vocabulary["severity"]
    )
''',
    ),
    Edit(
        path="templates/pages/severities.md.j2",
        text="""---
title: Severities
description: How many caveats there are of each severity.
generated: true
---

# Severities { #severities_top }

{% for view in views %}
<p>{{ view.severity | severity }} {{ view.caveats | text }}</p>
{% endfor %}
""",
    ),
    Edit(
        path="generator/pages/render.py",
        old='    yield _single("coverage", ',
        text="""    from generator.pages.severity_view import severity_views

    yield _single("severities", {"views": severity_views(whole)})
    yield _single("coverage", """,
    ),
    Edit(
        path="mkdocs.yml",
        old="      - Coverage: coverage/index.md\n",
        text="      - Coverage: coverage/index.md\n      - Severities: severities/index.md\n",
    ),
)


def test_a_new_type_of_page_is_rendered_and_looked_at(tmp_path: Path) -> None:
    """A view, a template, a path and a place in the navigation; the tests of pages find it."""
    folder = follow(PAGE_TYPE, tmp_path, PAGE_EDITS)
    page = (rendered(folder) / "severities" / "index.md").read_text(encoding="utf-8")
    assert "severity--breaking" in page
    passes(folder, "tests/test_pages.py")


# A key of an entry

KEY_EDITS = (
    Edit(
        path="data/schema/entry.schema.json",
        old='    "keywords": {\n      "type": "array",',
        text="""    "portal": {
      "description": "The way to it in the Azure portal",
      "type": "string",
      "minLength": 1,
      "maxLength": 240
    },
    "keywords": {
      "type": "array",""",
    ),
    Edit(
        path="flexmap/mapping/model.py",
        old="    keywords: tuple[str, ...]\n",
        text="    keywords: tuple[str, ...]\n    portal: str | None = None\n",
    ),
    Edit(
        path="templates/exports/mapping.schema.json",
        old='        "keywords": {\n          "description"',
        text="""        "portal": {
          "description": "The way to it in the Azure portal.",
          "$ref": "#/$defs/prose"
        },
        "keywords": {
          "description\"""",
    ),
    Edit(path="data/release.yml", old='format: "1.0"', text='format: "1.1"'),
    Edit(
        path="templates/pages/entry.md.j2",
        old='<p>On {{ "Flexible only" if flexible.only',
        text="""{% if entry.portal %}
<p>In the portal: {{ entry.portal | prose }}</p>
{% endif %}
<p>On {{ "Flexible only" if flexible.only""",
    ),
)
USE = Edit(
    path="data/entries/set-start.yml",
    old="category: power\n",
    text="category: power\nportal: Choose `Start` on the page of the set\n",
)


def test_a_new_key_of_an_entry_is_checked_published_and_shown(tmp_path: Path) -> None:
    """It reaches the page, `mapping.json` and the schema that is published beside it."""
    folder = follow(KEY, tmp_path, KEY_EDITS)
    apply(folder, [USE])
    out = rendered(folder)
    record = json.loads((out / "mapping.json").read_text(encoding="utf-8"))
    assert record["format"] == "1.1"
    assert record["entries"][0]["portal"] == "Choose `Start` on the page of the set"
    schema = json.loads((out / "mapping.schema.json").read_text(encoding="utf-8"))
    assert schema["$defs"]["entry"]["properties"]["portal"]["description"]
    page = (out / "entries" / "set-start" / "index.md").read_text(encoding="utf-8")
    assert "In the portal: Choose <code>Start</code> on" in page
    passes(folder, "tests/test_mapping.py", "-k", "schema or decode or encode or round")
    passes(folder, "tests/test_pages.py")


def test_a_new_key_is_refused_where_it_breaks_its_schema(tmp_path: Path) -> None:
    """The schema is what the check reads: no rule has to know the key."""
    folder = follow(KEY, tmp_path, KEY_EDITS)
    apply(folder, [Edit(path=USE.path, old=USE.old, text="category: power\nportal: []\n")])
    done = run(folder, "generator", "check")
    assert done.returncode == 1
    assert done.stdout.startswith("data/entries/set-start.yml:6:")


# A language of code

LANGUAGE_EDITS = (
    Edit(
        path="flexmap/rules/languages.json",
        old='    "typescript": {\n      "title"',
        text="""    "qml": {
      "title": "QML",
      "grammar": "javascript",
      "reads": ["sdk"],
      "extensions": [".qml"]
    },
    "typescript": {
      "title\"""",
    ),
    Edit(
        path="flexmap/rules/qml.json",
        text=(ROOT / "flexmap/rules/javascript.json").read_text(encoding="utf-8"),
    ),
    Edit(
        path="tests/golden/review/qml/input.qml",
        text="await client.virtualMachineScaleSets.beginStart(group, name);\n",
    ),
    Edit(
        path="tests/golden/review/qml/expected.txt",
        text="1:7-1:48 call exact VirtualMachineScaleSets_Start\n",
    ),
    Edit(path="README.md", old="TypeScript, Go,", text="TypeScript, QML, Go,"),
    Edit(path="docs/review/index.md", old="TypeScript, Go,", text="TypeScript, QML, Go,"),
)
WITH_A_PARSER = ("flexmap/queries/<grammar>.scm", "pyproject.toml", "scripts/update_parsers.py")
"""The steps for a grammar that is new: a test cannot install its package."""


def test_a_new_language_is_read(tmp_path: Path) -> None:
    """Rows of a table, rules, a case, and the documents; the tests find the rest."""
    folder = follow(LANGUAGE, tmp_path, LANGUAGE_EDITS, WITH_A_PARSER)
    mapping = rendered(folder) / "mapping.json"
    case = "tests/golden/review/qml/input.qml"
    options = ("--mapping", str(mapping), "--format", "json")
    done = run(folder, "flexmap", "review", case, *options)
    (finding,) = json.loads(done.stdout)["findings"]
    assert finding["operations"] == ["VirtualMachineScaleSets_Start"]
    passes(folder, "tests/test_review_golden.py", "-k", "qml")
    passes(folder, "tests/test_lists.py", "-k", "documents")
    (folder / "README.md").write_text((ROOT / "README.md").read_text("utf-8"), "utf-8")
    done = run(
        folder, "pytest", "-q", "-p", "no:cacheprovider", "tests/test_lists.py", "-k", "documents"
    )
    assert "AssertionError: qml" in done.stdout


def test_the_recipe_of_a_language_names_files_that_are_there() -> None:
    """Parsers cannot be installed in a test, so each step is looked at for another language."""
    kinds = steps(LANGUAGE)
    files = 2 + sum(not kind.endswith("/") for kind in kinds)  # a case has an input and findings
    assert files <= AIMS[LANGUAGE]
    for kind in kinds:
        assert list(ROOT.glob(re.sub(r"<\w+>", "*", kind))), kind


@pytest.mark.parametrize("recipe", [RULE, PAGE_TYPE, KEY])
def test_a_recipe_names_files_that_are_there(recipe: str) -> None:
    """A file that was moved or renamed has its new name in the recipe."""
    for step in steps(recipe):
        assert list(ROOT.glob(re.sub(r"<\w+>", "*", step))), step
