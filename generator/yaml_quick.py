"""The value of a faultless YAML file, and nothing of a file with any fault.

Nearly every file is faultless, and reading them is a good part of a run. Places, hints and
names of faults are left to `generator.yaml_text`, which reads again what was refused here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from generator.yaml_scalars import DOUBTFUL, MAX_DEPTH, Loader, Value, kind_for_others, plain_value

NextEvent = Callable[[], Any]


class _Refused(Exception):
    """Something that has to be looked at with more care."""


def quick_value(text: str) -> Value | None:
    """The value, never None; None when anything in the file may be a fault. Never raises."""
    try:
        next_event = Loader(text).get_event
        next_event()  # StreamStart
        if type(next_event()) is not yaml.DocumentStartEvent:
            return None
        value = _value(next_event(), next_event, MAX_DEPTH)
        next_event()  # DocumentEnd
        return value if type(next_event()) is yaml.StreamEndEvent else None
    except (_Refused, yaml.YAMLError):
        return None


def _value(event: Any, next_event: NextEvent, depth: int) -> Value:
    if depth < 0 or event.anchor:
        raise _Refused
    if type(event) is yaml.ScalarEvent:
        return _scalar(event)
    if type(event) is yaml.AliasEvent or event.tag:
        raise _Refused
    if type(event) is yaml.MappingStartEvent:
        return _mapping(next_event, depth - 1)
    return _sequence(next_event, depth - 1)


def _mapping(next_event: NextEvent, depth: int) -> dict[str, Value]:
    result: dict[str, Value] = {}
    count = 0
    while type(key := next_event()) is yaml.ScalarEvent:
        if key.anchor or key.tag:
            raise _Refused
        result[key.value] = _value(next_event(), next_event, depth)
        count += 1
    if type(key) is not yaml.MappingEndEvent or count != len(result):
        raise _Refused
    return result


def _sequence(next_event: NextEvent, depth: int) -> list[Value]:
    result: list[Value] = []
    while type(event := next_event()) is not yaml.SequenceEndEvent:
        result.append(_value(event, next_event, depth))
    return result


def _scalar(event: Any) -> str | int | bool:
    if event.tag:
        raise _Refused
    text: str = event.value
    # Quoted or a block: text whatever it looks like (the style of plain ones is None or "").
    if event.style or text[:1] not in DOUBTFUL:
        return text
    value = plain_value(text)
    if value is text and kind_for_others(text):
        raise _Refused
    return value
