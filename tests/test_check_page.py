"""What the page check/ is made of: the bundle, the stored parsers, and the border to them."""

from __future__ import annotations

import hashlib
import json
import re
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter as binding

from flexmap.review.run import LARGEST
from flexmap.sources.language_signs import guess
from flexmap.sources.languages import by_name, languages
from flexmap.syntax import grammar
from generator.browser import COUNTED, PATH, VENDOR, bundle, counted_bytes
from generator.browser import tree_sitter as shim
from generator.pages.check_view import check_view
from scripts.update_parsers import (
    COMPILED,
    DIGESTS,
    OTHER_VERSIONS,
    PACKAGES,
    WRITTEN,
    content_of,
)
from tests.review_cases import CASES, scanner
from tests.test_dependencies import locked
from tests.test_review_golden import FOLDERS, input_of

GRAMMARS = sorted({rule["grammar"] for rule in languages().values() if "grammar" in rule})


# What is stored


def test_what_is_stored_is_what_was_released() -> None:
    """Nobody changes a parser or its licence by hand, and nothing lies there that is not named."""
    stored = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert stored == {*DIGESTS, "digests.json"}
    assert set(WRITTEN) <= set(DIGESTS)
    for name, digest in DIGESTS.items():
        assert hashlib.sha256(content_of(VENDOR / name)).hexdigest() == digest, name


def test_every_language_has_its_parser_and_every_parser_its_licence() -> None:
    """A language that the command reads is read by the page."""
    assert {f"tree-sitter-{name}.wasm.gz" for name in GRAMMARS} <= set(DIGESTS)
    for package in PACKAGES:
        short = package.name.rpartition("/")[2]
        assert (VENDOR / "licences" / f"{short}.txt").is_file(), package.name


def test_the_parsers_are_those_of_the_command() -> None:
    """Grammars have the versions of the lock, and the library the binding's minor version."""
    versions = {r.name: str(r.specifier).removeprefix("==") for r, _ in locked()}
    wanted = {name: v for name, v in versions.items() if name.startswith("tree-sitter-")}
    here = {package.name.rpartition("/")[2]: package.version for package in PACKAGES}
    here = {name: version for name, version in here.items() if name in wanted} | COMPILED
    different = {name: here[name] for name in wanted if here[name] != wanted[name]}
    assert different == OTHER_VERSIONS
    (library,) = (p.version for p in PACKAGES if p.name == "web-tree-sitter")
    assert library.split(".")[:2] == versions["tree-sitter"].split(".")[:2]


def test_the_worker_names_the_version_of_python_that_is_stored() -> None:
    """Pyodide refuses a list of packages of another interface than its own."""
    worker = (VENDOR.parent / "worker.js").read_text(encoding="utf-8")
    (interface,) = re.findall(r'abi_version: "([\d_]+)"', worker)
    assert f'"{interface}"' in (VENDOR / "pyodide.asm.js").read_text(encoding="utf-8")


# What is made at build


def test_the_bundle_is_the_package() -> None:
    """The page runs the very files of the command, with nothing of their own data."""
    files = json.loads(bundle())
    root = VENDOR.parents[3]
    for name, text in files.items():
        if name.startswith("flexmap/"):
            assert text == (root / name).read_text(encoding="utf-8"), name
    for kind in ("queries/*.scm", "rules/*.json", "review/*.py"):
        assert all(f"flexmap/{path.relative_to(root / 'flexmap').as_posix()}" in files
                   for path in (root / "flexmap").glob(kind))  # fmt: skip
    assert not [name for name in files if "data/" in name or name.endswith("cli.py")]
    assert bundle() == bundle()


def test_what_runs_in_the_page_needs_no_other_package() -> None:
    """A package that must be installed would have to be stored here, too."""
    files = json.loads(bundle())
    late = {"flexmap/sources/walk.py", "flexmap/review/pool.py"}
    for name, text in files.items():
        if name.endswith(".py") and name not in late:
            early = re.findall(r"^(?:from|import) ([\w.]+)", text, re.MULTILINE)
            assert not {"multiprocessing", "flexmap.sources.walk"} & set(early), name


