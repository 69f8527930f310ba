"""The Action: what it reads from its inputs, and that nothing of the checkout runs or steers it.

A stand-in for flexmap, which a backend inside its own folder builds, lets the scripts run whole
without the network; `make action` runs them with the real one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts import action_review
from scripts.action_review import InputError, options_of, output_of, paths_of
from tests import hostile
from tests.review_cases import ROOT, mapping_text

SCRIPTS = ("action.sh", "action_review.py", "install.sh")
BACKEND = '''
import zipfile

MAIN = """
import json, os, sys
seen = {"argv": sys.argv[1:], "isolated": sys.flags.isolated, "path": sys.path,
        "stdin": sys.stdin.read(), "file": __file__}
with open(os.environ["SEEN"], "w") as file:
    json.dump(seen, file)
print("::warning::a line that the command prints")
print("##[warning]a line that it says", file=sys.stderr)
for argument in sys.argv:
    if argument.startswith("--output="):
        with open(argument.partition("=")[2], "w") as file:
            file.write("::notice::the report" + chr(10))
sys.exit(int(os.environ.get("CODE", "0")))
"""

def build_wheel(folder, config_settings=None, metadata_directory=None):
    name, info = "flexmap-0-py3-none-any.whl", "flexmap-0.dist-info/"
    with zipfile.ZipFile(folder + "/" + name, "w") as wheel:
        wheel.writestr("flexmap/__init__.py", "")
        wheel.writestr("flexmap/__main__.py", MAIN)
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: flexmap\\nVersion: 0\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return name
'''  # fmt: skip  # noqa: E501


# The scripts, whole


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, Any]]:
    """Runs the Action's step with a stand-in for flexmap in a hostile checkout."""
    action = _stand_in(tmp_path_factory.mktemp("action"))

    def runner(**inputs: str) -> dict[str, Any]:
        folder = tmp_path_factory.mktemp("run")
        checkout, marker, temp = folder / "checkout", folder / "marker", folder / "temp"
        for path in (checkout, temp):
            path.mkdir()
        hostile.fill(checkout, marker)
        hostile.plant_environment(temp / "flexmap-venv", marker)
        done = subprocess.run(
            [action / "scripts" / "action.sh"],
            cwd=checkout, input="standard input", capture_output=True, text=True, check=False,
            env=os.environ | hostile.variables(checkout) | {
                "FLEXMAP_PATHS": ".", "RUNNER_TEMP": str(temp), "SEEN": str(folder / "seen"),
                "GITHUB_OUTPUT": str(folder / "output"), "PIP_NO_INDEX": "1", **inputs,
            },
        )  # fmt: skip
        seen = folder / "seen"
        return {
            "code": done.returncode,
            "out": done.stdout,
            "err": done.stderr,
            "ran": marker.read_text() if marker.exists() else "",
            "output": (folder / "output").read_text(),
            "left": sorted(path.name for path in temp.iterdir()),
            "checkout": checkout,
            **(json.loads(seen.read_text()) if seen.exists() else {}),
        }

    return runner


def _stand_in(action: Path) -> Path:
    (action / "scripts").mkdir()
    for name in SCRIPTS:
        shutil.copy(ROOT / "scripts" / name, action / "scripts" / name)
    (action / "backend.py").write_text(BACKEND, encoding="utf-8")
    (action / "requirements-review.lock").write_text("# nothing\n", encoding="utf-8")
    (action / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        encoding="utf-8",
    )
    return action


