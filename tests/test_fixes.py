"""What can stand in place of a command, as text in reports, as a patch, and written into files."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flexmap.mapping
from flexmap.cli import main
from flexmap.sources.languages import by_name
from tests.review_cases import found

BEFORE = Path(__file__).parent / "golden" / "fixes" / "before"
AFTER = BEFORE.with_name("after")
FLEXIBLE = "az vmss create -g rg -n web --orchestration-mode Flexible --image i\n"


@pytest.fixture
def here(tmp_path: Path, mapping_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one; every review here reads this mapping."""
    monkeypatch.setattr(
        "flexmap.mapping.loader.load",
        lambda _, whole=flexmap.mapping.load: whole(str(mapping_file)),
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def review(*arguments: str) -> int:
    return main(["review", "--jobs", "1", "--no-progress", *arguments])


def instead(line: str, language: str = "shell", head: str = "") -> str | None:
    """What can stand in place of the only command of a line."""
    findings = found(f"{head}{line}\n".encode(), language)
    texts = [item.replacement for item in findings if item.snippet == line.strip()]
    assert len(texts) == 1
    return texts[0].text if texts[0] else None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            'az vmss deallocate -g "$RG" -n front --instance-ids "$ID"',
            'az vm deallocate -g "$RG" -n "$ID"',
        ),
        (
            "az vmss deallocate --name a --resource-group g --instance-ids web_1 --no-wait -o tsv",
            "az vm deallocate --resource-group g --name web_1 --no-wait -o tsv",
        ),
        (
            "az vmss restart -g rg -n front --instance-ids 0",
            'az vm restart -g rg -n $VM_NAME',
        ),
        (
            "az vmss run-command list -g rg --vmss-name a --instance-id $i --expand instanceView",
            "az vm run-command list -g rg --vm-name $i --expand instanceView",
        ),
        (
            "az vmss disk attach -g rg -n front --instance-id web_1 --disk data --lun 3",
            "az vm disk attach -g rg --vm-name web_1 --name data --lun 3",
        ),
    ],
)  # fmt: skip
def test_the_arguments_of_the_code_are_carried_over(line: str, expected: str) -> None:
    """Variables, quotes and output options stay; the set goes, the instance becomes the VM."""
    assert instead(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "az vmss restart -g rg -n front --instance-ids 0 1",
        "az vmss deallocate -g rg -n front --instance-ids $IDS $MORE 3",
        "az vmss disk detach -g rg -n front --instance-id 0 --lun 3",
        "az vmss get-instance-view -g rg -n front --instance-id '*'",
        "az vmss get-instance-view -g rg -n front --instance-id=0",
    ],
)
def test_what_has_no_counterpart_is_left_to_people(line: str) -> None:
    """Several instances, an option that the command on the VM lacks, or all of them."""
    assert instead(line) is None


def test_a_name_that_is_looked_up_is_written_as_the_language_does() -> None:
    """A batch file has its own variables."""
    line = "az vmss restart -g rg -n front --instance-ids 0"
    assert instead(line, "batch") == "az vm restart -g rg -n %VM_NAME%"


def test_only_what_is_certain_is_safe() -> None:
    """The file declares the set Flexible, and the name of the VM stands there."""
    line = "az vmss deallocate -g rg -n web --instance-ids {}\n"
    text = FLEXIBLE + line.format("web_1") + line.format('"$ID"') + line.format("0")
    proposals = [item.replacement for item in found(text.encode(), "shell")]
    assert [item.safe for item in proposals if item] == [True, False, False]
    alone = [item.replacement for item in found(line.format("web_1").encode(), "shell")]
    assert [item.safe for item in alone if item] == [False]


def test_a_line_about_another_set_is_not_safe() -> None:
    """The file says nothing of its mode."""
    text = f"{FLEXIBLE}az vmss deallocate -g rg -n other --instance-ids other_1\n"
    proposals = [item.replacement for item in found(text.encode(), "shell")]
    assert [item.safe for item in proposals if item] == [False]


def test_words_inside_other_quotes_are_left() -> None:
    """In a program or in JSON the words stand in quotes of that language."""
    text = 'import os\nos.system("az vmss deallocate -g r -n s --instance-ids \\"$ID\\"")\n'
    assert [item.replacement for item in found(text.encode(), "python")] == [None]
    listed = (
        'import subprocess\nsubprocess.run(["az", "vmss", "deallocate", "--instance-ids", "0"])\n'
    )
    assert [item.replacement for item in found(listed.encode(), "python")] == [None]


