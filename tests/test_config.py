"""`.flexmap.toml`: what is wrong is said at once, with its place, and nothing crashes."""

from __future__ import annotations

import os
import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flexmap.review.config import LARGEST, Config, ConfigError, read_config, site_address
from flexmap.review.toml_places import Places


def problems(path: Path, text: str | bytes) -> list[str]:
    """What is wrong with a configuration, each without the name of the file."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError) as raised:
        read_config(path)
    assert str(raised.value) == "\n".join(raised.value.problems)
    assert all(said.startswith(f"{path}:") for said in raised.value.problems)
    return [said.removeprefix(f"{path}:") for said in raised.value.problems]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".flexmap.toml"


def test_all_problems_are_said_at_once_by_place(path: Path) -> None:
    """Whoever corrects a file does it once."""
    said = problems(
        path,
        "# a comment with [[ignore]]\n"
        "site = 'javascript:alert(1)'\n"
        "exclude = ['ok/', '', # not ['here']\n"
        "  '[a']\n"
        "'ign\u00f6red' = 1\n"
        "[[ignore]] # 'ignored'\n"
        "refs = ['VF1', 'vf 2']\n"
        "reason = 3\n"
        "until = '2027'\n"
        "  [[ 'ignore' ]]\n"
        "\tpaths = 'legacy/'\n"
        'other."x y" = """\n[[ignore]]\n"""\n',
    )
    assert [line.split(" ")[0] for line in said] == [
        "2:1:", "3:19:", "4:3:", "5:1:", "7:16:", "8:1:", "9:1:", "10:3:", "11:2:", "12:1:",
    ]  # fmt: skip
    assert "'javascript:alert(1)' is not the address of a site" in said[0]
    assert "the pattern '' is wrong" in said[1]
    assert "the pattern '[a' is wrong: a bracket" in said[2]
    assert "unknown key 'ignöred'; known keys: exclude, ignore, site" in said[3]
    assert "'vf 2' is not a reference; write one such as 'VF018', or 'dynamic'" in said[4]
    assert "unknown key 'other'; known keys: paths, reason, refs, until" in said[9]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("site = 3", "1:1: site is a text"),
        ("site = ['https://x.example']", "1:1: site is a text"),
        ("exclude = 'a'", "1:1: exclude is a list of texts"),
        ("exclude = ['a', 1]", "1:1: exclude is a list of texts"),
        ("exclude = [['a']]", "1:1: exclude is a list of texts"),
        ("exclude = {a = 1}", "1:1: exclude is a list of texts"),
        ("[exclude]\na = 1", "1:2: exclude is a list of texts"),
        ("\n[ignore]\nreason = 'x'", "2:2: write each ignore as a table: [[ignore]]"),
        ("ignore = 'x'", "1:1: write each ignore as a table"),
        ("ignore = [1]", "1:1: write each ignore as a table"),
        ("[[ignore.x]]\na = 1", "1:3: write each ignore as a table"),
        ("ignore = [{refs = ['VF1'], reason = ''}]", "1:28: an ignore needs a reason"),
        ("[[ignore]]\nrefs = ['VF1']", "1:1: an ignore needs a reason"),
        ("[[ignore]]\nreason = 'x'\nrefs = []", "1:1: an ignore names paths, refs or both"),
        ("[[ignore]]\nreason = 'x'\nrefs = ['VF1']\n[ignore.until]\na = 1", "4:9: until is a date"),
        ("[[ignore]]\nreason = 'x'\nrefs = ['VF1']\nuntil = 2027-01-31T00:00:00Z", "4:1: until"),
        ("[[ignore]]\nreason = 'x'\nrefs = ['VF१']", "3:9: 'VF१' is not a reference"),
        ("[[ignore]]\nreason = 'x'\nrefs = [\"VF1\\n::error::\"]", r"3:9: 'VF1\n::error::' is no"),
        ("exclude = ['\u202e!']\nx = 1", "2:1: unknown key 'x'"),
        ('exclude = ["a\\u0000"]', "1:12: the pattern 'a\\x00' is wrong"),
        ("'\u202ex' = 1", "1:1: unknown key '\\u202ex'"),
        ("x = 1\nx = 2", " Cannot overwrite a value"),
        ("[[ignore\n", "1:9: Expected"),
        ("x = 2027-99-99", "1:"),
        ("x = " + "[" * 3_000, " nested too deeply"),
        ("x = [\n" + "[\n" * 3_000, " nested too deeply"),
        ("x = " + "1" * 5_000, "1:1: longer than"),
        ("x" + ".x" * 5_000 + " = 1", "1:1: longer than"),
        (b"# \xff\nsite = ''", "1:3: not UTF-8"),
        (b"# a\n# \xc3\xa9 \xff", "2:6: not UTF-8"),
        ("#" * 999 + "\n" + ("#" * 999 + "\n") * 1_000, f" larger than {LARGEST:,} bytes"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(path: Path, text: str | bytes, part: str) -> None:
    """Types, references and patterns, what is no TOML, and what is too large or too deep."""
    (said,) = problems(path, text)
    assert said.startswith(part)
    assert said.isprintable()


def test_a_right_configuration_is_read(path: Path) -> None:
    """Also with the mark and the ends of lines that editors on Windows write."""
    text = (
        "site = 'https://x.example/a'\nexclude = ['a/']\n[[ignore]]\npaths = ['b']\nreason = ' c '"
    )
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    config = read_config(path)
    assert (config.site, config.exclude) == ("https://x.example/a", ("a/",))
    (ignore,) = config.ignores
    assert (ignore.paths, ignore.reason, ignore.line) == (("b",), "c", 3)
    path.write_text("")
    assert read_config(path) == Config()


def test_only_a_file_is_read(tmp_path: Path) -> None:
    """A pipe would hang the run, and a device never ends."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path(os.devnull), tmp_path):
        with pytest.raises(ConfigError, match="not a regular file"):
            read_config(path)
    with pytest.raises(ConfigError, match=r"none\.toml: No such file"):
        read_config(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "text",
    ["https://x.example", "http://localhost:8000/", "https://x.example/a/b~c/%20", "HTTPS://X.Y",
     "https://[::1]:8000/a", ""],
)  # fmt: skip
def test_addresses_of_sites_are_taken(text: str) -> None:
    assert site_address(text) == text


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "x.example", "//x.example", "ftp://x.example", "https://",
     "https://x.example/?a", "https://x.example/#a", "https://u:p@x.example",
     "https://x.example/a b", "https://x.example\n", "https://x.example/\u202e", "data:text/html,x",
     " https://x.example",
     "https://x.example/)](y", "https://x.example/\"'><", "https://.", "file:///etc"],
)  # fmt: skip
def test_other_addresses_are_refused_in_a_sentence(text: str) -> None:
    """What is put in front of links in every report must be an address of a site."""
    with pytest.raises(ValueError, match="is not the address of a site; write it as https://"):
        site_address(text)


