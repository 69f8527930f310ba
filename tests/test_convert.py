"""`flexmap convert`: templates of Uniform sets, before and after, and what is told about them.

With `UPDATE_GOLDEN=1` the expected files are written anew.
"""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import flexmap.mapping
from flexmap.cli import main
from flexmap.convert.templates import LANGUAGES, Converted, Converter
from flexmap.mapping import Mapping
from flexmap.sources.languages import by_name
from flexmap.syntax import grammar
from tests.review_cases import ROOT, found, mapping

BEFORE = Path(__file__).parent / "golden" / "convert" / "before"
AFTER = BEFORE.with_name("after")
FILES = sorted(path.name for path in BEFORE.iterdir())


@cache
def converter() -> Converter:
    return Converter(mapping())


def converted(name: str, text: bytes) -> Converted:
    made = converter().convert(name, text)
    assert made is not None
    return made


@pytest.mark.parametrize("name", FILES)
def test_a_template_becomes_the_expected_one(name: str) -> None:
    """Layout and comments stay; what is left out is a comment with its reference."""
    made = converted(name, (BEFORE / name).read_bytes())
    if os.environ.get("UPDATE_GOLDEN"):
        (AFTER / name).write_bytes(made.after)
    assert made.after == (AFTER / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_the_result_parses_and_nothing_in_it_stops(name: str) -> None:
    """But for sets that were left as they are, which the notes name."""
    made = converted(name, (BEFORE / name).read_bytes())
    language = by_name(name)
    assert language is not None
    assert not grammar.parse(LANGUAGES[language], made.after).has_error
    assert made.left == ()
    assert bool(made.notes) == (name in ("windows.tf", "flexible.bicep"))
    stops = [f.message for f in found(made.after, language, name) if f.stops]
    assert [
        message for message in stops if "azurerm_virtual_machine_scale_set" not in message
    ] == []


@pytest.mark.parametrize("name", FILES)
def test_a_second_time_changes_nothing(name: str) -> None:
    """A set that is Flexible is left alone."""
    after = converted(name, (BEFORE / name).read_bytes()).after
    again = converted(name, after)
    assert again.after == after
    assert again.sets == ()


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".tf")])
def test_every_argument_of_the_result_is_known(name: str) -> None:
    """A released provider has it; a row that is missing would leave an old one in place.

    The properties of ARM and Bicep have one resource for both modes.
    """
    made = converted(name, (BEFORE / name).read_bytes())
    conversions = mapping().conversions
    assert conversions is not None
    surface = yaml.safe_load((ROOT / "data/surface/arguments.yml").read_text(encoding="utf-8"))
    known = {
        argument
        for line in surface["lines"]
        for one in line["resources"]
        if one["resource"] == conversions.terraform.to
        for argument in one["arguments"]
    }
    assert written_arguments(made.after, conversions.terraform.to) <= known


META = {"count", "for_each", "depends_on", "provider", "lifecycle"}


def written_arguments(source: bytes, resource: str) -> set[str]:
    """The paths of what stands in the blocks of a resource."""
    from flexmap.convert.members import body_of, members

    def below(node, path):
        for member in members(node, source):
            here = f"{path}.{member.name}" if path else member.name
            yield here
            if member.value.type == "body":
                yield from below(member.value, here)

    root = grammar.parse("hcl", source)
    blocks = [node for body in root.named_children for node in body.named_children]
    wanted = f'resource "{resource}"'.encode()
    chosen = [node for node in blocks if (node.text or b"").startswith(wanted)]
    assert chosen
    bodies = [body for node in chosen if (body := body_of(node))]
    return {path for body in bodies for path in below(body, "")} - META


