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
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

T = TypeVar("T")
Decoder = Callable[[Any], Any]
Fault = tuple[str, str]
"""A path in the document, and what is wrong there."""

_PLAIN = {str: "is no text", int: "is no whole number", bool: "is neither true nor false"}


class DecodeError(Exception):
    """A value that is not as the dataclasses say; `faults` are all of them, in their order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{path.lstrip('.')}: {what}" for path, what in self.faults))


def keyed(name: str | None, **options: Any) -> Any:
    """A field under another key than its name; with None it is no part of the document."""
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
        part.key: encode(item)
        for part in published(form or type(value))
        if (item := getattr(value, part.name)) != part.default
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A field with its key; the `default` is `MISSING` when the key has to be there."""

    name: str
    key: str
    type: Any
    default: object


@cache
def published(form: Any) -> tuple[Part, ...]:
    """The fields of a dataclass that are in the document, in its order."""
    return tuple(
        Part(
            name=one.name,
            key=name,
            type=one.type,
            default=one.default if one.default_factory is MISSING else one.default_factory(),
        )
        for one in fields(form)
        if (name := one.metadata.get("key", one.name.removesuffix("_")))
    )


@cache
def _decoder(form: Any) -> Decoder:
    """What decodes values of the form; it is made once."""
    origin, inner = get_origin(form), get_args(form)
    if origin is UnionType:
        return _union(inner)
    if origin is tuple:
        return _list(_decoder(inner[0]))
    if origin is Mapping:
        return _object(_decoder(inner[1]))
    if origin is Literal:
        return _word(inner)
    if is_dataclass(form):
        return _record(form)
    return _word(tuple(form)) if issubclass(form, Enum) else _plain(form)


def _record(form: Any) -> Decoder:
    # Most values are plain: those are looked at in place, since calls take the time here.
    parts = [
        (part.name, part.key, _plain_type(part.type), _decoder(part.type), part.default is MISSING)
        for part in published(form)
    ]

    def decode_record(value: Any) -> Any:
        if not isinstance(value, dict):
            return value if isinstance(value, form) else _refuse(value, "is no object")
        made: dict[str, Any] = {}
        faults: list[Fault] = []
        for name, key, plain, decoder, needed in parts:
            if key in value:
                made[name] = item = value[key]
                if item.__class__ is not plain:
                    try:
                        made[name] = decoder(item)
                    except DecodeError as error:
                        faults += _below(f".{key}", error)
            elif needed:
                faults.append((f".{key}", "is missing"))
        if faults:
            raise DecodeError(faults)
        return form(**made)

    return decode_record


def _plain_type(form: Any) -> Any:
    """The type of plain values that the form allows as they are, or None."""
    words = any(isinstance(one, type) and issubclass(one, Enum) for one in get_args(form))
    return None if words else next((one for one in (form, *get_args(form)) if one in _PLAIN), None)


def _list(decoder: Decoder) -> Decoder:
    def decode_list(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return _refuse(value, "is no list")
        try:
            return tuple(map(decoder, value))
        except DecodeError:
            items = ((f"[{index}]", item) for index, item in enumerate(value))
            raise DecodeError(_all_faults(decoder, items)) from None

    return decode_list


def _object(decoder: Decoder) -> Decoder:
    def decode_object(value: Any) -> Any:
        if not isinstance(value, dict):
            return _refuse(value, "is no object")
        try:
            return {name: decoder(item) for name, item in value.items()}
        except DecodeError:
            items = ((f".{name}", item) for name, item in value.items())
            raise DecodeError(_all_faults(decoder, items)) from None

    return decode_object


def _union(forms: tuple[Any, ...]) -> Decoder:
    """Of a form or nothing, of a word or text, or of records that `kind` tells apart."""
    first, *more = (form for form in forms if form is not NoneType)
    if not more:
        decoder = _decoder(first)
    elif is_dataclass(first):
        decoder = _by_kind([first, *more])
    else:
        decoder = _growing(first)
    if NoneType not in forms:
        return decoder
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


def _growing(words: type[Enum]) -> Decoder:
    """A word, or the text of one that a newer minor format has added to the list."""
    known, text = {word.value: word for word in words}, _plain(str)

    def decode_word(value: Any) -> Any:
        word = known.get(value) if isinstance(value, str) else None
        return word or text(value)

    return decode_word


def _word(words: tuple[Any, ...]) -> Decoder:
    known = {str(word): word for word in words}

    def decode_word(value: Any) -> Any:
        try:
            return known[value]
        except (KeyError, TypeError):
            return _refuse(value, f"is none of {', '.join(known)}")

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


def _refuse(value: Any, what: str) -> Any:
    shown = json.dumps(value, ensure_ascii=False, default=repr)
    raise DecodeError([("", f"{shown if len(shown) <= 60 else shown[:59] + '…'} {what}")])
