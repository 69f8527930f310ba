"""Formats that code hosts show in merge requests: Code Quality, and reviewdog's diagnostics."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

import flexmap.mapping
from flexmap.cli import main
from tests.review_cases import ROOT, mapping_text

STOP = "az vmss deallocate -g g -n s --instance-ids vm_1\n"
PAGE = (ROOT / "docs" / "review" / "index.md").read_text(encoding="utf-8")
QUALITY: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What GitLab's documentation says that a report must have."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    (tmp_path / "mapping.json").write_text(mapping_text(), encoding="utf-8")
    whole = flexmap.mapping.load
    file = str(tmp_path / "mapping.json")
    monkeypatch.setattr("flexmap.mapping.loader.load", lambda _: whole(file))
    (tmp_path / "code").mkdir()
    monkeypatch.chdir(tmp_path / "code")
    return tmp_path / "code"


def report(capsys: pytest.CaptureFixture[str], name: str, *arguments: str) -> Any:
    capsys.readouterr()
    main(["review", "--jobs", "1", "--no-progress", "--format", name, *(arguments or (".",))])
    return json.loads(capsys.readouterr().out)


def test_code_quality_has_what_gitlab_asks_for(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Equal lines have fingerprints of their own, or only the first would be shown."""
    (here / "a.sh").write_text(STOP * 3)
    (here / "b.sh").write_bytes(b"az vmss list\x00")
    (here / "Rakefile").write_text("sh 'az vmss list'\n")
    issues = report(capsys, "gitlab", str(here), "gone.sh")
    jsonschema_rs.validator_for(QUALITY).validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 6
    assert [issue["location"]["lines"]["begin"] for issue in issues[:3]] == [1, 2, 3]
    assert [issue["severity"] for issue in issues[3:]] == ["major", "minor", "minor"]
    assert report(capsys, "gitlab", "a.sh", "--baseline", known(here)) == []


def known(here: Path) -> str:
    """A baseline with all that is found."""
    main(["review", str(here), "--allow-skipped", "--write-baseline", "known.json"])
    return "known.json"


def applied(text: bytes, suggestion: dict[str, Any]) -> bytes:
    """The text with a suggestion in it, as the format says: columns count bytes from 1."""
    lines = text.split(b"\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    start, end = (
        offsets[point["line"] - 1] + point["column"] - 1
        for point in (suggestion["range"]["start"], suggestion["range"]["end"])
    )
    return text[:start] + suggestion["text"].encode() + text[end:]


def test_a_suggestion_replaces_what_it_should(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Behind letters of several bytes, and over several lines."""
    text = (
        "echo 'ü 日本 😀'; az vmss deallocate -g 'ü' \\\n  -n s --instance-ids vm_1 # é\n".encode()
    )
    (here / "a.sh").write_bytes(text)
    (item,) = report(capsys, "rdjson")["diagnostics"]
    (suggestion,) = item["suggestions"]
    after = "echo 'ü 日本 😀'; az vm deallocate -g 'ü' -n vm_1 # é\n".encode()
    assert applied(text, suggestion) == after
    assert item["location"]["range"]["start"] == {"line": 1, "column": 24}


def test_a_diagnostic_says_what_to_know_and_links_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A comment is Markdown: a mention in the code is none in it."""
    (here / "a.sh").write_text("az vmss restart -g g -n s --instance-ids '@someone' 0 1\n")
    (here / "b.sh").write_text("az vmss restart -g g -n s --instance-ids 0\n")
    first, second = report(capsys, "rdjson")["diagnostics"]
    assert "suggestions" not in first
    assert re.search(r"`[^`]*@someone[^`]*`", first["message"])
    assert "Before you take the suggestion: put the name of the VM" in second["message"]
    assert second["severity"] in ("ERROR", "WARNING", "INFO")
    assert second["code"] == {"value": "VF024"}


def test_the_example_for_gitlab_runs(here: Path) -> None:
    """Its options are ours, its report goes where GitLab gets it, and the history is there."""
    block = next(
        b for b in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.M | re.S) if "GIT_DEPTH" in b
    )
    (job,) = yaml.safe_load(block).values()
    *_, line = job["script"]
    words = line.split(" flexmap review ")[1].replace('"', "").split()
    at = words.index("--changed-since")
    assert words[at + 1] == "$CI_MERGE_REQUEST_DIFF_BASE_SHA"
    assert job["variables"] == {"GIT_DEPTH": "0"}
    (here / "a.sh").write_text(STOP)
    del words[at : at + 2]  # here is no checkout; `test_changed_since.py` has them
    assert main(["review", "--jobs", "1", *words]) == 1
    written = json.loads(Path(job["artifacts"]["reports"]["codequality"]).read_text())
    jsonschema_rs.validator_for(QUALITY).validate(written)
    assert len(written) == 1
    assert job["artifacts"]["when"] == "always"