@pytest.fixture
def here(tmp_path: Path, mapping_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the templates, which is the current one."""
    monkeypatch.setattr(
        "flexmap.mapping.loader.load",
        lambda _, whole=flexmap.mapping.load: whole(str(mapping_file)),
    )
    for name in FILES:
        (tmp_path / name).write_bytes((BEFORE / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_patch_applies(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It makes of each file what `--write` would."""
    assert main(["convert", *FILES, "--diff"]) == 1
    patch = capsys.readouterr().out
    subprocess.run(["git", "apply"], input=patch, text=True, check=True, cwd=here)
    for name in FILES:
        assert (here / name).read_bytes() == (AFTER / name).read_bytes(), name


def test_files_are_written_and_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is left to do is said, with the steps for Terraform."""
    assert main(["convert", *FILES, "--write"]) == 1
    told = capsys.readouterr().err
    for name in FILES:
        assert (here / name).read_bytes() == (AFTER / name).read_bytes(), name
    assert "linux.tf: converted: azurerm_linux_virtual_machine_scale_set.web" in told
    assert "set.json: left out: overprovision (VF094: " in told
    assert "set.bicep: left out, to be replaced by you: healthProbe (VF090: " in told
    assert "linux.tf: step 2: run terraform state rm" in told
    assert "flexible.bicep: left as it is: line 8:" in told
    assert "windows.tf: left as it is: line 52: azurerm_virtual_machine_scale_set" in told


def test_a_set_that_needs_nothing_else_is_whole(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 0, and the file named with `--output`."""
    assert main(["convert", "crlf.json", "--output", "new.json"]) == 0
    assert (here / "new.json").read_bytes() == (AFTER / "crlf.json").read_bytes()
    assert (here / "crlf.json").read_bytes() == (BEFORE / "crlf.json").read_bytes()
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["none.tf"], "none.tf: unreadable (No such file or directory)", 2),
        (["notes.md"], "notes.md: it is no template; those are .json, .bicep and .tf files", 2),
        (["latin.tf"], "latin.tf: it is not UTF-8", 2),
        (["linux.tf", "set.json", "--output", "x"], "--output takes the result of one file", 2),
        (["empty.tf"], "nothing to convert: no Uniform set is declared in these files", 3),
    ],
)
def test_what_cannot_be_converted_is_told(
    arguments: list[str], said: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """With how to go on."""
    Path("notes.md").write_text("hello")
    Path("latin.tf").write_bytes(b"# \xe9\n")
    Path("empty.tf").write_text("")
    assert main(["convert", *arguments]) == code
    assert said in capsys.readouterr().err


@settings(max_examples=60)
@given(name=st.sampled_from(FILES), cut=st.integers(0, 2_000), size=st.integers(1, 40),
       put=st.sampled_from(["", "}", "{", "\n", '"', "x = 1", ",", "#", "'"]))  # fmt: skip
def test_a_broken_template_raises_nothing(name: str, cut: int, size: int, put: str) -> None:
    """Nor does the conversion break what parsed before."""
    text = (BEFORE / name).read_bytes()
    at = cut % len(text)
    text = text[:at] + put.encode() + text[at + size :]
    language = by_name(name)
    assert language is not None
    before = grammar.parse(LANGUAGES[language], text).has_error
    made = converted(name, text)
    if not before:
        assert not grammar.parse(LANGUAGES[language], made.after).has_error
        assert converted(name, made.after).after == made.after


ELSEWHERE = """{"resources": [
  {"type": "Microsoft.Compute/virtualMachineScaleSets", "apiVersion": "2024-07-01", "name": "web",
   "properties": {"virtualMachineProfile": "[parameters('profile')]"}},
  {"type": "Microsoft.Compute/virtualMachineScaleSets", "apiVersion": "2024-07-01", "name": "api",
   "properties": {"platformFaultDomainCount": "[parameters('domains')]"}}
]}
"""


def test_what_is_written_elsewhere_is_named() -> None:
    """What the command did not see may still hold what a Flexible set refuses."""
    made = converted("set.json", ELSEWHERE.encode())
    assert len(made.sets) == 2
    assert not made.whole
    assert made.notes == (
        "line 2: Microsoft.Compute/virtualMachineScaleSets: properties.virtualMachineProfile"
        " is not written here; look at it yourself",
        "line 4: Microsoft.Compute/virtualMachineScaleSets: properties.platformFaultDomainCount"
        " is not written here; look at it yourself",
    )


def test_a_set_of_an_open_mode_is_named_once() -> None:
    """With the reason, and with its type once."""
    made = converted("flexible.bicep", (BEFORE / "flexible.bicep").read_bytes())
    assert made.notes == (
        "line 8: Microsoft.Compute/virtualMachineScaleSets: its mode is open"
        " (the mode is in a parameter)",
    )


def test_no_text_ends_a_comment_within_a_line() -> None:
    """An id may hold what ends a comment."""
    before = (BEFORE / "set.bicep").read_text().replace("{ id: pool }", "{ id: '/a*/b' }")
    made = converted("set.bicep", before.encode())
    assert not grammar.parse("bicep", made.after).has_error
    assert b"'/a* /b'" in made.after


def test_without_a_table_nothing_changes() -> None:
    """A mapping of an older format has none."""
    from dataclasses import replace

    old: Mapping = replace(mapping(), conversions=None)
    made = Converter(old).convert("linux.tf", (BEFORE / "linux.tf").read_bytes())
    assert made is not None
    assert made.sets == ()
    assert made.after == made.before
