"""Names and code that were made to be obeyed, each in every format that met them."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest

from flexmap import escape
from flexmap.cli import main
from flexmap.mapping.citation import STYLES, cite
from flexmap.mapping.page import page, row
from flexmap.report import REPORTERS, Listing
from flexmap.review.findings import Quoted
from flexmap.review.ignores import Config
from flexmap.review.run import Review, Settings, review
from flexmap.sources.content import Skipped
from generator.reading.problems import Place, Problem
from generator.reading.reporters import REPORTERS as CHECKS
from tests import agents
from tests.review_cases import ROOT, found, mapping, mapping_text

CALL = "az vmss deallocate -g rg -n web --instance-ids 1\n"
AZURE = "##vso[task.setvariable variable=TOKEN]x"
GITHUB = "::add-mask::a"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FLEXMAP_SITE_URL", raising=False)
    return tmp_path


def reviewed(**settings: Any) -> Listing:
    """The review of the current folder, as the command hands it to a format."""
    done = review(mapping(), ["."], Settings(jobs=1, **settings))
    return Listing(review=done, findings=tuple(done.shown()))


def empty(**changes: Any) -> Listing:
    """A review without findings."""
    none = Review(
        mapping=mapping(), findings=(), notices=(), skipped=(), missing=(), files=1, parsed=0,
        bytes=0, ignored_files=0, other_files=0,
    )  # fmt: skip
    return Listing(review=replace(none, **changes), findings=())


def obeyed(output: str) -> list[str]:
    """The lines that an agent would take for a command."""
    return [line for line in agents.lines(output) if agents.github(line) or agents.azdo(line)]


# The agents of pipelines


@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_a_notice_cannot_carry_a_command(here: Path, name: str) -> None:
    """The name of a file with a faulty ignore, which is a remark, began a line of its own."""
    for command in (AZURE, GITHUB, "##[error]x"):
        (here / f"a\n{command}\n.sh").write_text(f"# flexmap: ignore VF002\n{CALL}")
    listing = reviewed()
    assert len(listing.review.notices) == len(listing.findings) == 3
    out = REPORTERS[name](listing)
    lines = agents.lines(out)[:-1]
    commands = [agents.azdo(line) or agents.github(line) for line in lines]
    allowed = {"azdo": {"task.logissue", "debug"}, "github": {"error", "notice"}}
    assert {command.name for command in commands if command} == allowed.get(name, set())
    assert not [line for line in lines if line.startswith((AZURE, GITHUB, "##[error]"))]


@pytest.mark.parametrize("name", sorted(set(REPORTERS) - {"github", "azdo"}))
def test_a_line_of_code_cannot_be_a_command(here: Path, name: str) -> None:
    """A pipeline prints a report in any format; its agent reads every line of it."""
    (here / "a.sh").write_text(f"{CALL.strip()} # {AZURE}\n::add-mask:: ; {CALL}")
    listing = reviewed()
    assert len(listing.findings) == 2
    assert obeyed(REPORTERS[name](listing)) == []


def test_both_agents_read_back_what_was_meant(here: Path) -> None:
    """What ends a value for an agent is escaped for it, and read back."""
    name = "100% a:b,c;d]e %0A %25 %AZP25.sh"
    (here / name).write_text(CALL)
    listing = reviewed()
    github = agents.github(REPORTERS["github"](listing).splitlines()[0])
    azure = agents.azdo(REPORTERS["azdo"](listing).splitlines()[0])
    assert github is not None
    assert azure is not None
    assert github.properties["file"] == azure.properties["sourcepath"] == name
    message = listing.findings[0].message
    assert github.data == azure.data == message


def test_what_the_check_of_the_data_prints_is_no_command() -> None:
    """The project's own check runs on pull requests of strangers."""
    place = Place(path=f"::error::x{AZURE}", line=1, column=1)
    problem = Problem(place=place, code="a", message=f"b\n{AZURE}", hint="##[group]\x1b[31m")
    assert obeyed(CHECKS["text"]([problem])) == obeyed(CHECKS["json"]([problem])) == []
    (line,) = CHECKS["github"]([problem]).splitlines()
    command = agents.github(line)
    assert command is not None
    assert command.properties["file"] == "::error::x\\x23#vso[task.setvariable variable=TOKEN]x"


