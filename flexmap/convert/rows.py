"""What the rows of both tables of conversions have in common: values, and what is left out."""

from __future__ import annotations

import re
from dataclasses import field

from flexmap.mapping import ArgumentConversion, Entry, PropertyConversion, Verdict
from flexmap.values import dataclass

Row = PropertyConversion | ArgumentConversion

_BARE = re.compile(r"true|false|\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What a set loses: what has no use on a Flexible set, and what needs something else."""

    useless: list[str] = field(default_factory=list)
    to_do: list[str] = field(default_factory=list)

    def add(self, name: str, entry: Entry, advice: str) -> str:
        """Notes a name with its entry; returns the heading of the comment."""
        kind = self.useless if entry.verdict is Verdict.NONE else self.to_do
        kind.append(f"{name} ({entry.ref}: {advice})")
        return f"flexmap {entry.ref}: {advice}"


def value_of(row: Row) -> str:
    """The value that a row writes."""
    return row.set if row.set is not None else row.default or ""


def is_right(row: Row, written: str) -> bool:
    """Whether a value that is written, in lower case, can stay."""
    return written == value_of(row).lower() or (row.set is None and written in row.allowed)


def literal(value: str, quote: str) -> bytes:
    """A value in code: numbers and truth values bare, text in quotes."""
    return (value if _BARE.fullmatch(value) else f"{quote}{value}{quote}").encode()


def inline_comment(heading: str, old: bytes) -> bytes:
    """A comment within a line, which no text inside it can end."""
    text = old.decode("utf-8", "replace").replace("*/", "* /")
    return f"/* {heading} {text} */".encode()
