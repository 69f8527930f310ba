"""YAML read as text scalars with places.

A scalar stays text, as `generator.yaml_scalars` says why, and the last of two equal keys
does not win without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import yaml

from generator.problems import Place, Problem
from generator.yaml_careful import AnyMark, Reading, Stop, read_document, stop
from generator.yaml_quick import quick_value
from generator.yaml_scalars import Loader, Path, Value

__all__ = ["MAX_BYTES", "Parsed", "Path", "Value", "parse"]

MAX_BYTES = 1_000_000
"""Size of one file; the largest authored one is below 100 kB."""


@dataclass(frozen=True, kw_only=True)  # without slots, which a cached property cannot have
class Parsed:
    """A file's value, or the problems that keep it from having one (`value` is then None)."""

    file: str
    content: bytes
    value: Value | None
    problems: tuple[Problem, ...]

    @cached_property
    def places(self) -> dict[Path, Place]:
        """The place of every key path, such as `("claims", 0, "says")`.

        It is the key's line and column, for list items the value's. Only problems need it,
        so the file is read again for it: that costs good files neither time nor memory.
        """
        places: dict[Path, Place] = {(): Place(path=self.file)}
        _read(self.file, self.content, places)
        return places


def parse(file: str, content: bytes) -> Parsed:
    """The value of a YAML file, or the problems that keep it from having one.

    Never raises, whatever the bytes.
    """
    value = _quick(content)
    if value is not None:
        return Parsed(file=file, content=content, value=value, problems=())
    value, problems = _read(file, content, None)
    return Parsed(file=file, content=content, value=value, problems=tuple(problems))


def _quick(content: bytes) -> Value | None:
    """The value of a file without fault, which nearly all are; None of any other."""
    if len(content) > MAX_BYTES:
        return None
    try:
        return quick_value(content.decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _read(
    file: str, content: bytes, places: dict[Path, Place] | None
) -> tuple[Value | None, list[Problem]]:
    """The value and the problems of a file, with care; fills `places` with what it comes by."""
    text = ""
    try:
        text = _decode(file, content)
        reading = Reading(file, Loader(text).get_event, places, [])
        return read_document(reading), reading.problems
    except Stop as stopped:
        return None, [stopped.problem]
    except yaml.YAMLError as error:
        return None, [_syntax_problem(file, text, error)]


def _decode(file: str, content: bytes) -> str:
    """The text, with line ends as YAML knows them; stops at what is no text."""
    if len(content) > MAX_BYTES:
        size = f"{len(content):,} bytes, at most {MAX_BYTES:,} are read"
        raise stop(file, None, "file-too-large", f"the file has {size}", "split it")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n")
        column = error.start - (before.rfind(b"\n") + 1)
        raise stop(
            file,
            yaml.Mark(file, error.start, line, column, None, 0),
            "not-utf-8",
            f"byte 0x{content[error.start]:02x} is not UTF-8",
            "save the file as UTF-8",
        ) from None


def _syntax_problem(file: str, text: str, error: yaml.YAMLError) -> Problem:
    """What the parser could not go on from, with its place."""
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        line, column = before.count("\n"), error.position - (before.rfind("\n") + 1)
        mark: AnyMark = yaml.Mark(file, error.position, line, column, None, 0)
        return stop(file, mark, "not-yaml", error.reason, "remove the character").problem
    assert isinstance(error, yaml.MarkedYAMLError)
    mark = error.problem_mark or error.context_mark or yaml.Mark("", 0, 0, 0, None, 0)
    message = error.problem or error.context or "the file is not YAML"
    tab = "\t" in text.splitlines()[mark.line] if mark.line < len(text.splitlines()) else False
    hint = "indent with spaces, not tabs" if tab else "check indentation, colons and quotes"
    return stop(file, mark, "not-yaml", message, hint).problem
