"""YAML read as text scalars with places.

YAML's own typing is what has hurt others: `2024-07-01` becomes a date, `no` becomes
False, `1.10` becomes 1.1, and the last of two equal keys wins without a word. Here a
scalar stays text, apart from plain `true`, `false` and integers; what YAML 1.1 would
read as anything else has to be quoted, so that every reader of the file agrees.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import yaml
from yaml.resolver import Resolver

from generator.problems import Place, Problem

MAX_DEPTH = 20
"""Levels of nesting; the deepest authored file has six."""

MAX_BYTES = 1_000_000
"""Size of one file; the largest authored one is below 100 kB."""

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value]"
Path: TypeAlias = tuple[str | int, ...]

AnyMark: TypeAlias = "yaml.Mark | yaml._yaml.Mark"
"""A place as the parser in Python or the one in C gives it."""

AnyEvent: TypeAlias = Any
"""An event of a node, with an anchor and, but for aliases, a tag; the types do not tell."""

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_BOOLEANS = {"true": True, "false": False}
_STRING_TAG = "tag:yaml.org,2002:str"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_resolver = Resolver()
_DOUBTFUL = frozenset(_resolver.yaml_implicit_resolvers)
"""The characters with which plain scalars begin that can be something else than text."""


class _Stop(Exception):
    """Ends reading of one file with the problem that makes the rest meaningless."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(slots=True)
class _Reading:
    """What is gathered while one file is read; places only when they are wanted."""

    file: str
    next_event: Callable[[], Any]
    places: dict[Path, Place] | None
    problems: list[Problem]

    def place(self, mark: AnyMark | None) -> Place:
        return _place(self.file, mark)

    def stop(self, mark: AnyMark | None, code: str, message: str, hint: str) -> _Stop:
        return _stop(self.file, mark, code, message, hint)


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
    value, problems = _read(file, content, None)
    return Parsed(file=file, content=content, value=value, problems=tuple(problems))


def _read(
    file: str, content: bytes, places: dict[Path, Place] | None
) -> tuple[Value | None, list[Problem]]:
    """The value and the problems of a file; fills `places` with what it comes by."""
    text = ""
    try:
        text = _decode(file, content)
        loader = _Loader(text)
        reading = _Reading(file, loader.get_event, places, [])
        return _document(reading), reading.problems
    except _Stop as stop:
        return None, [stop.problem]
    except yaml.YAMLError as error:
        return None, [_syntax_problem(file, text, error)]


def _document(reading: _Reading) -> Value:
    reading.next_event()  # StreamStart
    first = reading.next_event()
    if isinstance(first, yaml.StreamEndEvent):
        raise reading.stop(first.start_mark, "empty-file", "the file is empty", "delete it")
    value = _value(reading, reading.next_event(), ())
    reading.next_event()  # DocumentEnd
    after = reading.next_event()
    if not isinstance(after, yaml.StreamEndEvent):
        raise reading.stop(
            after.start_mark,
            "several-documents",
            "a second document starts here",
            "keep one document per file",
        )
    return value


def _place(file: str, mark: AnyMark | None) -> Place:
    if mark is None:  # the parser knows no place
        return Place(path=file)
    return Place(path=file, line=mark.line + 1, column=mark.column + 1)


def _stop(file: str, mark: AnyMark | None, code: str, message: str, hint: str) -> _Stop:
    return _Stop(Problem(place=_place(file, mark), code=code, message=message, hint=hint))


def _decode(file: str, content: bytes) -> str:
    """The text, with line ends as YAML knows them; stops at what is no text."""
    if len(content) > MAX_BYTES:
        size = f"{len(content):,} bytes, at most {MAX_BYTES:,} are read"
        raise _stop(file, None, "file-too-large", f"the file has {size}", "split it")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n")
        column = error.start - (before.rfind(b"\n") + 1)
        raise _stop(
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
        return _stop(file, mark, "not-yaml", error.reason, "remove the character").problem
    assert isinstance(error, yaml.MarkedYAMLError)
    mark = error.problem_mark or error.context_mark or yaml.Mark("", 0, 0, 0, None, 0)
    message = error.problem or error.context or "the file is not YAML"
    tab = "\t" in text.splitlines()[mark.line] if mark.line < len(text.splitlines()) else False
    hint = "indent with spaces, not tabs" if tab else "check indentation, colons and quotes"
    return _stop(file, mark, "not-yaml", message, hint).problem


def _value(reading: _Reading, event: AnyEvent, path: Path) -> Value:
    if len(path) > MAX_DEPTH:
        raise reading.stop(
            event.start_mark, "too-deep", f"nested deeper than {MAX_DEPTH} levels", "flatten it"
        )
    if event.anchor or event.tag:
        raise _anchor_or_tag(reading, event)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(reading, event)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(reading, path)
    assert isinstance(event, yaml.SequenceStartEvent)
    return _sequence(reading, path)


def _anchor_or_tag(reading: _Reading, event: AnyEvent) -> _Stop:
    if not event.anchor:
        return reading.stop(event.start_mark, "tag", "tags are not read", "remove the tag")
    return reading.stop(
        event.start_mark,
        "anchor-or-alias",
        "anchors and aliases are not read",
        "write the value out",
    )


def _mapping(reading: _Reading, path: Path) -> dict[str, Value]:
    result: dict[str, Value] = {}
    marks: dict[str, AnyMark | None] = {}
    while not isinstance(event := reading.next_event(), yaml.MappingEndEvent):
        key, mark = _key(reading, event), event.start_mark
        inner = (*path, key)
        value = _value(reading, reading.next_event(), inner)
        if key in result:
            reading.problems.append(
                Problem(
                    place=reading.place(mark),
                    code="duplicate-key",
                    message=f"{key!r} is given twice",
                    hint=f"keep one; the first is on line {reading.place(marks[key]).line}",
                )
            )
            continue
        result[key], marks[key] = value, mark
        if reading.places is not None:
            reading.places[inner] = reading.place(mark)
    return result


def _key(reading: _Reading, event: AnyEvent) -> str:
    if event.anchor or event.tag:
        raise _anchor_or_tag(reading, event)
    if not isinstance(event, yaml.ScalarEvent):
        raise reading.stop(event.start_mark, "key-not-text", "a key has to be text", "name the key")
    return str(event.value)


def _sequence(reading: _Reading, path: Path) -> list[Value]:
    result: list[Value] = []
    while not isinstance(event := reading.next_event(), yaml.SequenceEndEvent):
        inner = (*path, len(result))
        if reading.places is not None:
            reading.places[inner] = reading.place(event.start_mark)
        result.append(_value(reading, event, inner))
    return result


def _scalar(reading: _Reading, event: yaml.ScalarEvent) -> Value:
    text: str = event.value
    # Quoted or a block: text whatever it looks like (the style of plain ones is None or "").
    if event.style or text[:1] not in _DOUBTFUL:
        return text
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    tag = _tag(text)
    if tag != _STRING_TAG:
        kind = tag.rsplit(":", 1)[-1].replace("timestamp", "date")
        reading.problems.append(
            Problem(
                place=reading.place(event.start_mark),
                code="ambiguous-scalar",
                message=f"{text or 'nothing'!r} unquoted is a {kind} to other YAML readers",
                hint=f'write "{text}"' if text else "give a value or remove the key",
            )
        )
    return text


@lru_cache(maxsize=10_000)
def _tag(text: str) -> str:
    """The type that YAML 1.1 gives to a plain scalar."""
    resolve: Callable[..., str] = _resolver.resolve  # has no types of its own
    return resolve(yaml.ScalarNode, text, (True, False))
