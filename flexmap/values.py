"""`dataclass` for frozen values, which makes their classes in a third of the time.

The standard library compiles six functions for each class; of these only `__init__` has to be
written for it. The hundred classes of a review took a fifth of the start of the command. A type
checker sees the standard library's own, and what it makes differs in nothing else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from operator import attrgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import Field, dataclass
    from typing import Any

__all__ = ["dataclass"]

if not TYPE_CHECKING:

    def dataclass(
        *, frozen: bool = False, slots: bool = False, kw_only: bool = False, **others: bool
    ) -> Callable[[type], type]:
        """The decorator; a class that is not frozen with slots is the standard library's own."""

        def decorated(form: type) -> type:
            derived = any(dataclasses.is_dataclass(base) for base in form.__mro__[1:])
            if not (frozen and slots) or others or derived:
                return dataclasses.dataclass(frozen=frozen, slots=slots, kw_only=kw_only, **others)(
                    form
                )
            plain = dataclasses.dataclass(
                init=False, repr=False, eq=False, slots=True, kw_only=kw_only
            )
            return _completed(plain(form), kw_only)

        return decorated


def _completed(made: Any, kw_only: bool) -> Any:
    """The class with what a frozen dataclass has, out of functions that all of them share."""
    fields = dataclasses.fields(made)
    made.__dataclass_params__.frozen = True
    made.__init__ = _initialiser(made, fields, kw_only)
    made.__setattr__, made.__delattr__ = _refuse, _refuse
    made.__repr__, made.__reduce__ = _represent, _reduce
    compared = [one.name for one in fields if one.compare]
    key = attrgetter(*compared) if compared else lambda _: ()

    def equal(self: object, other: object) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    made.__eq__, made.__hash__ = equal, lambda self: hash(key(self))
    return made


def _initialiser(made: Any, fields: tuple[Field[Any], ...], kw_only: bool) -> Any:
    """The function that takes the fields; a list or such as a default is made again each time."""
    known: dict[str, Any] = {"_absent": dataclasses.MISSING}
    parameters, lines = ["self", *(["*"] if kw_only else [])], []
    for one in (one for one in fields if one.init):
        name, value = one.name, one.name
        if one.default is not dataclasses.MISSING:
            known[f"_of_{name}"] = one.default
            parameters.append(f"{name}=_of_{name}")
        elif one.default_factory is not dataclasses.MISSING:
            known[f"_of_{name}"] = one.default_factory
            parameters.append(f"{name}=_absent")
            value = f"_of_{name}() if {name} is _absent else {name}"
        else:
            parameters.append(name)
        known[f"_set_{name}"] = getattr(made, name).__set__  # half the time of object.__setattr__
        lines.append(f" _set_{name}(self, {value})")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    text = f"def __init__({', '.join(parameters)}):\n" + ("\n".join(lines) or " pass")
    exec(text, known)  # nosec B102 # names of fields, as in the standard library
    known["__init__"].__qualname__ = f"{made.__qualname__}.__init__"
    return known["__init__"]


def _refuse(self: object, name: str, *_: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r} of {type(self).__name__}")


def _represent(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


@cache
def _parts(form: Any) -> list[tuple[str, Callable[[object, Any], None]]]:
    """The fields of a class by name, each with what sets it."""
    return [(one.name, getattr(form, one.name).__set__) for one in dataclasses.fields(form)]


def _reduce(self: Any) -> tuple[Any, ...]:
    """How it goes to another process: its class and the values of its fields."""
    form: Any = type(self)  # mypy does not know that the class is hashable
    return _restored, (form, [getattr(self, name) for name, _ in _parts(form)])


def _restored(form: Any, values: list[Any]) -> Any:
    made = object.__new__(form)
    for (_, put), value in zip(_parts(form), values, strict=True):
        put(made, value)
    return made
