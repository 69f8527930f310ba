"""YAML read as text scalars with places.

YAML's own typing is what has hurt others: `2024-07-01` becomes a date, `no` becomes
False, `1.10` becomes 1.1, and the last of two equal keys wins without a word. Here a
scalar stays text, apart from plain `true`, `false` and integers; what YAML 1.1 would
read as anything else has to be quoted, so that every reader of the file agrees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

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

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_BOOLEANS = {"true": True, "false": False}
_STRING_TAG = "tag:yaml.org,2002:str"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_resolver = Resolver()


class _Stop(Exception):
    """Ends reading of one file with the problem that makes the rest meaningless."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(slots=True)
class _Reading:
    """What is gathered while one file is read."""

    file: str
    places: dict[Path, Place]
    problems: list[Problem]

    def place(self, mark: AnyMark | None) -> Place:
        if mark is None:  # the parser knows no place
            return Place(path=self.file)
        return Place(path=self.file, line=mark.line + 1, column=mark.column + 1)

    def stop(self, mark: AnyMark | None, code: str, message: str, hint: str) -> _Stop:
        return _Stop(Problem(place=self.place(mark), code=code, message=message, hint=hint))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A file's value with the place of every key path; `value` is None when unreadable."""

    value: Value | None
    places: dict[Path, Place]
    problems: tuple[Problem, ...]


def parse(file: str, content: bytes) -> Parsed:
    """The value of a YAML file, or the problems that keep it from having one.

    `places` maps key paths such as `("claims", 0, "says")` to the key's (for list
    items the value's) line and column. Never raises, whatever the bytes.
    """
    reading = _Reading(file=file, places={(): Place(path=file)}, problems=[])
    try:
        value = _document(reading, content)
    except _Stop as stop:
        return Parsed(value=None, places=reading.places, problems=(stop.problem,))
    return Parsed(value=value, places=reading.places, problems=tuple(reading.problems))


def _document(reading: _Reading, content: bytes) -> Value:
    text = _decode(reading, content)
    events = _events(reading, text)
    next(events)  # StreamStart
    first = next(events)
    if isinstance(first, yaml.StreamEndEvent):
        raise reading.stop(first.start_mark, "empty-file", "the file is empty", "delete it")
    value = _value(reading, events, next(events), ())
    next(events)  # DocumentEnd
    after = next(events)
    if not isinstance(after, yaml.StreamEndEvent):
        raise reading.stop(
            after.start_mark,
            "several-documents",
            "a second document starts here",
            "keep one document per file",
        )
    return value


def _decode(reading: _Reading, content: bytes) -> str:
    """The text, with line ends as YAML knows them; stops at what is no text."""
    start = yaml.Mark(reading.file, 0, 0, 0, None, 0)
    if len(content) > MAX_BYTES:
        size = f"{len(content):,} bytes, at most {MAX_BYTES:,} are read"
        raise reading.stop(start, "file-too-large", f"the file has {size}", "split it")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n")
        column = error.start - (before.rfind(b"\n") + 1)
        mark = yaml.Mark(reading.file, error.start, line, column, None, 0)
        raise reading.stop(
            mark,
            "not-utf-8",
            f"byte 0x{content[error.start]:02x} is not UTF-8",
            "save the file as UTF-8",
        ) from None


def _events(reading: _Reading, text: str) -> Iterator[yaml.Event]:
    """The parser's events; a syntax error stops the reading with its place."""
    try:
        yield from yaml.parse(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark or yaml.Mark("", 0, 0, 0, None, 0)
        message = error.problem or error.context or "the file is not YAML"
        tab = "\t" in text.splitlines()[mark.line] if mark.line < len(text.splitlines()) else False
        hint = "indent with spaces, not tabs" if tab else "check indentation, colons and quotes"
        raise reading.stop(mark, "not-yaml", message, hint) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n"), error.position - (before.rfind("\n") + 1)
        mark = yaml.Mark(reading.file, error.position, line, column, None, 0)
        raise reading.stop(mark, "not-yaml", error.reason, "remove the character") from None


def _value(reading: _Reading, events: Iterator[yaml.Event], event: yaml.Event, path: Path) -> Value:
    if len(path) > MAX_DEPTH:
        raise reading.stop(
            event.start_mark, "too-deep", f"nested deeper than {MAX_DEPTH} levels", "flatten it"
        )
    _refuse_anchor_and_tag(reading, event)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(reading, events, path)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(reading, events, path)
    assert isinstance(event, yaml.ScalarEvent)
    return _scalar(reading, event)


def _refuse_anchor_and_tag(reading: _Reading, event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise reading.stop(
            event.start_mark,
            "anchor-or-alias",
            "anchors and aliases are not read",
            "write the value out",
        )
    if getattr(event, "tag", None):
        raise reading.stop(event.start_mark, "tag", "tags are not read", "remove the tag")


def _mapping(reading: _Reading, events: Iterator[yaml.Event], path: Path) -> dict[str, Value]:
    result: dict[str, Value] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _key(reading, event)
        place = reading.place(event.start_mark)
        inner = (*path, key)
        value = _value(reading, events, next(events), inner)
        if key in result:
            first = reading.places[inner]
            reading.problems.append(
                Problem(
                    place=place,
                    code="duplicate-key",
                    message=f"{key!r} is given twice",
                    hint=f"keep one; the first is on line {first.line}",
                )
            )
            continue
        reading.places[inner] = place
        result[key] = value
    return result


def _key(reading: _Reading, event: yaml.Event) -> str:
    _refuse_anchor_and_tag(reading, event)
    if not isinstance(event, yaml.ScalarEvent):
        raise reading.stop(event.start_mark, "key-not-text", "a key has to be text", "name the key")
    return str(event.value)


def _sequence(reading: _Reading, events: Iterator[yaml.Event], path: Path) -> list[Value]:
    result: list[Value] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        inner = (*path, len(result))
        reading.places[inner] = reading.place(event.start_mark)
        result.append(_value(reading, events, event, inner))
    return result


def _scalar(reading: _Reading, event: yaml.ScalarEvent) -> Value:
    text = str(event.value)
    if event.style:  # quoted or a block: text whatever it looks like (plain is None or "")
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
