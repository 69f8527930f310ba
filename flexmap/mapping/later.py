"""Values that are decoded when they are first asked for: a look-up needs one entry of many.

Only for a document that was checked when it was built. What is wrong in any other one has to be
said at once, so that is decoded whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING
from typing import TYPE_CHECKING, Any, TypeVar

from flexmap.mapping.codec import DecodeError, decode, plain_type, published

T = TypeVar("T")
Wrong = Callable[[Exception], Exception]
"""Makes the error to raise of one that a part of the document gave."""


class Unread(bytes):
    """JSON text that takes the place of its value in a record until someone asks for it."""


_set = object.__setattr__  # these values are frozen


class Deferred:
    """A dataclass whose fields may be filled later; one made as usual has all of them."""

    __slots__ = ("_fill",)
    _fill: Callable[[str], None]

    if not TYPE_CHECKING:  # a type checker knows the fields, and which there are not

        def __getattr__(self, name: str) -> Any:
            """Called for a field that has no value yet."""
            if name not in type(self).__dataclass_fields__ or not hasattr(self, "_fill"):
                raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
            self._fill(name)
            return object.__getattribute__(self, name)


def deferred(form: type[T], record: Callable[[], dict[str, Any]], wrong: Wrong, **known: Any) -> T:
    """A value of the form, which is a `Deferred`, out of a record that is read when it is needed.

    `known` are fields whose value is known before. Any `ValueError` or `DecodeError` in the record
    or a part of it is raised as what `wrong` makes of it, where the part is asked for.
    """
    made = object.__new__(form)
    for name, value in known.items():
        _set(made, name, value)

    def fill(name: str) -> None:
        try:
            waiting = _fill_plain(made, form, record(), known)
        except (ValueError, DecodeError) as error:
            raise wrong(error) from None
        _set(made, "_fill", lambda name: _fill_one(made, name, *waiting.pop(name), wrong))
        getattr(made, name)

    _set(made, "_fill", fill)
    return made


def _fill_plain(
    made: Any, form: Any, record: dict[str, Any], known: dict[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Fills what needs no decoding; the other fields, each with its type and its item."""
    waiting: dict[str, tuple[Any, Any]] = {}
    for name, key, kind, default in published(form):
        item = record.get(key, default)
        if name in known:
            continue
        if item is MISSING:
            raise DecodeError([(f".{key}", "is missing")])
        if key not in record or item.__class__ is plain_type(kind):
            _set(made, name, item)
        else:
            waiting[name] = kind, item
    return waiting


def _fill_one(made: Any, name: str, kind: Any, item: Any, wrong: Wrong) -> None:
    try:
        read = json.loads(item) if isinstance(item, Unread) else item
        inner = isinstance(kind, type) and issubclass(kind, Deferred) and isinstance(read, dict)
        value = deferred(kind, lambda: read, wrong) if inner else decode(kind, read)
    except (ValueError, DecodeError) as error:
        raise wrong(error) from None
    _set(made, name, value)
