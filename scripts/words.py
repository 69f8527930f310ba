"""Looks for words to avoid in templates, documentation, messages, docstrings and comments.

The table is data/words.yml; `python -m generator check` looks for its words in the data.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from flexmap.mapping.codec import decode
from generator.text import words

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "data" / "words.yml"
FILES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("flexmap/**/*.py", words.python),
    ("generator/**/*.py", words.python),
    ("scripts/**/*.py", words.python),
    ("docs/**/*.md", words.markdown),
    ("*.md", words.markdown),
    ("templates/pages/*.j2", words.template),
    ("templates/theme/**/*.html", words.template),
)
"""Which files are looked at, each with what hides its code and its quotations."""

LEFT_OUT = {"CHANGELOG.md"}
"""What was released keeps its words."""


def main() -> int:
    """Prints each word to avoid with its place; returns 1 when there is one."""
    found = list(problems(ROOT))
    print("".join(f"{line}\n" for line in found), end="")
    print(f"{len(found)} words to avoid", file=sys.stderr)
    return 1 if found else 0


def problems(root: Path) -> Iterator[str]:
    """Each word to avoid as `path:line:column: …`, by path and place."""
    table = words.Words(read_table())
    for path, hide in _files(root):
        text = path.read_text(encoding="utf-8")
        for found in table.in_text(hide(text)):
            line, column = words.line_and_column(text, found.start)
            place = f"{path.relative_to(root).as_posix()}:{line}:{column}"
            yield f"{place}: error[words-are-plain] {found.words!r}; write: {found.use}"


def read_table(path: Path = TABLE) -> tuple[words.PlainWord, ...]:
    """The rows of the table."""
    return decode(tuple[words.PlainWord, ...], yaml.safe_load(path.read_text(encoding="utf-8")))


def _files(root: Path) -> Iterator[tuple[Path, Callable[[str], str]]]:
    for pattern, hide in FILES:
        for path in sorted(root.glob(pattern)):
            if path.name not in LEFT_OUT:
                yield path, hide


if __name__ == "__main__":
    sys.exit(main())