def test_a_folder_is_fixed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file becomes the expected one, the rights stay, and a second time changes nothing."""
    for path in BEFORE.iterdir():
        (here / path.name).write_bytes(path.read_bytes())
    (here / "run.sh").chmod(0o755)
    review(".", "--fix", "--suggestions")
    capsys.readouterr()
    got = {path.name: path.read_bytes() for path in here.iterdir()}
    assert got == {path.name: path.read_bytes() for path in AFTER.iterdir()}
    assert (here / "run.sh").stat().st_mode & 0o777 == 0o755
    review(".", "--fix", "--suggestions")
    assert "fixed: 0 places in 0 files" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in here.iterdir()} == got


def test_the_patch_is_one_that_git_applies(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It makes the same files as writing them does, and nothing is written meanwhile."""
    for path in BEFORE.iterdir():
        (here / path.name).write_bytes(path.read_bytes())
    review(".", "--diff", "--suggestions")
    patch = capsys.readouterr().out
    assert {p.name: p.read_bytes() for p in here.iterdir()} == {
        p.name: p.read_bytes() for p in BEFORE.iterdir()
    }
    subprocess.run(["git", "init", "-q", "."], check=True)
    subprocess.run(["git", "apply", "-"], input=patch.encode(), check=True)
    for path in AFTER.iterdir():
        assert (here / path.name).read_bytes() == path.read_bytes()


def test_without_suggestions_only_the_safe_ones_are_taken(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are counted, with the option that takes them."""
    line = "az vmss deallocate -g rg -n web --instance-ids {}\n"
    (here / "a.sh").write_text(FLEXIBLE + line.format("web_1") + line.format("0"))
    assert review(".", "--fix") == 1
    assert (here / "a.sh").read_text() == (
        FLEXIBLE + "az vm deallocate -g rg -n web_1\n" + line.format("0")
    )
    said = capsys.readouterr().err
    assert "fixed: 1 place in 1 file" in said
    assert "1 more place with --suggestions" in said


def test_files_that_could_suffer_are_left(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text in another encoding, or what is only a link; the reason is said."""
    line = "az vmss deallocate -g rg -n web --instance-ids 0\n"
    (here / "one_byte.sh").write_bytes(b"# \xe9\n" + line.encode())
    (here / "real.txt").write_text(line)
    (here / "link.sh").symlink_to(here / "real.txt")
    review("one_byte.sh", "link.sh", "--fix", "--suggestions")
    said = capsys.readouterr().err
    assert "one_byte.sh: not UTF-8, so it is left as it is" in said
    assert "link.sh: no regular file" in said
    assert (here / "one_byte.sh").read_bytes() == b"# \xe9\n" + line.encode()
    assert (here / "real.txt").read_text() == line


@pytest.mark.usefixtures("here")
def test_standard_input_cannot_be_fixed(capsys: pytest.CaptureFixture[str]) -> None:
    """There is no file to write."""
    assert review("-", "--language", "shell", "--fix") == 2
    assert "need files" in capsys.readouterr().err


def test_reports_hold_the_replacement(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text, JSON, Markdown and SARIF name the line and what has to be known first."""
    (here / "a.sh").write_text("az vmss deallocate -g rg -n web --instance-ids 0\n")
    line = "az vm deallocate -g rg -n $VM_NAME"
    review(".")
    assert f"instead: {line}" in capsys.readouterr().out
    review(".", "--format", "json")
    record = json.loads(capsys.readouterr().out)["findings"][0]["replacement"]
    assert (record["text"], record["safe"]) == (line, False)
    assert (record["line"], record["column"], record["end_column"]) == (1, 1, 49)
    assert "VM_NAME" in record["notes"][0]
    review(".", "--format", "markdown")
    assert line in capsys.readouterr().out
    review(".", "--format", "sarif")
    run = json.loads(capsys.readouterr().out)["runs"][0]
    change = run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"]["text"] == line


WORDS = st.sampled_from(
    ["-g", "rg", "-n", "web", "--instance-ids", "0", '"$ID"', "x_1", "--no-wait", "\\\n", "'a b'",
     "$(cat f)", "é", "; ", "\t", "--query", "[].id", "|", "&&", "#", "--instance-id", "{{ a }}"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=12), st.sampled_from(["deallocate", "show", "run-command invoke"]))
def test_a_fixed_line_has_no_finding_there(words: list[str], command: str) -> None:
    """What stands behind the place and before it stays, and the new call is none of a set."""
    text = f"{FLEXIBLE}x=é; az vmss {command} {' '.join(words)}\necho done\n".encode()
    for finding in found(text, "shell"):
        proposal = finding.replacement
        if proposal is None:
            continue
        start, end = proposal.start, proposal.start + len(proposal.original)
        assert text[start:end] == proposal.original
        after = text[:start] + proposal.text.encode() + text[end:]
        starts = [item.place.column for item in found(after, "shell") if item.place.line == 2]
        assert finding.place.column not in starts


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", 'a:\n  - command: [az, vmss, restart, "-g", "g", "--instance-ids", "0"]\n'),
        ("Dockerfile", 'FROM a\nCMD ["az", "vmss", "restart", "--instance-ids", "0"]\n'),
    ],
)
def test_words_of_a_list_are_left(name: str, text: str) -> None:
    """A line of words is no list of them."""
    language = by_name(name)
    assert language is not None
    assert [item.replacement for item in found(text.encode(), language)] == [None]


def test_a_command_in_quotes_gets_no_further_quotes() -> None:
    """A string would end at them."""
    text = 'node { bat "az vmss stop -g g -n s --instance-ids 0" }\n'
    texts = [item.replacement.text for item in found(text.encode(), "groovy") if item.replacement]
    assert texts
    assert not any('"' in text for text in texts)
