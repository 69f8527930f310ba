"""The value of a YAML file with every problem found, and the places of its keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from generator.reading.problems import Place, Problem
from generator.reading.yaml_scalars import (
    DOUBTFUL,
    MAX_DEPTH,
    Path,
    Value,
    kind_for_others,
    plain_value,
)

AnyMark: TypeAlias = "yaml.Mark | yaml._yaml.Mark"
"""A place as the parser in Python or the one in C gives it."""

AnyEvent: TypeAlias = Any
"""An event of a node, with an anchor and, but for aliases, a tag; the types do not tell."""


class Stop(Exception):
    """Ends reading of one file with the problem that makes the rest meaningless."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(slots=True)
class Reading:
    """What is gathered while one file is read."""

    file: str
    next_event: Callable[[], Any]
    places: dict[Path, Place]
    problems: list[Problem]

    def place(self, mark: AnyMark | None) -> Place:
        return _place(self.file, mark)

    def stop(self, mark: AnyMark | None, code: str, message: str, hint: str) -> Stop:
        return stop(self.file, mark, code, message, hint)


def read_document(reading: Reading) -> Value:
    """The value of a file of one document.

    Raises `Stop` where nothing can be read on, and `yaml.YAMLError` for what is not YAML.
    """
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


def stop(file: str, mark: AnyMark | None, code: str, message: str, hint: str) -> Stop:
    """What to raise for a problem that makes the rest of the file meaningless."""
    return Stop(Problem(place=_place(file, mark), code=code, message=message, hint=hint))


def _value(reading: Reading, event: AnyEvent, path: Path) -> Value:
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


def _anchor_or_tag(reading: Reading, event: AnyEvent) -> Stop:
    if not event.anchor:
        return reading.stop(event.start_mark, "tag", "tags are not read", "remove the tag")
    return reading.stop(
        event.start_mark,
        "anchor-or-alias",
        "anchors and aliases are not read",
        "write the value out",
    )


def _mapping(reading: Reading, path: Path) -> dict[str, Value]:
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
        reading.places[inner] = reading.place(mark)
    return result


def _key(reading: Reading, event: AnyEvent) -> str:
    if event.anchor or event.tag:
        raise _anchor_or_tag(reading, event)
    if not isinstance(event, yaml.ScalarEvent):
        raise reading.stop(event.start_mark, "key-not-text", "a key has to be text", "name the key")
    return str(event.value)


def _sequence(reading: Reading, path: Path) -> list[Value]:
    result: list[Value] = []
    while not isinstance(event := reading.next_event(), yaml.SequenceEndEvent):
        inner = (*path, len(result))
        reading.places[inner] = reading.place(event.start_mark)
        result.append(_value(reading, event, inner))
    return result


def _scalar(reading: Reading, event: yaml.ScalarEvent) -> Value:
    text: str = event.value
    # Quoted or a block: text whatever it looks like (the style of plain ones is None or "").
    if event.style or text[:1] not in DOUBTFUL:
        return text
    value = plain_value(text)
    kind = kind_for_others(text) if value is text else ""
    if kind:
        reading.problems.append(
            Problem(
                place=reading.place(event.start_mark),
                code="ambiguous-scalar",
                message=f"{text or 'nothing'!r} unquoted is a {kind} to other YAML readers",
                hint=f'write "{text}"' if text else "give a value or remove the key",
            )
        )
    return value
