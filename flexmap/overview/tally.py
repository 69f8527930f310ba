"""Counts of places: by repository, owner, file, entry and client."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from flexmap.overview.effort import Effort
from flexmap.overview.items import Item, State
from flexmap.values import dataclass

NOBODY = "no owner"
"""The owner of a file that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many places of a group are in each state, and of each class of effort."""

    name: str
    states: Mapping[State, int]
    efforts: Mapping[Effort, int]
    url: str = ""

    @property
    def places(self) -> int:
        """All of them."""
        return sum(self.states.values())

    def hours(self, each: Mapping[Effort, float]) -> float:
        """The hours of all places, with these for each class."""
        return round(sum(each[effort] * count for effort, count in self.efforts.items()), 1)


def tally(name: str, items: Iterable[Item], url: str = "") -> Tally:
    """The counts of one group; every state and class has a count."""
    chosen = list(items)
    states = Counter(item.state for item in chosen)
    efforts = Counter(item.effort for item in chosen)
    return Tally(
        name=name,
        states={state: states[state] for state in State},
        efforts={effort: efforts[effort] for effort in Effort},
        url=url,
    )


def tallies(
    items: Iterable[Item], names: Callable[[Item], Iterable[str]], hours: Mapping[Effort, float]
) -> tuple[Tally, ...]:
    """The counts of each group, most hours first; an item is in as many as it has names for."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        for name in names(item):
            groups.setdefault(name, []).append(item)
    made = [
        tally(name, group, _url(group) if names is by_entry else "")
        for name, group in groups.items()
    ]
    return tuple(sorted(made, key=lambda t: (-t.hours(hours), -t.states[State.STOPS], t.name)))


def _url(group: list[Item]) -> str:
    """The page of the entry that the items are about."""
    return group[0].url.partition("#")[0]


def by_owner(item: Item) -> tuple[str, ...]:
    """The owners of the file."""
    return item.owners or (NOBODY,)


def by_client(item: Item) -> tuple[str, ...]:
    """The client of the call."""
    return (item.client,) if item.client else ()


def by_entry(item: Item) -> tuple[str, ...]:
    """The entry, with its title."""
    return (f"{item.ref} {item.title}",) if item.ref else ()


def by_file(item: Item) -> tuple[str, ...]:
    """The file, with its repository."""
    return (f"{item.repository}: {item.path}",)


def by_repository(item: Item) -> tuple[str, ...]:
    """The repository."""
    return (item.repository,)