@pytest.fixture(scope="module")
def plain(run: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """The step with its defaults."""
    return run()


def test_nothing_of_the_checkout_runs(plain: dict[str, Any]) -> None:
    """Neither a folder called like a module, nor a variable, nor an environment that was left."""
    assert plain["code"] == 0, plain["err"]
    assert plain["ran"] == ""
    assert not (plain["checkout"] / "taken").exists()


def test_the_command_runs_isolated(plain: dict[str, Any]) -> None:
    """It is the installed one, and cannot import from the checkout."""
    assert plain["isolated"] == 1
    assert not {str(plain["checkout"]), "", "."} & set(plain["path"])
    assert not plain["file"].startswith(str(plain["checkout"]))
    assert plain["stdin"] == ""


def test_the_step_leaves_nothing_behind(plain: dict[str, Any]) -> None:
    """The environment goes with the step; what was there before is not touched."""
    assert plain["left"] == ["flexmap-venv"]
    assert plain["output"] == "exit-code=0\n"


def test_only_the_report_can_give_commands_to_the_runner(plain: dict[str, Any]) -> None:
    """What the command prints beside it, such as names in an error, is text for the runner."""
    lines = [line for line in plain["out"].splitlines() if line]
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{32}", token)
    resumed = lines.index(f"::{token}::")
    assert set(lines[1:resumed]) == {
        "::warning::a line that the command prints",
        "##[warning]a line that it says",
    }
    assert lines[resumed + 1 :] == ["::notice::the report"]


def test_a_failed_installation_ends_with_2(tmp_path: Path) -> None:
    """A review that could not run is neither clean nor a finding."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").write_text("#!/bin/sh\nexit 1\n")  # as one that is too old
    (tmp_path / "bin" / "python3").chmod(0o755)
    done = subprocess.run(
        [ROOT / "scripts" / "action.sh"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env=os.environ | {
            "PATH": f"{tmp_path}/bin{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "output"),
        },
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == "::error::flexmap could not be installed; the lines above say why\n"
    assert "python3 has to be Python 3.11 or newer" in done.stderr
    assert (tmp_path / "output").read_text() == "exit-code=2\n"


@pytest.mark.parametrize("arguments", [[], [""], ["a", "b"], ["there"]])
def test_the_installer_takes_one_new_folder(tmp_path: Path, arguments: list[str]) -> None:
    """An environment that is there already, and whatever is in it, is not used."""
    (tmp_path / "there").mkdir()
    done = subprocess.run(
        [ROOT / "scripts" / "install.sh", *arguments],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("install: ")
    assert not list((tmp_path / "there").iterdir())


@pytest.mark.parametrize("name", [*hostile.PACKAGES, "argparse", "sitecustomize"])
def test_the_hostile_checkout_would_run(tmp_path: Path, name: str) -> None:
    """Without isolation it does, or the tests above would prove nothing."""
    checkout, marker = tmp_path / "checkout", tmp_path / "marker"
    hostile.fill(checkout, marker)
    subprocess.run(
        [sys.executable, "-c", f"import {name}"],
        cwd=checkout, env=os.environ | {"PYTHONPATH": str(checkout)}, check=False,
        capture_output=True,
    )  # fmt: skip
    assert name in marker.read_text().split()


# The inputs


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> Callable[..., Any]:
    """Runs the review of the Action with the real command in a hostile checkout."""
    (tmp_path / "mapping.json").write_text(mapping_text(), encoding="utf-8")
    (tmp_path / "scratch").mkdir()
    (tmp_path / "checkout").mkdir()
    hostile.fill(tmp_path / "checkout", tmp_path / "marker")
    monkeypatch.chdir(tmp_path / "checkout")
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from flexmap.cli import main; "
    mapping = f"--mapping={tmp_path / 'mapping.json'}"
    command = (
        sys.executable, "-I", "-c", f"{code}sys.exit(main(sys.argv[1:]))", "review", mapping
    )  # fmt: skip
    monkeypatch.setattr(action_review, "REVIEW", command)

    def runner(**inputs: str) -> tuple[int, str]:
        code = action_review.main([str(tmp_path / "scratch")], inputs)
        return code, capfd.readouterr().out

    return runner


def test_every_input_reaches_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    """Options come before the end of options, and a report for people gives no commands."""
    show = (sys.executable, "-I", "-c", "import sys; print(*sys.argv[1:], sep='\\n'); sys.exit(1)")
    monkeypatch.setattr(action_review, "REVIEW", show)
    inputs = {"FLEXMAP_PATHS": "a\nb c", "FLEXMAP_FORMAT": "text", "FLEXMAP_FAIL_ON": "note",
              "FLEXMAP_ALLOW_SKIPPED": "true", "FLEXMAP_ALLOW_NOTHING": "true",
              "FLEXMAP_FAIL_ON_UNREAD": "true", "FLEXMAP_CHANGED_SINCE": "origin/main",
              "FLEXMAP_BASELINE": "--fix", "FLEXMAP_SETS": "a b.json\r\n c.json\n"}  # fmt: skip
    assert action_review.main([str(tmp_path)], inputs) == 1
    first, *middle, last = (line for line in capfd.readouterr().out.splitlines() if line)
    assert middle == [
        "--format=text", "--fail-on=note", "--changed-since=origin/main", "--baseline=--fix",
        "--sets=a b.json", "--sets=c.json", "--allow-skipped", "--allow-nothing",
        "--fail-on-unread", "--", "a", "b c",
    ]  # fmt: skip
    assert last == f"::{first.removeprefix('::stop-commands::')}::"


@pytest.mark.parametrize(("ended", "code"), [(0, 0), (1, 1), (2, 2), (3, 3), (130, 2), (-9, 2)])
def test_a_code_without_a_meaning_is_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ended: int, code: int
) -> None:
    """A command that was killed is no finding."""
    end = f"os.kill(os.getpid(), {-ended})" if ended < 0 else f"os._exit({ended})"
    monkeypatch.setattr(action_review, "REVIEW", (sys.executable, "-c", f"import os; {end}"))
    assert action_review.main([str(tmp_path)], {"FLEXMAP_PATHS": "."}) == code


def files_of(out: str) -> set[str]:
    return set(re.findall(r"^::error file=([^,]*),", out, re.MULTILINE))


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        ("scripts infra", {"scripts/a.sh", "infra/b.sh"}),
        ("scripts\ninfra\n", {"scripts/a.sh", "infra/b.sh"}),
        ("scripts\r\n\r\ninfra\r\n", {"scripts/a.sh", "infra/b.sh"}),
        ('"with blanks" infra', {"with blanks/c d.sh", "infra/b.sh"}),
        ("with blanks/c d.sh\ninfra", {"with blanks/c d.sh", "infra/b.sh"}),
        ("-x.sh --output=taken.sh", {"-x.sh", "--output=taken.sh"}),
        ("-x.sh\n--output=taken.sh", {"-x.sh", "--output=taken.sh"}),
        ("-", {"-"}),
        ("-\ninfra", {"-", "infra/b.sh"}),
    ],
)
def test_every_path_is_looked_at(
    review: Callable[..., tuple[int, str]], paths: str, files: set[str]
) -> None:
    """A path that is not looked at is a clean result that nobody earned."""
    code, out = review(FLEXMAP_PATHS=paths)
    assert (code, files_of(out)) == (1, files)
    assert not Path("taken.sh").exists()


@pytest.mark.parametrize("paths", ["", " ", "\n \n", '""', '"a', "scripts\nnot there"])
def test_paths_of_no_use_end_with_2(review: Callable[..., tuple[int, str]], paths: str) -> None:
    """Nothing was named, or not all of it is there: that is not clean."""
    code, out = review(FLEXMAP_PATHS=paths)
    assert code == 2
    assert out.splitlines()[-1].startswith("::error::")


def test_nothing_to_look_at_says_what_accepts_it(review: Callable[..., tuple[int, str]]) -> None:
    """No file in a known language is no result; whoever expects it says so."""
    Path("site.css").write_text("a { color: red }\n")
    code, out = review(FLEXMAP_PATHS="site.css")
    assert code == 3
    assert "allow-nothing" in out.splitlines()[-1]
    assert review(FLEXMAP_PATHS="site.css", FLEXMAP_ALLOW_NOTHING="true")[0] == 0


@pytest.mark.parametrize("name", ["FLEXMAP_ALLOW_NOTHING", "FLEXMAP_ALLOW_SKIPPED"])
def test_a_switch_is_true_or_false(name: str) -> None:
    """A misspelt switch neither opens nor closes anything."""
    assert len(options_of({name: "true"})) == len(options_of({name: "false"})) + 1
    with pytest.raises(InputError):
        options_of({name: "yes"})


@pytest.mark.parametrize("output", ["link.sarif", "folder/report.sarif", "a/../link.sarif"])
def test_a_report_does_not_go_through_a_link(
    review: Callable[..., tuple[int, str]], tmp_path: Path, output: str
) -> None:
    """Whoever fills the checkout does not choose the file that is overwritten."""
    (tmp_path / "elsewhere").mkdir()
    Path("link.sarif").symlink_to(tmp_path / "elsewhere" / "file")
    Path("folder").symlink_to(tmp_path / "elsewhere")
    for name in (output, str(Path.cwd() / output)):
        assert review(FLEXMAP_PATHS="scripts", FLEXMAP_OUTPUT=name)[0] == 2
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_report_goes_where_it_is_sent(
    review: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    """Into the checkout and beside it, and not to the log too."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "way").symlink_to(tmp_path / "elsewhere")
    for name in ("report", f"{tmp_path}/way/report", "../scratch/report"):
        code, out = review(FLEXMAP_PATHS="scripts", FLEXMAP_OUTPUT=name)
        assert (code, files_of(out)) == (1, set())
        assert files_of(Path(name).read_text()) == {"scripts/a.sh"}
    assert output_of("", tmp_path) is None


PATHS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\0"))


@given(st.lists(PATHS.filter(str.strip), min_size=2))
def test_each_line_is_one_path(names: list[str]) -> None:
    """Whatever is in a name, it is one path and no option."""
    paths = paths_of("\n".join(names))
    assert [path.removeprefix("./") for path in paths] == [n.removeprefix("./") for n in names]
    assert not [path for path in paths if path.startswith("-")]


@given(st.text())
def test_any_text_gives_paths_or_a_sentence(text: str) -> None:
    """No input is taken for an option, an empty name or standard input."""
    try:
        paths = paths_of(text)
    except InputError:
        return
    assert paths
    assert not [path for path in paths if not path or path.startswith("-")]


# action.yml


def test_the_action_passes_every_input_as_a_variable() -> None:
    """Nothing in an input is run, and none is forgotten."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (step,) = action["runs"]["steps"]
    assert "${{" not in step["run"]
    used = re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", "\n".join(step["env"].values()))
    assert sorted(used) == sorted(action["inputs"])
    read = (ROOT / "scripts" / "action_review.py").read_text(encoding="utf-8")
    switches = {"FLEXMAP_ALLOW_SKIPPED", "FLEXMAP_ALLOW_NOTHING", "FLEXMAP_FAIL_ON_UNREAD"}
    named = {"FLEXMAP_CHANGED_SINCE", "FLEXMAP_BASELINE", "FLEXMAP_SETS"}
    assert set(step["env"]) - switches - named - {"FLEXMAP_SITE_URL"} == set(
        re.findall(r"FLEXMAP_\w+", read)
    )