def test_the_site_has_the_bundle_and_the_archive_for_a_disk_does_not(site: Path) -> None:
    """From a disk no browser loads the parsers, so the archive is spared their weight."""
    import zipfile

    assert (site / PATH).is_file()
    with zipfile.ZipFile(site / "flexmap-offline.zip") as archive:
        names = archive.namelist()
    assert "flexmap/check/index.html" in names
    assert not [name for name in names if "vendor" in name or name.endswith("check/flexmap.json")]


def test_the_page_offers_every_language() -> None:
    """What can be read can be chosen."""
    view = check_view(counted_bytes())
    assert {option.id for option in view.languages} == set(languages())
    assert view.largest == LARGEST
    assert view.bytes == sum((VENDOR / name).stat().st_size for name in COUNTED)


# Languages of texts without a name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_text_without_a_name_is_known_by_its_look(folder: Path) -> None:
    """What people paste has no name."""
    path = input_of(folder)
    assert guess(path.read_bytes()) == by_name(path.name)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("az vmss list", "shell"),
        ("Stop-AzVmss -Name a", "powershell"),
        ("$x = az vmss list", "powershell"),
        ("on: push\njobs:\n  a:\n    steps:\n      - run: az vmss list\n", "yaml"),
        ("# Title\r\n\r\nText:\r\n\r\n```sh\r\naz vmss list\r\n```\r\n", "markdown"),
        ("client.virtual_machine_scale_sets.begin_start(a, b)", "python"),
        ("all:\n\taz vmss list\n", "make"),
        ("words of no language", None),
        ("", None),
    ],
)
def test_short_pieces_are_known_as_well(text: str, language: str | None) -> None:
    """One line is often all that is pasted; what shows nothing is not guessed."""
    assert guess(text.encode()) == language


# The border: the module of the page on trees of the command's own parsers


class Native:
    """The page's side of the border, made of the command's parsers."""

    def __init__(self) -> None:
        self.trees: list[tuple[binding.Tree, dict[int, int]]] = []
        self.queries: list[tuple[binding.Query, list[str]]] = []

    def language(self, name: str) -> tuple[list[str], list[str]] | None:
        language = grammar._language(name)
        types = [language.node_kind_for_id(n) or "" for n in range(language.node_kind_count)]
        fields = [language.field_name_for_id(n) or "" for n in range(language.field_count + 1)]
        return types, fields

    def parse(self, name: str, source: bytes) -> tuple[int, bytes]:
        tree = binding.Parser(grammar._language(name)).parse(source)
        rows: list[list[int]] = []
        known: dict[int, int] = {}
        cursor = tree.walk()

        def add(parent: int) -> None:
            node = cursor.node
            assert node is not None
            row = len(rows)
            known[node.id] = row
            flags = node.is_named + 2 * node.is_missing + 4 * node.has_error
            rows.append([node.kind_id, cursor.field_id or 0, flags, node.start_byte,
                         node.end_byte, parent, 0])  # fmt: skip
            if cursor.goto_first_child():
                add(row)
                while cursor.goto_next_sibling():
                    add(row)
                cursor.goto_parent()
            rows[row][6] = len(rows)

        add(-1)
        self.trees.append((tree, known))
        return len(self.trees) - 1, array("i", [n for row in rows for n in row]).tobytes()

    def query(self, name: str, text: str) -> tuple[int, list[str]]:
        query = binding.Query(grammar._language(name), text)
        names = [query.capture_name(n) for n in range(query.capture_count)]
        self.queries.append((query, names))
        return len(self.queries) - 1, names

    def matches(self, number: int, at: int, limit: int) -> bytes:
        (query, names), (tree, known) = self.queries[number], self.trees[at]
        found: list[int] = []
        for _, captures in binding.QueryCursor(query, match_limit=limit).matches(tree.root_node):
            pairs = [(names.index(name), known[n.id]) for name, ns in captures.items() for n in ns]
            found += [len(pairs), *(number for pair in pairs for number in pair)]
        return array("i", found).tobytes()


