"""The exit code says what was looked at: never clean unseen, never 1 without a finding."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from flexmap.cli import main
from tests.review_cases import ROOT

REPLACED = "az vmss deallocate -g rg -n web --instance-ids 1\n"
Command = Callable[..., subprocess.CompletedProcess[str]]


def command(mapping_file: Path, *arguments: str) -> Sequence[str]:
    return [sys.executable, "-m", "flexmap", "review", "--mapping", str(mapping_file), *arguments]


@pytest.fixture
def flexmap(mapping_file: Path, tmp_path: Path) -> Command:
    """Runs `flexmap review` as a process in a folder of its own."""

    def run(
        *arguments: str, given: bytes | None = None, **more: object
    ) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "PYTHONPATH": str(ROOT), **more.pop("env", {})}  # type: ignore[dict-item]
        stdout = more.pop("stdout", subprocess.PIPE)
        done = subprocess.run(  # type: ignore[call-overload]
            command(mapping_file, *arguments), input=given, stdout=stdout, stderr=subprocess.PIPE,
            cwd=tmp_path, env=env, check=False, timeout=120, **more,
        )  # fmt: skip
        text = (done.stdout or b"").decode(), done.stderr.decode()
        return subprocess.CompletedProcess(done.args, done.returncode, *text)

    return run


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text


# Output


def test_an_output_that_is_closed_ends_with_2(
    flexmap: Command, mapping_file: Path, tmp_path: Path
) -> None:
    """Whoever reads the report sees that it is not whole."""
    (tmp_path / "a.sh").write_text(REPLACED * 3_000)
    with subprocess.Popen(
        command(mapping_file, "."), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        err = running.stderr.read().decode()
        assert running.wait() == 2
    assert one_line(err), err
    assert "cannot be written" in err
    done = flexmap(".", preexec_fn=lambda: os.close(1), stdout=None)
    assert done.returncode == 2
    assert one_line(done.stderr), done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_an_output_that_is_full_ends_with_2(flexmap: Command, tmp_path: Path) -> None:
    """A report that is cut must not pass for a whole one."""
    (tmp_path / "a.sh").write_text(REPLACED)
    with Path("/dev/full").open("w") as full:
        done = flexmap(".", stdout=full)
    assert done.returncode == 2
    assert one_line(done.stderr), done.stderr
    done = flexmap(".", "--output", "/dev/full")
    assert done.returncode == 2
    assert one_line(done.stderr), done.stderr


def test_a_closed_standard_error_changes_nothing(flexmap: Command, tmp_path: Path) -> None:
    """The talk is lost, the exit code and the report are not."""
    (tmp_path / "a.sh").write_text(REPLACED)
    done = flexmap("a.sh", "none.sh", "--format", "json", preexec_fn=lambda: os.close(2))
    assert done.returncode == 2
    assert len(json.loads(done.stdout)["findings"]) == 1


@pytest.mark.parametrize("format_name", ["text", "json", "github", "markdown"])
def test_names_that_the_terminal_lacks_are_written_as_escapes(
    flexmap: Command, tmp_path: Path, format_name: str
) -> None:
    """The findings are told all the same, and formats for programs are UTF-8 everywhere."""
    (tmp_path / "größe-猫.sh").write_text(REPLACED)
    done = flexmap(".", "--format", format_name, env={"PYTHONIOENCODING": "ascii"})
    if format_name == "text":
        assert done.returncode == 2
        assert one_line(done.stderr), done.stderr
        assert "gr\\xf6\\xdfe-\\u732b.sh" in done.stdout
    else:
        assert done.returncode == 1, done.stderr
        assert "größe-猫.sh" in done.stdout


def test_own_punctuation_is_plain_where_the_terminal_lacks_it(
    flexmap: Command, tmp_path: Path
) -> None:
    """A long line is cut with a sign of ours: no reason to say that a name is not right."""
    (tmp_path / "a.sh").write_text(f"{REPLACED.strip()} --tags {'a' * 300}\n")
    done = flexmap(".", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1, done.stderr
    assert "..." in done.stdout


def test_a_link_in_place_of_the_output_is_not_followed(flexmap: Command, tmp_path: Path) -> None:
    """Whoever wrote the reviewed folder must not choose which file is overwritten."""
    (tmp_path / "a.sh").write_text(REPLACED)
    (tmp_path / "precious").write_text("kept")
    (tmp_path / "out.txt").symlink_to("precious")
    assert flexmap("a.sh", "--output", "out.txt").returncode == 1
    assert (tmp_path / "precious").read_text() == "kept"
    assert "VF002" in (tmp_path / "out.txt").read_text()
    assert {path.name for path in tmp_path.iterdir()} == {"a.sh", "precious", "out.txt"}
    assert flexmap("a.sh", "--output", "/dev/stdout").stdout


def test_behind_two_dashes_a_dash_is_a_file(flexmap: Command, tmp_path: Path) -> None:
    """A hook names every file of a commit, also one that is called like standard input."""
    (tmp_path / "-").write_text("#!/bin/sh\n" + REPLACED)
    done = flexmap("--format", "json", "--", "-")
    assert [item["path"] for item in json.loads(done.stdout)["findings"]] == ["-"]


# What cannot be run


@pytest.mark.parametrize(
    "arguments",
    [
        ("none.sh",), ("a.sh", "none.sh"), ("",), ("a.sh", ""), ("-", "a.sh"), ("-",),
        ("a.sh", "--time-limit", "nan"), ("a.sh", "--time-limit", "-1"),
        ("a.sh", "--time-limit", "inf"), ("a.sh", "--time-limit", "0"), ("a.sh", "--jobs", "-1"),
        ("a.sh", "--max-size", "-5"), ("a.sh", "--max-size", "0"), ("a.sh", "--jobs", "x"),
        ("a.sh", "--output", "a\0b"), ("a.sh", "--config", "none.toml"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_ends_with_2(
    mapping_file: Path, tmp_path: Path, arguments: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Exit code 1 means findings and nothing else."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"az vmss list\n")))
    (tmp_path / "a.sh").write_text(REPLACED)
    try:
        code = main(["review", "--mapping", str(mapping_file), *arguments])
    except SystemExit as ended:  # what the parser of arguments refuses
        code = int(ended.code or 0)
    assert code == 2
    assert "error: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("fault", "said"),
    [(MemoryError(), "not enough memory"), (KeyError("x"), "a fault of flexmap")],
)
def test_a_fault_of_ours_is_one_line_and_2(
    mapping_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], fault: Exception, said: str,
) -> None:  # fmt: skip
    """Python itself would end with 1 and a traceback, which a pipeline takes for findings."""

    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr("flexmap.commands.review._run", fail)
    assert main(["review", "--mapping", str(mapping_file), str(tmp_path)]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert one_line(err)


def test_a_path_twice_is_reviewed_once(flexmap: Command, tmp_path: Path) -> None:
    """Two spellings of one file give one finding."""
    (tmp_path / "a.sh").write_text(REPLACED)
    done = flexmap("a.sh", "./a.sh", "a.sh", ".", "--format", "json")
    assert [item["path"] for item in json.loads(done.stdout)["findings"]] == ["a.sh"]


# Nothing to look at


def test_nothing_is_not_clean_unless_it_is_allowed(flexmap: Command, tmp_path: Path) -> None:
    """A hook runs on commits of one stylesheet, a gate on a folder that should hold code."""
    (tmp_path / "a.css").write_text("a {}\n")
    assert flexmap(".").returncode == 3
    assert flexmap("a.css").returncode == 3
    allowed = flexmap("a.css", "--allow-nothing")
    assert (allowed.returncode, allowed.stdout) == (0, "")
    assert "nothing to look at" in allowed.stderr
    assert flexmap("none.css", "--allow-nothing").returncode == 2
    (tmp_path / "b.sh").write_bytes(b"az vmss list\0")
    assert flexmap("b.sh", "--allow-nothing").returncode == 2
    assert flexmap("b.sh", "--allow-skipped").returncode == 3


# Encodings and sizes


def test_a_file_in_a_one_byte_encoding_is_read_and_said(flexmap: Command, tmp_path: Path) -> None:
    """Names of calls are ASCII, so what the other letters are decides nothing."""
    (tmp_path / "a.sh").write_bytes(b"# gr\xf6\xdfer\n" + REPLACED.encode())
    done = flexmap(".", "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["findings"][0]["line"] == 2
    assert report["notices"] == [
        "a.sh: not UTF-8, so it was read as Windows-1252; letters outside ASCII may be shown wrong"
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_a_file_in_a_wide_encoding_is_read(flexmap: Command, tmp_path: Path, encoding: str) -> None:
    """PowerShell on Windows writes UTF-16, some editors without a byte order mark."""
    text = "# a comment\nRestart-AzVmss -VMScaleSetName web -InstanceId 0\n"
    (tmp_path / "a.ps1").write_bytes(text.encode(encoding))
    done = flexmap(".", "--format", "json", "--all")
    assert [item["line"] for item in json.loads(done.stdout)["findings"]] == [2], done.stderr


def test_a_huge_file_without_names_counts_as_looked_at(flexmap: Command, tmp_path: Path) -> None:
    """Only what may hold a call has to be parsed, and only that is too large."""
    (tmp_path / "a.json").write_text(json.dumps(["x" * 60] * 5_000))
    done = flexmap(".", "--max-size", "100000", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)["skipped"]) == (0, [])
    content = (tmp_path / "a.json").read_text()
    # The name lies across the border of two pieces.
    at = 64 * 1_024 - 4
    (tmp_path / "a.json").write_text(content[:at] + " vmss " + content[at:])
    done = flexmap(".", "--max-size", "100000", "--format", "json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["skipped"] == [{"path": "a.json", "reason": "huge"}]


# Standard input


def test_standard_input_gives_what_a_file_gives(flexmap: Command, tmp_path: Path) -> None:
    """Findings, ignores and limits are the same."""
    text = f"# flexmap: ignore VF002 stays Uniform\n{REPLACED}\n{REPLACED}".encode()
    (tmp_path / "a.sh").write_bytes(text)
    for arguments in ((), ("--max-size", "20"), ("--all",)):
        from_file = flexmap("a.sh", "--format", "json", *arguments)
        piped = flexmap("-", "--language", "shell", "--format", "json", *arguments, given=text)
        assert piped.returncode == from_file.returncode
        left, right = (
            json.loads(done.stdout.replace('"a.sh"', '"-"')) for done in (from_file, piped)
        )
        for finding in (*left["findings"], *right["findings"]):
            del finding["fingerprint"]
        assert left == right


def test_standard_input_tells_its_language_by_its_first_line(flexmap: Command) -> None:
    """An editor need not know what a script is."""
    done = flexmap("-", given=b"#!/bin/bash\n" + REPLACED.encode())
    assert done.returncode == 1
    assert done.stdout.startswith("-:2:1: ")
