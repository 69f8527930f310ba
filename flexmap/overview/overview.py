"""The whole report as values: repositories, counts, what blocks, the order of work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from flexmap.overview.effort import Effort
from flexmap.overview.items import Item, State
from flexmap.overview.repositories import Repository
from flexmap.overview.tally import (
    Tally,
    by_client,
    by_entry,
    by_file,
    by_owner,
    by_repository,
    tallies,
    tally,
)
from flexmap.overview.trend import Trend
from flexmap.values import dataclass


class Wave(StrEnum):
    """When a repository can move: at once, after changes, or after a redesign."""

    FIRST = "first"
    SECOND = "second"
    LAST = "last"


WAVES = {
    Wave.FIRST: "Nothing stops: check what works differently, then move.",
    Wave.SECOND: "Some calls stop, and something else does their job: change them, then move.",
    Wave.LAST: "Some calls stop that nothing does on a Flexible set: decide on these first.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the plan: what to do, at how many places, and how many hours that may take."""

    title: str
    text: str
    places: int
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything that the formats show. `site` is the address in front of the entries' own.

    `clients` has the titles of clients, `hours` the assumed hours for each class of effort.
    """

    stamp: str
    tool: str
    data: Mapping[str, str]
    site: str
    repositories: tuple[Repository, ...]
    items: tuple[Item, ...]
    clients: Mapping[str, str]
    hours: Mapping[Effort, float]
    trend: Trend | None = None

    @property
    def total(self) -> Tally:
        """All places."""
        return tally("all", self.items)

    @property
    def files(self) -> int:
        """The files that were looked at."""
        return sum(repository.files for repository in self.repositories)

    @property
    def problems(self) -> tuple[Repository, ...]:
        """The repositories that could not be looked at."""
        return tuple(one for one in self.repositories if one.problem)

    @property
    def by_repository(self) -> tuple[Tally, ...]:
        """The counts of each repository, those without places last."""
        some = tallies(self.items, by_repository, self.hours)
        named = {one.name for one in some}
        clean = [r.name for r in self.repositories if r.name not in named and not r.problem]
        return (*some, *(tally(name, ()) for name in clean))

    @property
    def by_owner(self) -> tuple[Tally, ...]:
        """The counts of each owner; a file with two owners counts for both."""
        return tallies(self.items, by_owner, self.hours)

    @property
    def by_entry(self) -> tuple[Tally, ...]:
        """The counts of each entry."""
        return tallies(self.items, by_entry, self.hours)

    @property
    def by_client(self) -> tuple[Tally, ...]:
        """The counts of each client."""
        return tallies(self.items, by_client, self.hours)

    @property
    def by_file(self) -> tuple[Tally, ...]:
        """The counts of each file."""
        return tallies(self.items, by_file, self.hours)

    @property
    def blocking(self) -> tuple[Tally, ...]:
        """The entries that nothing does on a Flexible set, with the places that call them."""
        return tallies(self.of(Effort.REDESIGN), by_entry, self.hours)

    @property
    def waves(self) -> Mapping[Wave, tuple[str, ...]]:
        """The repositories with places, by when they can move, least work first."""
        groups: dict[Wave, list[str]] = {wave: [] for wave in Wave}
        for one in reversed(self.by_repository):
            if one.places:
                groups[_wave(one)].append(one.name)
        return {wave: tuple(names) for wave, names in groups.items()}

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the plan, in order; a step without a place is left out."""
        return tuple(_steps(self))

    def of(self, *efforts: Effort) -> tuple[Item, ...]:
        """The places of some classes."""
        return tuple(item for item in self.items if item.effort in efforts)

    def hours_of(self, items: Iterable[Item]) -> float:
        """The assumed hours of the places."""
        return round(sum(self.hours[item.effort] for item in items), 1)


def _wave(one: Tally) -> Wave:
    if one.efforts[Effort.REDESIGN]:
        return Wave.LAST
    return Wave.SECOND if one.states[State.STOPS] else Wave.FIRST


_STEPS: Sequence[tuple[str, str, tuple[Effort, ...]]] = (
    (
        "Read what was not read",
        "Look through the files in the list of what was not read. Calls in them are in no count.",
        (Effort.READ,),
    ),
    (
        "Find out what no source says",
        "Open the entries, try what they describe on a small Flexible set, and fix the code that"
        " takes the name of an operation out of a variable.",
        (Effort.SETTLE,),
    ),
    (
        "Decide on what blocks",
        "For each entry in the list of what blocks, do without it, build something else, or leave"
        " that set Uniform.",
        (Effort.REDESIGN,),
    ),
    (
        "Replace calls",
        "In each repository run `flexmap review . --fix`, then `flexmap review . --diff"
        " --suggestions`, and decide on what its notes ask.",
        (Effort.REPLACE, Effort.DECIDE),
    ),
    (
        "Change the other calls and settings",
        "Each entry shows the call before and after.",
        (Effort.CHANGE, Effort.SETTING),
    ),
    (
        "Check what works differently",
        "See whether the code relies on what the message names.",
        (Effort.CHECK,),
    ),
    (
        "Move the sets",
        "The mode of a set cannot change. Create a Flexible set next to each Uniform one, move the"
        " load, and delete the old set when nothing needs it.",
        (Effort.MOVE,),
    ),
)


def _steps(overview: Overview) -> Iterable[Step]:
    for title, text, efforts in _STEPS:
        items = overview.of(*efforts)
        if items:
            yield Step(title=title, text=text, places=len(items), hours=overview.hours_of(items))
