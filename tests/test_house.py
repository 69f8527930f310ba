"""The files around the code: what they promise is there, and what they show works."""

from __future__ import annotations

import json
import re
import shutil
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema_rs import Draft202012Validator

from generator.reading.yaml_text import parse

ROOT = Path(__file__).parent.parent
CONTRACT_TARGETS = {"serve", "site", "test", "check", "bench"}
COMMANDS = ("check", "render", "build", "offline", "serve", "collect", "verify")
GENERATED = ("site/index.html", ".venv/bin/python", ".build/docs/index.md", "flexmap/data/x.json")
MARKDOWN = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
KINDS = ("operation", "property")
"""The kinds of entries of which CONTRIBUTING shows a whole one."""
FORMS = ("wrong-fact", "missing-operation")


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def yaml_of(path: str) -> Any:
    """The file with every scalar as text, so that the key `on` is no boolean."""
    return yaml.load(text_of(path), Loader=yaml.BaseLoader)


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))


def blocks() -> list[tuple[Any, str]]:
    """The YAML blocks of the guide, as values and as text."""
    found = re.findall(r"^```yaml\n(.*?)^```", text_of("CONTRIBUTING.md"), re.DOTALL | re.M)
    parsed = [parse("CONTRIBUTING.md", block.encode()) for block in found]
    assert not [problem for item in parsed for problem in item.problems]
    return [(item.value, block) for item, block in zip(parsed, found, strict=True)]


def examples() -> dict[str, dict[str, Any]]:
    """The worked entries of the guide by kind."""
    return {
        value["kind"]: value | {"text": text} for value, text in blocks() if isinstance(value, dict)
    }


# The README and the commands


@pytest.mark.parametrize("target", sorted(make_targets()))
def test_the_readme_names_every_make_target(target: str) -> None:
    """Whoever reads the README knows every command of the project."""
    assert f"`make {target}`" in text_of("README.md")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_generator_command(command: str) -> None:
    """The commands that others call are found in the README."""
    assert f"`python -m generator {command}`" in text_of("README.md")


