"""The page of the review lists the files that are read, as the table of languages has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from flexmap.rules import rules
from flexmap.sources.languages import by_name, languages, needles
from flexmap.sources.walk import _NEVER

ROOT = Path(__file__).parent.parent


def section() -> str:
    """What the page says about which files are read."""
    text = (ROOT / "docs" / "review" / "index.md").read_text(encoding="utf-8")
    return text.partition("### Which files are read\n")[2].partition("\n##")[0]


def code(words: Sequence[str]) -> str:
    """The words as code, with commas."""
    return ", ".join(f"`{word}`" for word in words)


def rows() -> list[str]:
    """A row for each language: its title, then its endings, names and interpreters."""
    return [f"| {rule['title']} | {'; '.join(_marks(rule))} |" for rule in languages().values()]


def _marks(rule: Mapping[str, Any]) -> Iterator[str]:
    yield code(rule["extensions"])
    if "names" in rule:
        yield code(rule["names"])
    if "interpreters" in rule:
        yield f"first line: {code(rule['interpreters'])}"


def test_every_ending_and_name_stands_in_the_table() -> None:
    """In the order of `languages.json`, and nothing that is not read."""
    table = [line for line in section().splitlines() if line.startswith("| ")]
    assert table[1:] == rows()


def test_the_endings_of_templates_are_listed() -> None:
    """The ending before them tells the language."""
    (line,) = (line for line in section().splitlines() if "template of such a file" in line)
    wrappers = rules("languages")["wrappers"]
    assert re.findall(r"`(\.\w+)`", line) == wrappers
    assert all(by_name(f"setup.sh{ending}") == "shell" for ending in wrappers)


def test_the_words_of_what_is_named_as_not_read_are_listed() -> None:
    """Whoever is told of such a file looks for one of them."""
    text = (ROOT / "docs" / "review" / "index.md").read_text(encoding="utf-8")
    (line,) = (line for line in text.splitlines() if "of another kind" in line)
    assert re.findall(r"`([\w/-]+)`", line) == [word.decode() for word in needles()]


def test_examples_of_what_is_not_read_have_no_reader() -> None:
    """A kind that is named there as not read, and gets a reader, has to leave the list."""
    (line,) = (line for line in section().splitlines() if line.startswith("Not read are"))
    named = re.findall(r"`([\w.]+)`", line)
    assert len(named) >= 5
    for name in named:
        assert by_name(f"a{name}" if name.startswith(".") else name) is None, name


def test_the_folders_that_are_never_entered_are_listed() -> None:
    """Code in them is somebody else's."""
    (line,) = (line for line in section().splitlines() if line.startswith("Also not read"))
    folders = line.partition("the folders")[2]
    assert sorted(re.findall(r"`([^`]+)`", folders)) == sorted(_NEVER)


def test_a_template_is_in_the_language_before_its_last_ending() -> None:
    """Also where that ending alone is one of a language."""
    assert by_name("setup.sh.template") == "shell"
    assert by_name("stack.json.template") == by_name("stack.template") == "json"
    assert by_name("notes.template.unknown") is None
