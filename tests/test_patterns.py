"""Patterns as in `.gitignore`: the answers are those of git, and any pattern ends."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flexmap.sources.patterns import LONGEST, PatternError, Patterns, check, from_here

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

NAMES = ["a", "b", "ab", "abc", "a.b", "-", "]", "[", "!", "#x", " a", "a ", "x*", "é", "a\\",
         "A", "1", "[a]", "foo", "foobar"]  # fmt: skip
PARTS = ["*", "**", "***", "?", "[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[!]a]", "[[:alpha:]]",
         "[[:digit:]]", "[a-]", "[\\]]", "[[]", "\\", "\\/", "\\*", "[z-a]", "[[:x:]]",
         "[[:alpha:]-z]", "[a", "[/]", "[a/b]", "]", "/", "/", "/", "a", "b", "ab", "foo", "bar",
         "é", "-", ".", "!", "#", " ", "[", "\r", "\t"]  # fmt: skip


def some_pattern(chance: random.Random) -> str:
    text = "".join(chance.choice(PARTS) for _ in range(chance.randint(1, 7)))
    before = chance.choice(["", "", "/", "!", "!/"])
    return before + text + chance.choice(["", "", "/", " ", "\\ "])


def some_file(chance: random.Random) -> str:
    lines = [some_pattern(chance) for _ in range(chance.randint(1, 4))]
    start = ["*", "!*/"] if chance.random() < 0.4 else []
    return chance.choice(["\n", "\r\n"]).join([*start, *lines])


def some_tree(chance: random.Random, folder: Path) -> list[str]:
    """Makes files below the folder; the path of everything that is then there."""
    for _ in range(25):
        path = folder.joinpath(*(chance.choice(NAMES) for _ in range(chance.randint(1, 4))))
        if not path.exists() and not any(parent.is_file() for parent in path.parents):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    found = (str(path.relative_to(folder)) for path in folder.rglob("*"))
    return sorted(path for path in found if path != ".gitignore")


def asked_of_git(root: Path, paths: Sequence[str]) -> list[bool]:
    """Whether git ignores each path below the root of a repository."""
    command = ["git", "-C", str(root), "check-ignore", "--no-index", "-v", "-n", "-z", "--stdin"]
    asked = b"".join(b"./" + os.fsencode(path) + b"\0" for path in paths)
    done = subprocess.run(command, input=asked, capture_output=True, check=False)
    said = done.stdout.split(b"\0")
    decided = [bool(pattern) and not pattern.startswith(b"!") for pattern in said[2::4]]
    assert len(decided) == len(paths)
    return decided


def covered(patterns: Patterns, root: Path, path: str) -> bool:
    """What the patterns say of a file or a folder."""
    return patterns.cover(path, folder=(root / path).is_dir())


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    return tmp_path


@needs_git
@pytest.mark.parametrize("seed", range(4))
def test_every_answer_is_that_of_git(repository: Path, seed: int) -> None:
    """Over patterns and paths at random: folders, links between them, and what is malformed."""
    chance = random.Random(seed)
    asked: list[tuple[str, str, str]] = []
    for number in range(100):
        folder = repository / f"case{number}"
        folder.mkdir()
        text = some_file(chance)
        (folder / ".gitignore").write_bytes(text.encode())
        asked += [(text, folder.name, path) for path in some_tree(chance, folder)]
    theirs = asked_of_git(repository, [f"{name}/{path}" for _, name, path in asked])
    assert 0.1 < sum(theirs) / len(theirs) < 0.9
    wrong = [
        (text, path, theirs[number])
        for number, (text, name, path) in enumerate(asked)
        if covered(Patterns.of_file(text.encode()), repository / name, path) is not theirs[number]
    ]
    assert wrong == []


@needs_git
@pytest.mark.parametrize(
    "text",
    ["[[:alnum:]]", "[[:alpha:]]", "[[:blank:]]", "[[:cntrl:]]", "[[:digit:]]", "[[:graph:]]",
     "[[:lower:]]", "[[:print:]]", "[[:punct:]]", "[[:space:]]", "[[:upper:]]", "[[:xdigit:]]",
     "?", "*", "[!a-z]", "[^[:punct:]]", "[ -~]", "[\\]-a]", "[!/]", "[a-[:digit:]]"],
)  # fmt: skip
def test_sets_hold_the_bytes_that_they_hold_for_git(repository: Path, text: str) -> None:
    """Each name of one byte."""
    names = [bytes([byte]) for byte in range(1, 256) if byte not in b"/."]
    for name in names:
        (repository / os.fsdecode(name)).touch()
    (repository / ".gitignore").write_text(text + "\n")
    patterns = Patterns.of_file(text.encode())
    ours = [bool(patterns.decision(name, folder=False)) for name in names]
    assert ours == asked_of_git(repository, [os.fsdecode(name) for name in names])


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 300 + "b", "a" * 250),
        ("/" + "*a" * 300 + "b", "a" * 250),
        ("**/a/" * 150 + "b", "a/" * 400 + "c"),
        ("**/*a/" * 150 + "b", "aa/" * 400 + "c"),
        ("*?" * 400 + "b", "a" * 250),
        ("*[ab]" * 150 + "c", "ab" * 120),
        ("**/a*a*a*a*a*b/" * 50 + "c", "aaaaaaaaaaaaaaaaaaaaaaaaaaa/" * 100 + "c"),
    ],
)
def test_any_pattern_ends(pattern: str, path: str) -> None:
    """Many stars on a path that nearly fits: a matcher that goes back would never come out."""
    assert not Patterns.of_texts([pattern] * 50).cover(path)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60), st.binary(min_size=1, max_size=30))
def test_any_bytes_are_patterns(content: bytes, path: bytes) -> None:
    """A file of any bytes has an answer for any path."""
    assert Patterns.of_file(content).decision(path, folder=False) in (None, True, False)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=20))
def test_a_pattern_of_the_configuration_is_usable_or_refused(text: str) -> None:
    """What passes the check has a meaning: it is not silently left out."""
    try:
        check(text)
    except ValueError:
        return
    assert Patterns.of_texts([text])


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("!", "names nothing"),
        ("/", "names nothing"),
        ("//", "names nothing"),
        ("a//", "names nothing"),
        ("#a", "comment"),
        ("a\nb", "one line"),
        ("a\x00", "one line"),
        ("[a", "not closed"),
        ("a\\", "backslash"),
        ("[[:word:]]", "alnum, alpha"),
        ("a" * (LONGEST + 1), "longer than"),
    ],
)
def test_a_wrong_pattern_says_why(text: str, part: str) -> None:
    """A pattern that can never match hides what somebody meant."""
    with pytest.raises(PatternError, match=part):
        check(text)


def test_a_path_is_seen_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the path is spelled, and over a link to a folder."""
    (tmp_path / "here" / "sub").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    for path in ("sub/a.sh", "./sub/a.sh", "sub/../sub/a.sh", str(tmp_path / "link/sub/a.sh")):
        assert from_here(path) == "sub/a.sh"
    assert from_here("../b.sh") == str(tmp_path / "b.sh").lstrip("/")
