"""The command as its users meet it: exit codes, ignores, what is left aside, and the formats."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from flexmap.cli import main
from flexmap.report import REPORTERS
from tests.review_cases import ROOT, mapping_text

REPLACED = "az vmss deallocate -g rg -n web --instance-ids 1\n"
SAME = "az vmss list -g rg\n"


@pytest.fixture
def run(mapping_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Any:
    """Runs the command in a folder of its own; gives exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FLEXMAP_SITE_URL", raising=False)

    def runner(*arguments: str) -> tuple[int, str, str]:
        code = main([arguments[0], "--mapping", str(mapping_file), *arguments[1:]])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return runner


def records(out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(out)["findings"]
    return found


# Exit codes and what is listed


def test_the_exit_code_tells_what_came_out(run: Any, tmp_path: Path) -> None:
    """0 clean, 1 findings, 2 could not run, 3 nothing to look at."""
    (tmp_path / "a.sh").write_text(SAME)
    assert run("review", ".")[0] == 0
    (tmp_path / "b.sh").write_text(REPLACED)
    assert run("review", ".")[0] == 1
    assert run("review", ".", "--fail-on", "never")[0] == 0
    assert run("review", "a.sh", "not-there.sh")[0] == 2
    assert run("review", "not-there")[0] == 2
    (tmp_path / "empty").mkdir()
    code, out, err = run("review", "empty")
    assert (code, out) == (3, "")
    assert "no file in a known language" in err


def test_an_unusable_mapping_is_said_in_words(tmp_path: Path, capsys: Any) -> None:
    """A wrong file, a wrong format and broken JSON each name the file and the way out."""
    for text in (
        "{",
        "[]",
        '{"entries": [], "format": "9.0"}',
        '{"entries": [{}], "format": "1.0"}',
    ):
        path = tmp_path / "m.json"
        path.write_text(text)
        assert main(["search", "--mapping", str(path), "x"]) == 2
        assert "m.json" in capsys.readouterr().err
    assert main(["show", "--mapping", str(tmp_path / "none.json"), "x"]) == 2


def test_what_stays_the_same_is_counted_and_listed_on_request(run: Any, tmp_path: Path) -> None:
    """The list is what needs work."""
    (tmp_path / "a.sh").write_text(SAME + REPLACED)
    out = run("review", ".")[1]
    assert "az vmss list" not in out
    assert "1 place fine on Flexible as written" in out
    assert "az vmss list" in run("review", ".", "--same")[1]
    assert len(records(run("review", ".", "--all", "--format", "json")[1])) == 2


def test_nothing_is_promised_that_no_source_says(run: Any, tmp_path: Path) -> None:
    """The words say what is documented; nobody ran the reader's code."""
    (tmp_path / "a.sh").write_text(REPLACED + "az vmss reimage -g g -n n --instance-ids 1\n")
    out = run("review", ".")[1]
    assert "This counts if the set is or becomes Flexible." in out
    assert not re.search(r"will (break|fail)", out)


def test_a_call_that_does_its_job_in_part_is_never_silent(run: Any, tmp_path: Path) -> None:
    """Ids are still there and other fields are not: a note, which fails no build."""
    (tmp_path / "a.sh").write_text("az vmss list-instances -g rg -n web\n")
    code, out, _ = run("review", ".")
    assert code == 0
    assert "a.sh:1:1: note[VF016]" in out


def test_a_declared_mode_is_taken_into_account(run: Any, tmp_path: Path) -> None:
    """A script that creates a Uniform set is told so."""
    (tmp_path / "a.sh").write_text(
        "az vmss create -n web --orchestration-mode Uniform\n" + REPLACED
    )
    found = records(run("review", ".", "--format", "json")[1])
    (finding,) = [item for item in found if item["ref"] == "VF002"]
    assert finding["mode"] == "uniform"
    assert "every set that this file declares is uniform" in finding["mode_because"]


# What is looked at


def test_gitignore_is_respected_and_named_files_are_not(run: Any, tmp_path: Path) -> None:
    """What git ignores is somebody else's, unless it is named."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("out/\n*.gen.sh\n!keep.gen.sh\n")
    for name in ("a.gen.sh", "keep.gen.sh", "out/b.sh", "sub/c.sh", "sub/d.sh"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(REPLACED)
    (tmp_path / "sub" / ".gitignore").write_text("d.sh\n")
    found = {item["path"] for item in records(run("review", ".", "--format", "json")[1])}
    assert found == {"keep.gen.sh", "sub/c.sh"}
    assert "3 files and folders left out by .gitignore or exclude." in run("review", ".")[1]
    assert {item["path"] for item in records(run("review", "sub", "--format", "json")[1])} == {
        "sub/c.sh"
    }
    assert len(records(run("review", "a.gen.sh", "--format", "json")[1])) == 1


def test_files_that_cannot_be_read_are_named(run: Any, tmp_path: Path) -> None:
    """Binary, undecodable and huge files are named, and the run does not count as clean."""
    (tmp_path / "binary.sh").write_bytes(b"az vmss list\x00\x01")
    (tmp_path / "cut.sh").write_bytes("# vmss".encode("utf-16") + b"x")
    (tmp_path / "huge.sh").write_text(REPLACED * 100)
    (tmp_path / "wide.ps1").write_bytes("Restart-AzVmss -VMScaleSetName é\n".encode("utf-16"))
    (tmp_path / "good.sh").write_text(REPLACED)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG vmss")
    arguments = ("review", ".", "--max-size", "1000", "--format", "json", "--all")
    code, out, err = run(*arguments)
    assert code == 2
    assert err == (
        "error: 3 files not looked at, the report names each; --allow-skipped accepts that\n"
    )
    assert run(*arguments, "--allow-skipped") == (1, out, "")
    reasons = {item["path"]: item["reason"] for item in json.loads(out)["skipped"]}
    assert reasons == {"binary.sh": "binary", "cut.sh": "undecodable", "huge.sh": "huge"}
    assert {item["path"] for item in records(out)} == {"good.sh", "wide.ps1"}


def test_links_in_a_circle_end(run: Any, tmp_path: Path) -> None:
    """A folder that links to itself is entered once."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.sh").write_text(REPLACED)
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "broken.sh").symlink_to(tmp_path / "nowhere")
    assert len(records(run("review", ".", "--format", "json")[1])) == 1


