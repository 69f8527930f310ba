"""Our `dataclass` for frozen values makes what the standard library's makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from flexmap import values


def made(decorator: Any, **options: bool) -> Any:
    """A class with every kind of field, made by a decorator."""

    class Made:
        """A value."""

        name: str
        words: tuple[str, ...] = ()
        table: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)
        hidden: int = dataclasses.field(default=0, repr=False, compare=False)
        length: int = dataclasses.field(init=False, default=0)

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.name))

    Made.__qualname__ = "Made"
    return decorator(frozen=True, slots=True, **options)(Made)


@values.dataclass(frozen=True, slots=True)
class Point:
    """A value of a module, which can be pickled."""

    x: int
    y: int = 0


@values.dataclass(frozen=True, slots=True)
class Place(Point):
    """A value with the fields of another one."""

    name: str = ""


OURS, THEIRS = (made(one, kw_only=True) for one in (values.dataclass, dataclasses.dataclass))


@pytest.mark.parametrize("given", [{"name": "a"}, {"name": "b", "words": ("c",), "hidden": 5}])
def test_it_makes_the_same(given: dict[str, Any]) -> None:
    """Values, texts, what is equal, and how another one is made of it."""
    ours, theirs = OURS(**given), THEIRS(**given)
    assert repr(ours) == repr(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert hash(ours) == hash(theirs) == hash(OURS(**given))
    assert ours == OURS(**given) != dataclasses.replace(ours, name="other")
    assert ours != theirs
    assert ours.table is not OURS(**given).table
    assert ours.length == 1


def test_it_is_frozen_and_has_slots() -> None:
    """Nothing can be changed, added or removed."""
    one = OURS(name="a")
    with pytest.raises(dataclasses.FrozenInstanceError, match="field 'name'"):
        one.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.name
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.other = 1
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize("given", [((), {}), (("a",), {}), ((), {"name": "a", "more": 1})])
def test_it_takes_what_it_should(given: tuple[tuple[Any, ...], dict[str, Any]]) -> None:
    """A missing field, one by place and an unknown one are refused."""
    arguments, named = given
    for form in (OURS, THEIRS):
        with pytest.raises(TypeError, match=r"__init__\(\)"):
            form(*arguments, **named)


def test_fields_by_place_and_of_another_class() -> None:
    """Where a class says so, and where it is derived."""
    assert Point(1, y=2) == Point(x=1, y=2) != Point(1)
    assert Place(1, 2, "a") == Place(x=1, y=2, name="a") != Point(1, 2)
    assert Point.__match_args__ == ("x", "y")


def test_it_goes_to_another_process() -> None:
    """Workers get values, and give them back."""
    for value in (Point(1), Place(1, 2, "a")):
        assert pickle.loads(pickle.dumps(value)) == value
        assert copy.deepcopy(value) == copy.copy(value) == value


def test_other_classes_are_left_to_the_standard_library() -> None:
    """Only what is frozen and has slots is made here."""

    @values.dataclass(slots=True)
    class Loose:
        x: int

    one = Loose(1)
    one.x = 2
    assert one == Loose(2)