def cross(patch: pytest.MonkeyPatch) -> None:
    """The review parses with the page's module in place of the binding."""
    shim.connect(Native())
    kept: dict[str, tuple[shim.Language, shim.Query]] = {}

    def of(name: str) -> tuple[shim.Language, shim.Query]:
        if name not in kept:
            language = shim.Language(name)
            text = (Path(grammar.__file__).parents[1] / "queries" / f"{name}.scm").read_text()
            kept[name] = language, shim.Query(language, text)
        return kept[name]

    def matches(name: str, root: shim.Node) -> Iterator[dict[str, list[shim.Node]]]:
        for _, captures in shim.QueryCursor(of(name)[1], match_limit=65_536).matches(root):
            yield captures

    def parse(name: str, source: bytes) -> shim.Node:
        return shim.Parser(of(name)[0]).parse(source).root_node

    patch.setattr(grammar, "parse", parse)
    patch.setattr(grammar, "matches", matches)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_pages_module_gives_what_the_binding_gives(folder: Path) -> None:
    """Every hit of every case, over tables in place of nodes."""
    path = input_of(folder)
    language = by_name(path.name)
    assert language is not None
    content = path.read_bytes()
    expected = scanner().scan(content, language)
    assert expected
    with pytest.MonkeyPatch.context() as patch:
        cross(patch)
        assert scanner().scan(content, language) == expected


def test_a_parser_that_is_not_loaded_is_named() -> None:
    """The page loads it, then asks again."""

    class Nothing(Native):
        def language(self, name: str) -> None:  # noqa: ARG002 - the border says what is given
            return None

    shim.connect(Nothing())
    with pytest.raises(shim.MissingGrammar, match="bash"):
        shim.Language("bash")


def test_a_node_answers_as_the_bindings_does() -> None:
    """Parents, fields, neighbours, places and what spans some bytes, in text beyond ASCII."""
    source = "a = f('ü😀', b)\r\nif x:\r\n    y = 'é' +\n".encode()
    ours, theirs = Native(), binding.Parser(grammar._language("python")).parse(source).root_node
    shim.connect(ours)
    root = shim.Parser(shim.Language("python")).parse(source).root_node
    pairs: list[tuple[shim.Node, binding.Node]] = [(root, theirs)]
    for one, other in pairs:
        assert one.type == other.type
        assert (one.start_byte, one.end_byte) == (other.start_byte, other.end_byte)
        assert one.start_point == (other.start_point.row, other.start_point.column)
        assert (one.has_error, one.is_missing, one.is_named) == (
            other.has_error, other.is_missing, other.is_named,
        )  # fmt: skip
        assert one.named_child_count == other.named_child_count == len(one.named_children)
        assert (one.parent is None) == (other.parent is None)
        for mine, its in (
            (one.prev_named_sibling, other.prev_named_sibling),
            *((one.child_by_field_name(f), other.child_by_field_name(f))
              for f in ("left", "right", "function", "arguments", "condition", "none")),
        ):  # fmt: skip
            assert (mine is None) == (its is None)
            assert mine is None or its is None or mine.start_byte == its.start_byte
        pairs += zip(one.children, other.children, strict=True)
    assert len(pairs) > 20
    for start in range(len(source)):
        got = root.descendant_for_byte_range(start, start + 1)
        wanted = theirs.descendant_for_byte_range(start, start + 1)
        assert got is not None
        assert wanted is not None
        assert (got.type, got.start_byte) == (wanted.type, wanted.start_byte), start


def test_the_cases_are_there() -> None:
    """An empty folder would let every comparison pass."""
    assert len(FOLDERS) >= 18
    assert CASES.is_dir()