def test_a_script_is_known_by_its_first_line(run: Any, tmp_path: Path) -> None:
    """Scripts often have no extension."""
    (tmp_path / "deploy").write_text("#!/usr/bin/env bash\n" + REPLACED)
    (tmp_path / "notes").write_text(REPLACED)
    (finding,) = records(run("review", ".", "--format", "json")[1])
    assert finding["path"] == "deploy"


def test_a_template_of_a_script_is_read_as_the_script(run: Any, tmp_path: Path) -> None:
    """What puts values in leaves the language as it is; `.template` alone names none."""
    for name in ("setup.sh.tpl", "run.yaml.j2", "notes.tpl", "x.template"):
        (tmp_path / name).write_text("script: |\n  " + REPLACED if "yaml" in name else REPLACED)
    found = records(run("review", ".", "--format", "json")[1])
    assert [item["path"] for item in found] == ["run.yaml.j2", "setup.sh.tpl"]


def test_a_file_that_takes_too_long_is_ended(run: Any, tmp_path: Path) -> None:
    """One file cannot hold up the review of the others."""
    (tmp_path / "slow.ps1").write_text("$x = vmss" + "(" * 60_000)
    (tmp_path / "good.sh").write_text(REPLACED)
    code, out, _ = run("review", ".", "--time-limit", "0.5", "--format", "json", "--jobs", "2")
    assert [item["path"] for item in json.loads(out)["skipped"]] == ["slow.ps1"]
    assert [item["path"] for item in json.loads(out)["findings"]] == ["good.sh"]
    assert code == 2