# Terminals


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07a\x1b[31m", "\\x1b]0;title\\x07a\\x1b[31m"),
        ("a\x9b2Jb\x7f", "a\\u009b2Jb\\x7f"),
        ("exe\u202egnp.sh\u2066", "exe\\u202egnp.sh\\u2066"),
        ("a\nb\rc\td\u2028e\x85", "a\\nb\\rc\\td\\u2028e\\u0085"),
        ("a\u200bb\ufe0fc\U000e0041", "a\\u200bb\\ufe0fc\\U000e0041"),
        ("caf\udce9.sh", "caf\\xe9.sh"),
        ("\ud83d", "\\ud83d"),
        ("Größe 日本 😀 a\xa0b \\ C:\\x", "Größe 日本 😀 a\xa0b \\ C:\\x"),
        (GITHUB, "\\x3a:add-mask::a"),
        ("  ::group::a::b", "  \\x3a:group::a::b"),
        ("a ::group::", "a ::group::"),
        (f"a {AZURE}", "a \\x23#vso[task.setvariable variable=TOKEN]x"),
        ("###[group] ## Title #[a] ##VSO", "#\\x23#[group] ## Title #[a] \\x23#VSO"),
    ],
)
def test_a_terminal_shows_what_is_there(text: str, shown: str) -> None:
    """What would move, hide or turn text is spelled out; all else is shown as it is."""
    assert escape.terminal(text) == shown


def test_a_mapping_of_a_stranger_cannot_move_the_cursor() -> None:
    """`show`, `search` and `cite` print what the file of `--mapping` says."""
    entry = mapping().entry("VF002")
    assert entry is not None
    evil = replace(
        entry,
        title="a\x1b[2J",
        uniform=replace(entry.uniform, operation="c\x07"),
        flexible=replace(entry.flexible, headline=f"b\u202e {AZURE}"),
    )
    whole = replace(mapping(), records=(evil,), data_version="1\x1b[31m")
    shown = [row(evil), page(whole, evil), *(cite(whole, "VF002", style) for style in STYLES)]
    for text in shown:
        assert not [char for char in text if not char.isprintable() and char != "\n"]
        assert obeyed(text) == []


# Comments on a code host


def test_a_variable_cannot_write_into_a_comment() -> None:
    """The text of a call whose operation is in a variable was read as Markdown."""
    trap = "/*![a](//x.example) @octocat #1 <img>*/x"
    code = f"""
import {{ ComputeManagementClient }} from "@azure/arm-compute";
const client = new ComputeManagementClient(a, b);
client.virtualMachineScaleSets[{trap}]("rg");
"""
    (finding,) = (f for f in found(code.encode(), "javascript") if not f.matches)
    assert [part for part in finding.parts if isinstance(part, Quoted)] == [finding.name]
    out = REPORTERS["markdown"](replace(empty(), findings=(finding,)))
    (line,) = (line for line in out.splitlines() if "octocat" in line)
    assert line.startswith(f"| `input:4` | dynamic | note | `{finding.name}`: the operation is")


def test_a_message_keeps_our_own_code_and_no_other() -> None:
    """What the mapping has in backticks stays code; a stranger's backtick does not end it."""
    text = "call `list` | and <b>, or ` alone"
    assert escape.markdown_prose(text) == "call `list` | and &lt;b>, or &#96; alone"
    assert escape.markdown_code("a`b") == "``a`b``"
    assert escape.markdown_code("`echo`") == "`` `echo` ``"
    assert escape.markdown_code("`" * 81) == "`" + "\\x60" * 81 + "`"
    assert escape.markdown_cell(escape.markdown_code("a|b\\|c")) == "`a\\|b\\\\|c`"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("too deeply nested", True),
        ("unreadable (Permission denied)", True),
        ("every set that this file declares is uniform", True),
        ("a.sh:1: ignore of VF001 covers nothing", False),
        ("@octocat", False),
        ("fixes #1", False),
        ("GH-1", False),
        ("www.x.example", False),
        ("see http://x.example", False),
        ("deadbeef", False),
        ("*a* _b_", False),
        ("a  b", False),
        ("", False),
    ],
)
def test_only_plain_words_are_no_code(text: str, plain: bool) -> None:
    """Code hosts make links of words with signs, numbers or the letters of a commit."""
    assert escape.markdown_quoted(text) == (text if plain else escape.markdown_code(text))


def test_an_address_of_the_reviewed_repository_cannot_end_the_link(here: Path) -> None:
    """`site` comes from a file of the checkout."""
    (here / "a.sh").write_text(CALL)
    site = "https://x.example/a) | ![b](http://y.example)\n::error::c\x1b"
    shown = replace(reviewed(config=Config(site=site)), site=site)
    assert (
        "](https://x.example/a%29%20%7C%20![b]%28http://y.example%29%0A::error::c%1B/entries/"
        in (REPORTERS["markdown"](shown))
    )
    for name in ("text", "markdown", "json", "sarif"):
        assert obeyed(REPORTERS[name](shown)) == []