def test_the_makefile_has_the_fixed_targets() -> None:
    """The targets of the contract are there, phony, and listed by `make help`."""
    phony = re.search(r"^\.PHONY: (.*)$", text_of("Makefile"), re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == make_targets()
    explained = re.findall(r"^([a-z]+):[^#]*## \S", text_of("Makefile"), re.MULTILINE)
    assert set(explained) == make_targets() >= CONTRACT_TARGETS


@pytest.mark.parametrize("name", MARKDOWN)
def test_no_document_names_a_target_or_file_that_is_not_there(name: str) -> None:
    """A command or a link in a document works."""
    text = text_of(name)
    assert set(re.findall(r"\bmake ([a-z]+)\b(?=[` ]|$)", fenced(text))) <= make_targets()
    for link in re.findall(r"\]\(([^)#\s]+)\)", fenced(text)):
        if "://" not in link and link not in ("entry-id", "https://…"):
            assert (ROOT / link).exists(), link


@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown_has_one_sentence_per_line(name: str) -> None:
    """A change of one sentence shows as a change of one line."""
    prose = re.sub(r"^```.*?^```", "", text_of(name), flags=re.DOTALL | re.MULTILINE)
    lines = [re.sub(r"^\s*(\d+\.|-) ", "", line) for line in prose.splitlines()]
    assert not [line for line in lines if re.search(r"[.!?] [A-Z]", line)]


def fenced(text: str) -> str:
    """The text without prose that only looks like a command: what is code, and the links."""
    return "\n".join(re.findall(r"`[^`\n]+`|^make .*$|\]\([^)]*\)", text, re.MULTILINE))


# CONTRIBUTING and CHANGELOG


@pytest.mark.parametrize("kind", KINDS)
def test_the_worked_example_follows_the_schema(kind: str) -> None:
    """Whoever copies the example starts from a valid file."""
    schema = json.loads(text_of("data/schema/entry.schema.json"))
    entry = {key: value for key, value in examples()[kind].items() if key != "text"}
    assert not list(Draft202012Validator(schema).iter_errors(entry))


def test_the_example_of_an_exception_follows_the_schema() -> None:
    """The list of exceptions is shown as it is written."""
    schema = json.loads(text_of("data/schema/unverified.schema.json"))
    (value,) = [value for value, _ in blocks() if isinstance(value, list)]
    assert not list(Draft202012Validator(schema).iter_errors(value))


@pytest.mark.parametrize("kind", KINDS)
def test_the_worked_example_passes_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    """The example obeys the rules too, in the place of its entry if there is one by now."""
    from generator.cli import main

    entry, data = examples()[kind], tmp_path / "data"
    uniform = entry["uniform"]
    subject = uniform.get("operation") or uniform["property"]["path"]
    shutil.copytree(ROOT / "data", data)
    for path in data.glob("entries/*.yml"):
        text = path.read_text(encoding="utf-8")
        own = path.stem == entry["id"] or f": {subject}\n" in text.partition("flexible:")[0]
        if own:
            path.unlink()
    text = entry["text"].replace(f"ref: {entry['ref']}", "ref: VF999")
    (data / "entries" / f"{entry['id']}.yml").write_text(text, encoding="utf-8")
    assert main(["check", "--data", str(data)]) == 0, capsys.readouterr()


def test_the_changelog_is_that_of_the_data_version() -> None:
    """The newest version has a date, and is the one the exports carry."""
    newest = re.search(r"^## \[(\d\S*)\] - (\S+)$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    release = yaml_of("data/release.yml")
    assert newest.groups() == (release["data_version"], release["date"])


def test_documents_name_the_newest_version_to_install() -> None:
    """Who copies a line of the documents gets the version that they describe."""
    tag = f"v{yaml_of('data/release.yml')['data_version']}"
    named = re.findall(r"v\d+\.\d+\.\d+", text_of("docs/review/index.md"))
    assert named
    assert set(named) == {tag}


def test_each_version_keeps_data_and_tool_apart() -> None:
    """Readers of the data need not look through changes of the tool."""
    versions = re.split(r"^## .*$", text_of("CHANGELOG.md"), flags=re.MULTILINE)[1:]
    for version in versions:
        assert set(re.findall(r"^### (.*)$", version, re.MULTILINE)) <= {"Data", "Tool"}
    assert re.findall(r"^### (.*)$", versions[-1], re.MULTILINE) == ["Data", "Tool"]


# GitHub


@pytest.mark.parametrize("name", FORMS)
def test_an_issue_form_is_complete(name: str) -> None:
    """The forms have what the site of the forge needs to show them."""
    form = yaml_of(f".github/ISSUE_TEMPLATE/{name}.yml")
    assert {"name", "description", "body"} <= form.keys()
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert all(field["attributes"]["label"] for field in fields)
    assert len({field["id"] for field in fields}) == len(fields)
    assert any(field.get("validations", {}).get("required") == "true" for field in fields)


def test_a_wrong_fact_comes_with_an_entry_and_a_source() -> None:
    """A report can be acted on; the pages' report links fill in the field `entry`."""
    form = yaml_of(".github/ISSUE_TEMPLATE/wrong-fact.yml")
    required = {f["id"] for f in form["body"] if f.get("validations", {}).get("required")}
    assert {"entry", "wrong", "right", "source"} <= required
    assert yaml_of(".github/ISSUE_TEMPLATE/config.yml")["blank_issues_enabled"] in ("true", "false")


def test_the_workflow_runs_the_test_command_before_it_publishes() -> None:
    """What is published has passed, and no job may do more than it has to."""
    workflow = yaml_of(".github/workflows/ci.yml")
    assert set(workflow["on"]) == {"push", "pull_request"}
    assert workflow["permissions"] == {}
    jobs = workflow["jobs"]
    assert "make test" in [step.get("run") for step in jobs["test"]["steps"]]
    assert jobs["build"]["needs"] == "test"
    assert "refs/heads/main" in jobs["build"]["if"]
    assert jobs["publish"]["needs"] == "build"
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["test"]["permissions"] == jobs["build"]["permissions"] == {"contents": "read"}


def test_the_weekly_workflow_keeps_one_issue() -> None:
    """It may write issues and nothing else, and fails when it could not look."""
    workflow = yaml_of(".github/workflows/verify.yml")
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read", "issues": "write"}
    compare, keep = (step for step in job["steps"] if "name" in step)
    assert "generator verify --format markdown > report.md" in compare["run"]
    assert '[ "$code" -le 1 ]' in compare["run"]
    assert keep["env"]["TITLE"]
    for call in ("gh issue create", "gh issue edit", "gh issue close"):
        assert call in keep["run"]
    assert "${{" not in compare["run"] + keep["run"]


@pytest.mark.parametrize("name", ["ci", "verify"])
def test_actions_are_pinned_by_commit(name: str) -> None:
    """A tag can be moved to other code, a commit cannot."""
    uses = re.findall(r"uses: (.*)$", text_of(f".github/workflows/{name}.yml"), re.MULTILINE)
    assert uses
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+", line) for line in uses)


# Editors, hooks and git


def test_the_editor_binds_every_authored_file_to_its_schema() -> None:
    """Completion and mistakes show while one types."""
    bound = json.loads(text_of(".vscode/settings.json"))["yaml.schemas"]
    authored = [path.relative_to(ROOT) for path in ROOT.glob("data/*.yml")]
    authored += [path.relative_to(ROOT) for path in ROOT.glob("data/entries/*.yml")]
    for schema in bound:
        assert (ROOT / schema).is_file(), schema
    for path in authored:
        (schema,) = [key for key, glob in bound.items() if fnmatch(path.as_posix(), glob)]
        first = text_of(path.as_posix()).partition("\n")[0]
        assert first.endswith(Path(schema).name), path


def test_the_hooks_run_the_check_of_the_data() -> None:
    """A commit that breaks the data is stopped before it is made."""
    (local,) = yaml_of(".pre-commit-config.yaml")["repos"]
    entries = {hook["entry"]: hook for hook in local["hooks"]}
    assert entries[".venv/bin/python -m generator check"]["pass_filenames"] == "false"


@pytest.mark.parametrize("path", GENERATED)
def test_git_ignores_what_is_generated(path: str) -> None:
    """Nothing that is built can be committed by mistake."""
    lines = text_of(".gitignore").splitlines()
    rooted = [line.removeprefix("/") for line in lines]
    assert any(path == line or (line.endswith("/") and path.startswith(line)) for line in rooted)
