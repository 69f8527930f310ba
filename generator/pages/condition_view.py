"""Where a caveat applies, in plain words: its conditions, or why it applies to every use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from flexmap.mapping import ArgumentTest, Caveat, Circumstance, Fill
from generator.pages.site import Site

_MOST_SPELLINGS = 3
"""An argument with more spellings in a client is called what the request calls it."""

_MODES = {
    "uniform": "where the code declares a Uniform set",
    "flexible": "where the code declares a Flexible set",
    "undeclared": "where the code declares no mode",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A condition in words: `tested` are arguments, each set with what it has to be."""

    places: tuple[str, ...]
    tested: tuple[tuple[tuple[str, ...], str], ...]
    pattern: str
    mode: str
    version: str


def where(caveat: Caveat, site: Site) -> tuple[str, ...]:
    """The cases in which a caveat applies, as prose without a full stop; none for neither.

    Conditions that differ in the client or in one argument alone are one case.
    """
    if caveat.always:
        return (f"to every use: {caveat.always.rstrip('.')}",)
    cases = [_case(circumstance, site) for circumstance in caveat.when]
    cases = _merged(cases, lambda case: replace(case, places=()), _with_places)
    cases = _merged(cases, _without_first, _with_first)
    return tuple(dict.fromkeys(_words(case) for case in cases))


def _case(circumstance: Circumstance, site: Site) -> _Case:
    version = circumstance.api_version
    return _Case(
        places=_place(circumstance, site),
        tested=tuple(
            (_spellings(test, circumstance, site), _state(test)) for test in circumstance.tests
        ),
        pattern=_pattern(circumstance, site),
        mode=_MODES.get(circumstance.mode or "", ""),
        version=f"with an api-version before {version.before}" if version else "",
    )


def _place(circumstance: Circumstance, site: Site) -> tuple[str, ...]:
    """The command, method or resource type that is meant, else the client."""
    if circumstance.name:
        return (f"`{circumstance.name}`",)
    return (site.term("client", circumstance.client).title,) if circumstance.client else ()


def _pattern(circumstance: Circumstance, site: Site) -> str:
    found = (item for item in site.mapping.patterns if item.id == circumstance.pattern)
    return next((item.title for item in found), circumstance.pattern or "")


def _state(test: ArgumentTest) -> str:
    """What the argument has to be."""
    if test.missing:
        return "is not given"
    if test.number:
        return "is given a number"
    if test.is_:
        return f"is {_any(_value(word) for word in test.is_)}"
    if test.not_:
        return f"is given and is not {_any(_value(word) for word in test.not_)}"
    return "is given"


def _value(word: str) -> str:
    return f"`{word}`" if word else "empty"


def _spellings(test: ArgumentTest, circumstance: Circumstance, site: Site) -> tuple[str, ...]:
    """How the client spells an argument, where the surface knows it; else its wire name."""
    fills = list(_fills(circumstance, site))
    wanted = test.argument.casefold()
    found = dict.fromkeys(fill.option for fill in fills if fill.wire.casefold() == wanted)
    below = any(fill.wire.casefold().startswith(f"{wanted}.") for fill in fills)
    translated = any(fill.value or fill.values for fill in fills if fill.option in found)
    by_value = bool(test.is_ or test.not_)
    if not found or len(found) > _MOST_SPELLINGS or below or (translated and by_value):
        return (f"`{test.argument}`",)
    return tuple(f"`{option}`" for option in found)


def _fills(circumstance: Circumstance, site: Site) -> Iterable[Fill]:
    """What options fill in the calls that a condition of one client is about."""
    name = (circumstance.name or "").casefold()
    for call in site.mapping.calls if circumstance.client else ():
        named = not name or name in map(str.casefold, call.names)
        if call.client == circumstance.client and named:
            yield from call.fills


def _merged(
    cases: Sequence[_Case],
    rest: Callable[[_Case], _Case],
    joined: Callable[[_Case, _Case], _Case],
) -> list[_Case]:
    """Cases with the same rest as one, where the first of them is."""
    found: dict[_Case, _Case] = {}
    for case in cases:
        key = rest(case)
        found[key] = joined(found[key], case) if key in found else case
    return list(found.values())


def _with_places(one: _Case, other: _Case) -> _Case:
    """Both cases; a case without a place holds everywhere already."""
    if not (one.places and other.places):
        return replace(one, places=())
    return replace(one, places=tuple(dict.fromkeys(one.places + other.places)))


def _without_first(case: _Case) -> _Case:
    if not case.tested:
        return case
    (_, state), *others = case.tested
    return replace(case, tested=(((), state), *others))


def _with_first(one: _Case, other: _Case) -> _Case:
    if not one.tested:
        return one
    (names, state), *others = one.tested
    more = tuple(dict.fromkeys(names + other.tested[0][0]))
    return replace(one, tested=((more, state), *others))


def _words(case: _Case) -> str:
    """The case as the end of a sentence that begins with "Applies"."""
    tests = " and ".join(f"{_any(names)} {state}" for names, state in case.tested)
    limits = [part for part in (case.version, case.mode) if part]
    place = _any(case.places)
    if case.pattern:
        parts = [f"in {place}" if place else "", f"where {tests}" if tests else "", *limits]
        return " ".join(["to code of this kind", *filter(None, parts)]) + f": {case.pattern}"
    if tests:
        parts = [f"when {tests}", f"in {place}" if place else "", *limits]
    else:
        parts = [f"to {place}" if place else "", *limits]
    return " ".join(filter(None, parts))


def _any(words: Iterable[str]) -> str:
    """The words as a list of which one is enough."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} or {last}" if most else last
