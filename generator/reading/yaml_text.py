"""YAML read as text scalars with places.

A scalar stays text, as `generator.reading.yaml_scalars` says why, and the last of two equal keys
does not win without a word.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from generator.reading.problems import Place, Problem
from generator.reading.yaml_events import AnyMark, Reading, Stop, read_document, stop
from generator.reading.yaml_scalars import Loader, Path, Value

__all__ = ["MAX_BYTES", "Parsed", "Path", "Value", "parse"]

MAX_BYTES = 1_000_000
"""Size of one file; the largest authored one is below 100 kB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A file's value, or the problems that keep it from having one (`value` is then None).

    `places` has the place of every key path, such as `("claims", 0, "says")`: the line and
    column of the key, for list items those of the value.
    """

    value: Value | None
    problems: tuple[Problem, ...]
    places: dict[Path, Place]


def parse(file: str, content: bytes) -> Parsed:
    """The value of a YAML file, or the problems that keep it from having one.

    Never raises, whatever the bytes.
    """
    places: dict[Path, Place] = {(): Place(path=file)}
    value, problems = _read(file, content, places)
    return Parsed(value=value, problems=tuple(problems), places=places)


def _read(
    file: str, content: bytes, places: dict[Path, Place]
) -> tuple[Value | None, list[Problem]]:
    """The value and the problems of a file; also fills `places`."""
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
    """The text, with line ends as YAML knows them; stops at what is not text."""
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
    """What the parser could not continue from, with its place."""
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
