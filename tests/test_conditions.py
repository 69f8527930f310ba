"""How a condition of a caveat holds at a place: each key of it, on values made up here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flexmap.mapping import (
    ArgumentTest,
    Circumstance,
    ClientOutcome,
    Outcome,
    Severity,
    Unchanged,
    Verdict,
    Versions,
)
from flexmap.readers.occurrences import (
    PRESENT,
    UNKNOWN,
    Argument,
    Mode,
    Occurrence,
    Value,
    value_of,
)
from flexmap.readers.wire import canonical
from flexmap.review.conditions import CLASSES, Class, Facts, Judgement, judge
from tests.sample_parts import caveat, entry

COUNT = "properties.platformFaultDomainCount"


def place(*arguments: Argument, **changes: Any) -> Occurrence:
    """A call whose arguments are all in sight."""
    values: dict[str, Any] = {
        "start": 0, "end": 1, "client": "azure-cli", "name": "az vmss start", "hidden": (),
    }  # fmt: skip
    return Occurrence(arguments=arguments, **(values | changes))


def given(wire: str, *words: str | None) -> Argument:
    return Argument(wire=wire, typed=wire, value=value_of(words))


def applies(condition: Circumstance, at: Occurrence) -> bool:
    """Whether a caveat with that condition applies at the place."""
    one = caveat("one", Severity.BREAKING, when=(condition,))
    return bool(judged(at, (one,)).caveats)


def judged(at: Occurrence, caveats: Any = (), **unchanged: Any) -> Judgement:
    outcome = Unchanged(**({"outcome": Outcome.WORKS} | unchanged))
    made = entry(1, "vmss-start", Verdict.SAME, caveats=caveats, unchanged=outcome)
    return judge(made, Facts(at))


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        (("0",), True),
        (("front_1a", "2"), True),
        ((None, "2"), True),
        (("front_1a",), False),
        ((None,), False),
        (("*",), False),
        (("0x1",), False),
        (("²",), False),
        ((), False),
    ],
)
def test_a_number_is_found_in_lists_and_never_guessed(words: Any, holds: bool) -> None:
    condition = Circumstance(argument="instanceIds", number=True)
    assert applies(condition, place(given("instanceIds", *words))) is holds


@pytest.mark.parametrize(
    ("test", "words", "holds"),
    [
        ({"is_": ("SystemAssigned",)}, ("SYSTEM_ASSIGNED",), True),
        ({"is_": ("SystemAssigned, UserAssigned",)}, ("systemassigned,userassigned",), True),
        ({"is_": ("true",)}, ("True",), True),
        ({"is_": ("true",)}, ("$true",), True),
        ({"is_": ("true",)}, ("false",), False),
        ({"is_": ("",)}, (), True),
        ({"is_": ("",)}, ("x",), False),
        ({"is_": ("a",)}, (None,), False),
        ({"not_": ("1",)}, ("3",), True),
        ({"not_": ("1",)}, ("1",), False),
        ({"not_": ("1",)}, ("1", "2"), False),
        ({"not_": ("1",)}, ("2", None), False),
        ({"not_": ("1",)}, (None,), False),
        ({"present": True}, (None,), True),
        ({}, ("x",), True),
    ],
)
def test_values_are_compared_as_the_service_does(test: Any, words: Any, holds: bool) -> None:
    """Letters may be written anyhow; what is not in sight is equal to nothing, nor different."""
    assert applies(Circumstance(argument="type", **test), place(given("type", *words))) is holds


def test_several_arguments_of_one_path_are_a_list() -> None:
    """One extension of the wanted type is enough, and one of unknown type leaves it open."""
    path = "properties.extensions[].properties.type"
    condition = Circumstance(argument=path, not_=("Health",))
    assert applies(condition, place(given(path, "Other"), given(path, "Script")))
    assert not applies(condition, place(given(path, "Other"), given(path, "health")))
    assert not applies(condition, place(given(path, "Other"), given(path, None)))


def test_a_part_makes_the_whole_present() -> None:
    condition = Circumstance(argument="properties.virtualMachineProfile", present=True)
    path = "properties.virtualMachineProfile.priority"
    assert applies(condition, place(given(path, "Spot")))
    assert not applies(condition, place(given("properties.virtualMachineProfiles", "x")))


def test_missing_holds_only_where_all_of_a_whole_model_is_in_sight() -> None:
    """Never in a change, and not below what a variable or a spread hides."""
    condition = Circumstance(argument=COUNT, missing=True)
    assert applies(condition, place(whole=True))
    assert not applies(condition, place())
    assert not applies(condition, place(whole=True, hidden=("",)))
    assert not applies(condition, place(whole=True, hidden=("properties",)))
    assert applies(condition, place(whole=True, hidden=("properties.virtualMachineProfile",)))
    unseen = Argument(wire="properties", typed="properties", value=UNKNOWN)
    assert applies(condition, place(replace(unseen, value=PRESENT), whole=True))
    assert not applies(condition, place(replace(unseen, wire=COUNT), whole=True))
    assert not applies(condition, place(whole=True, fillable=frozenset(("zones",))))
    assert applies(condition, place(whole=True, fillable=frozenset((canonical(COUNT),))))


def test_an_option_is_missing_when_nothing_hides_it() -> None:
    condition = Circumstance(argument="--identities", missing=True)
    assert applies(condition, place())
    assert not applies(condition, place(hidden=("",)))
    assert not applies(condition, place(Argument(wire="", typed="--identities")))
    assert not applies(condition, place(Argument(wire="", typed="--identi")))


def test_every_key_has_to_hold_and_one_condition_is_enough() -> None:
    ids = given("instanceIds", "0")
    plain = Circumstance(argument="instanceIds", number=True)
    for wrong in (
        {"client": "python"},
        {"name": "az vmss restart"},
        {"mode": "flexible"},
        {"pattern": "computed-instance-name"},
        {"api_version": Versions(before="2021-03-01")},
        {"also": (ArgumentTest(argument="zones", present=True),)},
    ):
        assert not applies(replace(plain, **wrong), place(ids)), wrong
        one = caveat("one", Severity.NOTE, when=(replace(plain, **wrong), plain))
        assert judged(place(ids), (one,)).caveats
    every = replace(plain, client="azure-cli", name="AZ VMSS START", mode="undeclared")
    assert applies(every, place(ids))


@pytest.mark.parametrize(
    ("version", "holds"),
    [("2019-03-01", True), ("2021-03-01", False), ("2020-12-01-preview", True), ("", False),
     ("latest", False), ("$version", False)],
)  # fmt: skip
def test_an_api_version_is_older_or_not_known(version: str, holds: bool) -> None:
    condition = Circumstance(api_version=Versions(before="2021-03-01"))
    assert applies(condition, place(api_version=version)) is holds


def test_the_mode_is_that_of_the_place() -> None:
    for mode, word in (
        (Mode.UNIFORM, "uniform"), (Mode.FLEXIBLE, "flexible"), (Mode.UNKNOWN, "undeclared"),
    ):  # fmt: skip
        assert applies(Circumstance(mode=word), place(mode=mode))
        assert not applies(Circumstance(mode="other"), place(mode=mode))


def test_the_outcome_of_the_client_and_of_the_name_comes_first() -> None:
    clients = (
        ClientOutcome(client="azure-cli", outcome=Outcome.DIFFERS, claims=("article",)),
        ClientOutcome(
            client="azure-cli", name="az vmss start", outcome=Outcome.FAILS, claims=("article",)
        ),
    )
    assert judged(place(), clients=clients).outcome is Outcome.FAILS
    other = place(name="az vmss stop")
    assert judged(other, clients=clients).outcome is Outcome.DIFFERS
    assert judged(place(client="go"), clients=clients).outcome is Outcome.WORKS


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.WORKS, Class.FINE),
        (Outcome.DIFFERS, Class.DIFFERS),
        (Outcome.UNKNOWN, Class.DIFFERS),
        (Outcome.FAILS, Class.STOPS),
    ],
)
def test_the_class_comes_from_the_outcome_and_from_what_applies(
    outcome: Outcome, expected: Class
) -> None:
    """A breaking caveat that does not apply changes nothing, one that applies everything."""
    absent = caveat("absent", Severity.BREAKING, when=(Circumstance(client="go"),))
    silent = caveat("silent", Severity.BREAKING)
    found = judged(place(), (absent, silent), outcome=outcome)
    assert (CLASSES[found.severity], found.caveats) == (expected, ())
    here = caveat("here", Severity.BREAKING, when=(Circumstance(client="azure-cli"),))
    assert CLASSES[judged(place(), (absent, here), outcome=outcome).severity] is Class.STOPS


def test_what_always_holds_needs_code_that_does_not_just_work() -> None:
    always = caveat("always", Severity.BREAKING, always="The call is refused.")
    assert judged(place(), (always,), outcome=Outcome.FAILS).caveats
    assert not judged(place(), (always,)).caveats


def test_the_worst_comes_first_and_a_condition_before_what_always_holds() -> None:
    always = caveat("always", Severity.BREAKING, always="It is refused.")
    note = caveat("note", Severity.NOTE, when=(Circumstance(client="azure-cli"),))
    held = caveat("held", Severity.BREAKING, when=(Circumstance(client="azure-cli"),))
    found = judged(place(), (note, always, held), outcome=Outcome.FAILS)
    assert [applied.caveat.id for applied in found.caveats] == ["held", "always", "note"]


def test_values_know_whether_they_are_in_sight() -> None:
    assert value_of(["a"]).known
    assert not value_of([None]).known
    assert not value_of(["a", None]).known
    assert not PRESENT.known
    assert Value(form=value_of([]).form).known
