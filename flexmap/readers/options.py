"""Which operations the options of a command choose: all that stay possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from flexmap.mapping import Condition, Name, When
from flexmap.readers.occurrences import Sent
from flexmap.values import dataclass

PIPELINE = "pipeline"
"""The pseudo-option for an object that comes from PowerShell's pipeline."""


@dataclass(slots=True, kw_only=True)
class Values:
    """The values that were given to one option; `more` when a variable may hold several."""

    words: list[str | None] = field(default_factory=list)
    more: bool = False


@dataclass(slots=True, kw_only=True)
class Given:
    """The options of one command line, by name as it is written, and the loose words.

    `hidden` when something on the line may hold further options: a splatted table that is
    not visible, or an unquoted variable. `known` are the options that conditions name: one
    of those is never a short form of another.
    """

    options: dict[str, Values] = field(default_factory=dict)
    loose: list[str | None] = field(default_factory=list)
    hidden: bool = False
    pipeline: bool = False
    known: frozenset[str] = frozenset()

    def find(self, option: str, when: When) -> Values | None:
        """What was given to the option, under its name, another spelling, or a short form."""
        wanted = option.lower()
        if wanted == PIPELINE:
            return Values(words=[None]) if self.pipeline else None
        for written, values in self.options.items():
            name = written.lower()
            spelled = {old.lower(): new.lower() for old, new in when.spellings.items()}
            if name == wanted or spelled.get(name) == wanted:
                return values
            if name not in self.known and _short(name, wanted):
                return values
        positions = [position.lower() for position in when.positions]
        if wanted in positions:
            taken = sum(
                p in {o.lower() for o in self.options} for p in positions[: positions.index(wanted)]
            )
            index = positions.index(wanted) - taken
            if index < len(self.loose):
                return Values(words=[self.loose[index]])
        return None


def _short(name: str, wanted: str) -> bool:
    """Both command lines take an option that is cut off, as long as enough is left of it."""
    return len(name) > 5 and wanted.startswith(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The operations that stay possible; `open` when the line does not say which one."""

    sends: tuple[Sent, ...]
    open: bool


def choose(candidates: Sequence[tuple[Name, str]], given: Given) -> Chosen:
    """The operations of a command's names that the line sends or may send.

    `candidates` are the names with their operations. When the conditions leave nothing,
    all of them stay, because then the line is not one that the conditions know.
    """
    given.known = frozenset(_named(candidates))
    sure: list[Sent] = []
    maybe: list[Sent] = []
    for name, operation in candidates:
        holds = holds_any(name.when, given) if name.when else True
        sent = Sent(operation=operation, within=name.within)
        if holds:
            sure.append(sent)
        elif holds is None:
            maybe.append(sent)
    if any(not sent.within for sent in sure):
        return Chosen(sends=tuple(sure), open=False)
    left = [*sure, *maybe]
    if not left:
        left = [Sent(operation=operation, within=name.within) for name, operation in candidates]
    return Chosen(sends=tuple(left), open=len([s for s in left if not s.within]) > 1)


def _named(candidates: Sequence[tuple[Name, str]]) -> Iterator[str]:
    for name, _ in candidates:
        for condition in name.when.options if name.when else ():
            yield from (option.lower() for option in condition)


def holds_any(when: When, given: Given) -> bool | None:
    """Whether one of the conditions holds; None when the line does not say."""
    results = [_holds(condition, when, given) for condition in when.options]
    if any(results):
        return True
    return None if None in results else False


def _holds(condition: Condition, when: When, given: Given) -> bool | None:
    results = [_state(option, state, when, given) for option, state in condition.items()]
    if False in results:
        return False
    return None if None in results else True


def _state(option: str, state: str, when: When, given: Given) -> bool | None:
    values = given.find(option, when)
    if state[:1] in "=!":
        return _is_word(state, values, given.hidden)
    if values is None:
        if given.hidden and option.lower() != PIPELINE:
            return None
        bound = given.pipeline and option.lower() in {p.lower() for p in when.positions}
        return None if bound else state == "absent"
    if state == "absent":
        return False
    if state == "present":
        return True
    return _count(state, values)


def _is_word(state: str, values: Values | None, hidden: bool) -> bool | None:
    """Whether the option has the word of the state, or for `!=` has not; None when not visible."""
    if values is None:
        return None if hidden else state.startswith("!")
    if None in values.words:
        return None
    wanted = state.lstrip("!=").lower()
    return (wanted in [word.lower() for word in values.words if word]) != state.startswith("!")


def _count(state: str, values: Values) -> bool | None:
    if values.more:
        return state == "id" if state in ("id", "all") else None
    if state == "several":
        return len(values.words) > 1
    alone = len(values.words) == 1
    if state == "all":
        return alone and values.words[0] == "*"
    return alone and (state == "one" or values.words[0] != "*")
