"""Turns JSON values into dataclasses and back, as the types of their fields say.

A field without a default is a key that has to be there. A field with a default may be
absent, and is left out when it has that value, so nothing is null. A field is called as its
key is; a trailing underscore, as in `from_`, keeps it apart from Python's own words, and
`keyed` gives it another key. Keys that no field has are passed over: a newer minor format has
more of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, field, fields, is_dataclass
from enum import Enum, EnumType
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

T = TypeVar("T")
Decoder = Callable[[Any], Any]
Fault = tuple[str, str]
"""A path in the document, and what is wrong there."""

_PLAIN = {str: "is not text", int: "is not a whole number", bool: "is neither true nor false"}


class DecodeError(Exception):
    """A value that is not as the dataclasses say; `faults` are all of them, in their order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{path.lstrip('.')}: {what}" for path, what in self.faults))


def keyed(name: str | None, **options: Any) -> Any:
    """A field under another key than its name; with None it is not part of the document."""
    return field(metadata={"key": name}, **options)


def decode(form: type[T], value: object) -> T:
    """The value as `form` says, a dataclass or a type such as `tuple[Claim, ...]`.

    What is a dataclass already, also inside of objects and lists, is taken as it is. Raises
    `DecodeError` with everything that is wrong.
    """
    return cast("T", _decoder(cast("Any", form))(value))


def encode(value: Any, form: type | None = None) -> Any:
    """A dataclass, or whatever a field of one can hold, as JSON values.

    `form` is the dataclass whose fields are meant, where the value is of one derived from it.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | int):
        return value
    if isinstance(value, Mapping):
        return {str(name): encode(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return {
        key: encode(item)
        for name, key, _, default in published(form or type(value))
        if (item := getattr(value, name)) != default
    }


Part = tuple[str, str, Any, object]
"""A field: its name, key and type, and the value of an absent key, which is `MISSING` for none."""


@cache
def published(form: Any) -> tuple[Part, ...]:
    """The fields of a dataclass that are in the document, in its order."""
    return tuple(
        (one.name, name, one.type, _default(one))
        for one in fields(form)
        if (name := one.metadata.get("key", one.name.removesuffix("_")))
    )


def _default(one: Field[Any]) -> object:
    return one.default if one.default_factory is MISSING else one.default_factory()


@cache
def _decoder(form: Any) -> Decoder:
    """What decodes values of the form; it is made once."""
    origin, inner = get_origin(form), get_args(form)
    if origin is UnionType:
        return _union(form)
    if origin is tuple:
        return _list(inner[0])
    if origin is Mapping:
        return _object(_decoder(inner[1]))
    if origin is Literal:
        return _word(inner)
    if is_dataclass(form):
        return _record(form)
    return _word(form) if isinstance(form, EnumType) else _plain(form)


def _record(form: Any) -> Decoder:
    # Nine of ten values are plain; they are looked at in place, since calls take the time here.
    parts = {
        key: (name, plain_type(kind), _decoder(kind)) for name, key, kind, _ in published(form)
    }
    needed = [key for _, key, _, default in published(form) if default is MISSING]

    def decode_record(value: Any) -> Any:
        if not isinstance(value, dict):
            return value if isinstance(value, form) else _refuse(value, "is not an object")
        made: dict[str, Any] = {}
        faults: list[Fault] = []
        for key, item in value.items():
            if key in parts:
                name, plain, decoder = parts[key]
                made[name] = item
                if item.__class__ is not plain:
                    try:
                        made[name] = decoder(item)
                    except DecodeError as error:
                        faults += _below(f".{key}", error)
        for key in needed:
            if key not in value:
                faults.append((f".{key}", "is missing"))
        if faults:
            raise DecodeError(faults)
        return form(**made)

    return decode_record


@cache
def plain_type(form: Any) -> Any:
    """The type of values that a field takes as they are; None when it has to decode all."""
    allowed = [one for one in get_args(form) or (form,) if one is not NoneType]
    return allowed[0] if len(allowed) == 1 and allowed[0] in _PLAIN else None


def _list(form: Any) -> Decoder:
    decoder = _decoder(form)

    def decode_list(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return _refuse(value, "is not a list")
        try:
            return tuple(map(decoder, value))
        except DecodeError:
            items = ((f"[{index}]", item) for index, item in enumerate(value))
            raise DecodeError(_all_faults(decoder, items)) from None

    return decode_list


def _object(decoder: Decoder) -> Decoder:
    def decode_object(value: Any) -> Any:
        if not isinstance(value, dict):
            return _refuse(value, "is not an object")
        try:
            return {name: decoder(item) for name, item in value.items()}
        except DecodeError:
            items = ((_step(str(name)), item) for name, item in value.items())
            raise DecodeError(_all_faults(decoder, items)) from None

    return decode_object


def _union(form: Any) -> Decoder:
    """Something or None, a word of a list that may grow, or records that `kind` distinguishes."""
    forms = [one for one in get_args(form) if one is not NoneType]
    if len(forms) > 1 and is_dataclass(forms[0]):
        return _by_kind(forms)
    if isinstance(forms[0], EnumType):
        nothing = [None] if NoneType in get_args(form) else []
        return _word([*forms[0], *nothing], growing=str in forms)
    decoder = _decoder(forms[0])
    return lambda value: None if value is None else decoder(value)


def _by_kind(forms: list[Any]) -> Decoder:
    """A dataclass whose `kind` is a `Literal` takes the records of that kind, another the rest."""
    kinds = [(form, form.__dataclass_fields__["kind"].type) for form in forms]
    constant = {
        str(word): _decoder(form)
        for form, kind in kinds
        if get_origin(kind) is Literal
        for word in get_args(kind)
    }
    (rest,) = (_decoder(form) for form, kind in kinds if get_origin(kind) is not Literal)

    def decode_kind(value: Any) -> Any:
        kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", "")
        return constant.get(str(kind), rest)(value)

    return decode_kind


def _word(words: Iterable[Any], *, growing: bool = False) -> Decoder:
    """A word of a closed list; of a `growing` one also the text of a word not known here."""
    known = {word if word is None else str(word): word for word in words}

    def decode_word(value: Any) -> Any:
        try:
            return known[value]
        except (KeyError, TypeError):
            if growing and isinstance(value, str):
                return value
            return _refuse(value, f"is none of {', '.join(filter(None, known))}")

    return decode_word


def _plain(form: type) -> Decoder:
    return lambda value: value if value.__class__ is form else _refuse(value, _PLAIN[form])


def _all_faults(decoder: Decoder, items: Iterable[tuple[str, Any]]) -> list[Fault]:
    faults: list[Fault] = []
    for place, item in items:
        try:
            decoder(item)
        except DecodeError as error:
            faults += _below(place, error)
    return faults


def _below(place: str, error: DecodeError) -> list[Fault]:
    return [(place + path, what) for path, what in error.faults]


def _step(name: str) -> str:
    """A key that the document chose, in a path: what could steer a terminal is escaped."""
    return f".{name}" if name.isprintable() else f"[{json.dumps(name)}]"


def _refuse(value: Any, what: str) -> Any:
    shown = json.dumps(value, default=repr)
    raise DecodeError([("", f"{shown if len(shown) <= 60 else shown[:59] + '…'} {what}")])