KEYS = ["a", "b-1", "_", "1", '"q"', "'q\\'", '"\\u0041 b"', '"="', "'['", '"]#"']
VALUES = ["1", "1.5", "true", "-inf", "2027-01-31", "2027-01-31 07:32:00.5", '"a # ]"', "'}'",
          '"""\n[x]\n"""', "'''[[\n'''", '""', '"\\""', '""" "" """', '"""x"""""',
          "''''x'''"]  # fmt: skip


class Writer:
    """Writes a document at random, and notes where its keys and items stand."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.text = ""
        self.places: dict[tuple[str | int, ...], tuple[int, int]] = {}
        self.number = 0

    def here(self, path: tuple[str | int, ...]) -> None:
        before = self.text.rpartition("\n")[2]
        self.places[path] = (self.text.count("\n") + 1, len(before) + 1)

    def blank(self, lines: bool = False) -> None:
        self.text += self.chance.choice(["", "", " ", "\t"])
        if lines:
            self.text += self.chance.choice(["", "", "\n", "# [[é]] = {\n", "\n\n  "])

    def key(self, table: tuple[str | int, ...]) -> tuple[str | int, ...]:
        """A new key in the table."""
        self.number += 1
        written = self.chance.choice(KEYS)
        quote = written[0] if written[0] in "\"'" else ""
        written = f"{quote}{self.number}{written.strip(quote) if quote else written}{quote}"
        path = (*table, next(iter(tomllib.loads(f"{written} = 1"))))
        self.here(path)
        self.text += written
        return path

    def pair(self, table: tuple[str | int, ...], depth: int = 0) -> None:
        path = self.key(table)
        for _ in range(self.chance.choice([0, 0, 1, 2])):
            self.blank()
            self.text += "."
            self.blank()
            path = self.key(path)
        self.blank()
        self.text += "="
        self.blank()
        self.value(path, depth)

    def value(self, path: tuple[str | int, ...], depth: int) -> None:
        kind = self.chance.choice(["plain", "list", "table"]) if depth < 3 else "plain"
        if kind == "plain":
            self.text += self.chance.choice(VALUES)
            return
        count, is_list = self.chance.randint(0, 3), kind == "list"
        self.text += "[" if is_list else "{"
        for number in range(count):
            self.blank(lines=is_list)
            if is_list:
                self.here((*path, number))
                self.value((*path, number), depth + 1)
            else:
                self.pair(path, depth + 1)
            self.blank(lines=is_list)
            self.text += "," if number + 1 < count else ""
        self.text += "]" if is_list else "}"

    def document(self) -> None:
        table: tuple[str | int, ...] = ()
        lists: dict[str, int] = {}
        for _ in range(self.chance.randint(1, 12)):
            self.blank(lines=True)
            self.text += "" if self.text.endswith("\n") or not self.text else "\n"
            kind = self.chance.choice(["pair", "pair", "list", "table"])
            if kind == "pair":
                self.pair(table)
            elif kind == "list":
                name = self.chance.choice(["ignore", "other"])
                lists[name] = lists.get(name, -1) + 1
                table = (name, lists[name])
                self.here(table)
                self.text += f"[[ {name}]]"
            else:
                outer = table[:2] if len(table) > 1 and isinstance(table[1], int) else ()
                self.text += f"[{outer[0]} ." if outer else "["
                table = self.key(outer)
                self.text += "]"
            self.text += self.chance.choice(["\n", " # x = [\n"])


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32))
def test_places_are_those_of_the_keys(seed: int) -> None:
    """Quoted, dotted, in lists, in tables and over several lines."""
    writer = Writer(seed)
    writer.document()
    tomllib.loads(writer.text)
    found = Places(writer.text)
    assert {path: found.of(*path) for path in writer.places} == writer.places


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="ab[]{}=,.\"'#\n \\é\t", max_size=60))
def test_places_of_any_text_end(text: str) -> None:
    """What is no TOML has places too, or none."""
    line, column = Places(text).of("a", 0, "b")
    assert 1 <= line <= text.count("\n") + 1
    assert column >= 1


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_file_is_a_configuration_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    """Never a traceback, and each problem is one line."""
    path = tmp_path_factory.getbasetemp() / "any.toml"
    for start in (b"", b"[[ignore]]\n", b"exclude = ['"):
        path.write_bytes(start + content)
        said: tuple[str, ...] = ()
        try:
            read_config(path)
        except ConfigError as error:
            said = error.problems
        assert all(problem.isprintable() for problem in said)