def test_monstrous_files_end_and_are_named(run: Any, tmp_path: Path) -> None:
    """10 MB on one line, brackets without end, bytes at random: the good file is still read."""
    line = "x = 'virtualMachineScaleSets/' + client.vmss.list(az vmss list) $( { [ "
    for name in ("a.py", "b.json", "c.ps1"):
        (tmp_path / name).write_text(line * (10_000_000 // len(line)))
    for name, opening in (("d.sh", "$("), ("e.json", '{"a":['), ("f.py", "("), ("g.cs", "a(b[")):
        (tmp_path / name).write_text("vmss " + opening * 30_000)
    noise = random.Random(5).randbytes(60_000)
    (tmp_path / "h.go").write_bytes(b"vmss" + noise)
    (tmp_path / "i.tf").write_bytes(b"\xff\xfe" + noise + b"v")
    (tmp_path / "good.sh").write_text(REPLACED)
    code, out, _ = run(
        "review", ".", "--max-size", "20000000", "--time-limit", "0.5", "--format", "json"
    )
    report = json.loads(out)
    assert code == 2
    assert {item["path"] for item in report["findings"]} >= {"good.sh"}
    assert {item["path"] for item in report["skipped"]} >= {"h.go", "i.tf"}


def test_the_result_does_not_depend_on_the_number_of_processes(run: Any, tmp_path: Path) -> None:
    """Same input, same bytes."""
    for number in range(40):
        (tmp_path / f"{number}.sh").write_text(REPLACED * (number % 3 + 1))
    assert run("review", ".", "--jobs", "1")[1] == run("review", ".", "--jobs", "2")[1]


def test_standard_input_is_reviewed(mapping_file: Path) -> None:
    """An editor can pipe a buffer."""
    command = [sys.executable, "-m", "flexmap", "review", "--mapping", str(mapping_file)]
    done = subprocess.run(
        [*command, "-", "--language", "shell"], input=REPLACED, text=True, capture_output=True,
        check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "-:1:1: breaking[VF002]" in done.stdout


# Ignores


def test_an_ignore_needs_a_reference_and_a_reason(run: Any, tmp_path: Path) -> None:
    """Somebody looked, and says why it is fine; without that it is no ignore."""
    (tmp_path / "a.sh").write_text(f"# flexmap: ignore VF002 the set stays Uniform\n{REPLACED}")
    (tmp_path / "b.sh").write_text(f"# flexmap: ignore VF002\n{REPLACED}")
    (tmp_path / "c.sh").write_text(REPLACED.strip() + "  # flexmap: ignore VF002, VF018: old\n")
    code, out, _ = run("review", ".", "--format", "json")
    record = json.loads(out)
    assert code == 1
    assert {item["path"] for item in record["findings"]} == {"b.sh"}
    assert record["counts"]["ignored"] == 2
    assert record["notices"] == [
        "b.sh:1: ignore without a reason; write: flexmap: ignore VF018 why"
    ]


def test_ignores_that_do_nothing_are_reported(run: Any, tmp_path: Path) -> None:
    """What covers nothing any more hides the next real finding."""
    (tmp_path / "a.sh").write_text(f"# flexmap: ignore VF001 not here\n{REPLACED}")
    (tmp_path / ".flexmap.toml").write_text(
        '[[ignore]]\npaths = ["a.sh"]\nrefs = ["VF002"]\nreason = "moves later"\n'
        "until = 2027-01-31\n"
    )
    early = json.loads(run("review", ".", "--format", "json", "--today", "2027-01-31")[1])
    assert early["findings"] == []
    assert early["notices"] == ["a.sh:1: ignore of VF001 covers nothing; remove it"]
    late = json.loads(run("review", ".", "--format", "json", "--today", "2027-02-01")[1])
    assert len(late["findings"]) == 1
    assert any("ended on 2027-01-31" in notice for notice in late["notices"])


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[[ignore]]\nrefs = ['VF001']\n", "needs a reason"),
        ("[[ignore]]\nreason = 'x'\n", "names paths, refs or both"),
        ("[[ignore]]\nrefs = ['VF001']\nreason = 'x'\nuntil = '2027'\n", "without quotes"),
        ("[[ignore]]\nrefs = 'VF001'\nreason = 'x'\n", "list of texts"),
        ("ignored = 1\n", "unknown key"),
        ("[[ignore\n", ".flexmap.toml"),
    ],
)
def test_a_wrong_configuration_ends_the_run(run: Any, tmp_path: Path, text: str, part: str) -> None:
    """A setting that is not understood is never taken for fine."""
    (tmp_path / ".flexmap.toml").write_text(text)
    (tmp_path / "a.sh").write_text(REPLACED)
    code, out, err = run("review", ".")
    assert (code, out) == (2, "")
    assert part in err


# Formats


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    (tmp_path / "a b,c:d.sh").write_text(f"{REPLACED}az vmss $x\n# flexmap: ignore VF023 fine\n"
                                         "az vmss reimage --instance-ids 1\n")  # fmt: skip
    (tmp_path / "main.tf").write_text('resource "azurerm_linux_virtual_machine_scale_set" "u" {}\n')
    (tmp_path / "bin.sh").write_bytes(b"vmss\x00")
    return tmp_path


@pytest.mark.parametrize("name", sorted(REPORTERS))
@pytest.mark.usefixtures("sample")
def test_every_format_carries_the_version_of_the_data(run: Any, name: str) -> None:
    """Whoever reads a report knows how old its facts are."""
    out = run("review", ".", "--format", name)[1]
    release = json.loads(mapping_text())
    assert release["data_version"] in out
    assert release["date"] in out


def test_sarif_is_valid_and_its_fingerprints_survive_moved_lines(run: Any, sample: Path) -> None:
    """Code hosts take the file, and do not report a moved line as new."""
    schema_text = (ROOT / "tests" / "vendored" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    schema = json.loads(schema_text.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}?$"))
    first = json.loads(run("review", ".", "--format", "sarif", "--site", "https://x.example")[1])
    jsonschema_rs.validator_for(schema).validate(first)
    results = first["runs"][0]["results"]
    assert [r["ruleId"] for r in results if "suppressions" in r] == ["VF023"]
    rules = {rule["id"]: rule for rule in first["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["VF002"]["helpUri"] == "https://x.example/entries/vmss-vm-deallocate/"
    path = sample / "a b,c:d.sh"
    path.write_text("#\n\n" + path.read_text())
    second = json.loads(run("review", ".", "--format", "sarif")[1])
    marks = [
        [r["partialFingerprints"] for r in log["runs"][0]["results"]] for log in (first, second)
    ]
    assert marks[0] == marks[1]
    assert len({json.dumps(mark) for mark in marks[0]}) == len(marks[0])


@pytest.mark.usefixtures("sample")
def test_workflow_commands_are_escaped(run: Any) -> None:
    """A colon or comma in a file's name does not end a property."""
    github = run("review", ".", "--format", "github")[1].splitlines()
    assert github[0].startswith(
        "::error file=a b%2Cc%3Ad.sh,line=1,endLine=1,col=1,endColumn=19,title=VF002 "
    )
    azdo = run("review", ".", "--format", "azdo")[1].splitlines()
    assert azdo[0].startswith("##vso[task.logissue type=error;sourcepath=a b,c:d.sh;linenumber=1;")


def test_markdown_fits_a_comment(run: Any, tmp_path: Path) -> None:
    """A code host refuses a comment of more than 65,536 characters."""
    (tmp_path / "a.sh").write_text(REPLACED * 2_000)
    out = run("review", ".", "--format", "markdown")[1]
    assert len(out) < 65_000
    assert "more are not shown here" in out
    assert (
        "| `a.sh:1` | VF002 VirtualMachineScaleSetVMs_Deallocate | breaking: stops on Flexible | "
        in out
    )


def test_a_report_goes_to_a_file(run: Any, sample: Path) -> None:
    """CI uploads a file."""
    assert run("review", ".", "--format", "sarif", "--output", "out.sarif")[1] == ""
    assert json.loads((sample / "out.sarif").read_text())["version"] == "2.1.0"


# show, search, cite


def test_a_report_that_cannot_be_written_is_said_in_words(run: Any, sample: Path) -> None:
    """A folder that is not there, or one in place of a file: exit 2, and no traceback."""
    for target in ("nowhere/out.txt", "."):
        code, out, err = run("review", str(sample), "--output", target)
        assert (code, out) == (2, "")
        assert "cannot be written to" in err
        assert target in err


@pytest.mark.parametrize(
    "key",
    ["VF002", "vf002", "vmss-vm-deallocate", "VirtualMachineScaleSetVMs_Deallocate",
     "virtual_machine_scale_set_vms.begin_deallocate"],
)  # fmt: skip
def test_show_takes_every_name(run: Any, key: str) -> None:
    """Whatever is at hand leads to the entry."""
    code, out, _ = run("show", key)
    assert code == 0
    assert out.startswith("VF002 ")


def test_show_takes_a_command_and_another_spelling_of_a_cmdlet(run: Any) -> None:
    """A command that can mean several operations shows them all, what it means alone first."""
    refs = [
        item["ref"]
        for item in json.loads(run("show", "az", "vmss", "deallocate", "--format", "json")[1])
    ]
    assert refs == ["VF018", "VF002"]
    assert run("show", "Start-AzureRmVmss")[1].startswith("VF026 ")
    assert "\nVF004 " in run("show", "Get-AzVmssVMDiskEncryptionStatus")[1]
    assert run("show", "no such thing")[0] == 1


def test_search_puts_the_best_first(run: Any) -> None:
    """Most words come first; a name counts for more than a text."""
    out = run("search", "deallocate", "one")[1]
    assert out.startswith("VF002 ")
    assert run("search", "zzzz")[0] == 1


def test_cite_gives_a_sentence_with_source_and_date(run: Any) -> None:
    """What is pasted into a review can be checked."""
    markdown = run("cite", "VF018#cli-one-id", "--site", "https://x.example/")[1]
    assert "](https://x.example/entries/vmss-deallocate/#cli-one-id)" in markdown
    assert "Source: " in markdown
    assert "<code>" in run("cite", "VF018#cli-one-id", "--format", "html")[1]
    assert run("cite", "VF018", "--format", "plain")[0] == 0
    code, _, err = run("cite", "VF018#nothing")
    assert code == 2
    assert "cli-one-id" in err


def test_the_day_of_ignores_is_today_by_default() -> None:
    """Only the end dates of ignores look at the clock."""
    from flexmap.review.run import Settings

    assert Settings().today == date.min
    assert os.environ.get("FLEXMAP_TODAY") is None