# SARIF


def test_a_message_in_sarif_has_no_link_and_no_placeholder() -> None:
    """`a[0](x)` is a call; a viewer took it for a link to a place or an address."""
    text = "[click](http://x.example) a[0](1) ${name} {0}"
    assert escape.sarif_message(text) == ("[click] (http://x.example) a[0] (1) ${{name}} {{0}}")


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("./a b.sh", "a%20b.sh"),
        ("a:b/c?d#e%.sh", "a%3Ab/c%3Fd%23e%25.sh"),
        ("/x/ü.sh", "file:///x/%C3%BC.sh"),
        ("caf\udce9.sh", "caf%E9.sh"),
        ("\ud83d.sh", "%ED%A0%BD.sh"),
    ],
)
def test_a_path_is_an_address_to_the_byte(path: str, uri: str) -> None:
    """A code host finds the file, whatever its name."""
    assert escape.sarif_uri(path) == uri


# Names that are no text


@pytest.mark.skipif(os.name != "posix", reason="names there are always text")
@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_a_name_that_is_no_text_is_reported(
    here: Path, tmp_path_factory: pytest.TempPathFactory, name: str, capsys: Any
) -> None:
    """The bytes of a name in another encoding ended the run in a traceback."""
    path = tmp_path_factory.mktemp("mapping") / "mapping.json"
    path.write_text(mapping_text(), encoding="utf-8")
    with open(os.fsencode(str(here)) + b"/caf\xe9.sh", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(CALL)
    with open(os.fsencode(str(here)) + b"/b\xe9.sh", "wb") as file:  # noqa: PTH123
        file.write(b"az vmss list\x00")
    assert main(["review", "--mapping", str(path), "--format", name, "--output", "out", "."]) in (
        1,
        2,
    )
    out = (here / "out").read_bytes().decode()
    assert "Traceback" not in capsys.readouterr().err
    assert "b\\xe9.sh" in out.replace("\\\\", "\\")
    if name == "sarif":
        (result,) = json.loads(out)["runs"][0]["results"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert unquote_to_bytes(uri) == b"caf\xe9.sh"
    elif name == "json":
        assert json.loads(out)["findings"][0]["path"] == "caf\\xe9.sh"
    else:
        assert "caf\\xe9.sh" in out.replace("\\\\", "\\")


# What was not read


@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_every_format_names_every_path_that_was_not_read(name: str) -> None:
    """GitHub's and Azure's format named none, and the comment stopped after twenty."""
    skipped = tuple(Skipped(f"folder/skipped-{n}.sh", f"reason number {n}") for n in range(60))
    missing = tuple(f"missing-{n}.sh" for n in range(60))
    out = REPORTERS[name](empty(skipped=skipped, missing=missing))
    for item in skipped:
        assert item.path in out
        assert item.reason in out
    for path in missing:
        assert path in out
    if name == "sarif":
        (call,) = json.loads(out)["runs"][0]["invocations"]
        assert call["executionSuccessful"] is False
        levels = [note["level"] for note in call["toolExecutionNotifications"]]
        assert levels == ["error"] * 60 + ["warning"] * 60
    elif name in ("github", "azdo"):
        commands = [getattr(agents, name)(line) for line in out.splitlines()[:120]]
        levels = [c.properties.get("type", c.name) for c in commands]
        assert levels == ["error"] * 60 + ["warning"] * 60


def test_a_comment_says_how_many_paths_it_leaves_out() -> None:
    """A code host refuses a long comment; what is cut is counted."""
    skipped = tuple(Skipped(f"{'long/' * 50}{n}.sh", "binary") for n in range(400))
    findings = tuple(found(CALL.encode() * 400, "shell", "a.sh"))
    listing = replace(empty(skipped=skipped, missing=("gone.sh",)), findings=findings)
    out = REPORTERS["markdown"](listing)
    assert len(out) < 65_000
    named = out.count("- not looked at: ")
    assert f"{401 - 1 - named} more paths and remarks are not shown here." in out
    rows = out.count("| `a.sh:")
    assert f"{400 - rows} more are not shown here." in out
    assert min(named, rows) > 50
    assert "- not there: `gone.sh`" in out


# The page that checks code


def test_the_page_writes_no_html_from_text() -> None:
    """Everything that it shows is text of a node; a browser test looks at the result."""
    for path in (ROOT / "docs/assets/check").glob("*.js"):
        script = path.read_text(encoding="utf-8")
        for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "srcdoc",
                     "setHTML", "createContextualFragment", "DOMParser", "eval("):  # fmt: skip
            assert sink not in script, path.name
