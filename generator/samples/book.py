"""What samples are made of: values, bodies, chosen commands, and what the packages say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from flexmap.mapping import Client, Sample
from generator.reading.documents import Documents
from generator.surface.operations import Operation, collected_operations

_PLACE = re.compile(r"\{(\w+)\}")
SUBSCRIPTION = "subscriptionId"
"""The parameter that no sample fills: the clients put the current subscription there."""


class Mode(StrEnum):
    """The orchestration mode of the set in a sample."""

    UNIFORM = "Uniform"
    FLEXIBLE = "Flexible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What `data/samples.yml` says about an operation's sample in one client.

    `name` chooses one of several; with `request` the sample sends the request itself. `before`
    are lines that come first.
    """

    name: str = ""
    extra: str = ""
    request: bool = False
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a sample begins with what is there, so that what it does not change is kept.

    `operation` reads it; in Python `lines` do so and leave the body in `variable`.
    """

    operation: str
    lines: tuple[str, ...]
    variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A call in Python: arguments in their order and by name, each with its REST parameter."""

    arguments: Mapping[str, str]
    keywords: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleBook:
    """Everything that samples are made of, by operation, command or option."""

    operations: Mapping[str, Operation]
    kinds: Mapping[str, str]
    signatures: Mapping[str, Signature]
    names: Mapping[tuple[str, str], tuple[str, ...]]
    """The names that a client has for an operation as their first purpose, exact ones first."""
    others: Mapping[tuple[str, str], tuple[str, ...]]
    """The names that send an operation but have another purpose."""
    needs: Mapping[str, tuple[str, ...]]
    """The options that a command or a cmdlet needs."""
    bodies: Mapping[tuple[str, Mode], str]
    queries: Mapping[str, Mapping[str, str]]
    """By operation, the parameters of the query that it does not need and its sample has."""
    choices: Mapping[tuple[str, str], Choice]
    readings: Mapping[str, Reading]
    """By operation, what its sample reads first."""
    values: Mapping[str, str]
    instances: Mapping[Mode, tuple[str, ...]]
    options: Mapping[str, str]
    setups: tuple[Sample, ...] = field(default=())
    own: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """By entry, what the file says of operations for its samples alone."""
    samples: dict[tuple[str, Mode], tuple[Sample, ...]] = field(default_factory=dict, compare=False)
    """The samples that were made before; rules read back what the pages show."""
    books: dict[str, SampleBook] = field(default_factory=dict, compare=False)
    """The books of entries that were asked for before."""

    def of(self, entry: str) -> SampleBook:
        """The book for the samples of an entry, where some operations do another job."""
        if entry not in self.own:
            return self
        if entry not in self.books:
            self.books[entry] = self._with(self.own[entry])
        return self.books[entry]

    def _with(self, items: Sequence[Any]) -> SampleBook:
        named = {item["id"] for item in items}
        return replace(
            self,
            samples={},
            bodies={k: v for k, v in self.bodies.items() if k[0] not in named} | _bodies(items),
            choices={k: v for k, v in self.choices.items() if k[0] not in named} | _choices(items),
            queries={k: v for k, v in self.queries.items() if k not in named} | _queries(items),
            readings={k: v for k, v in self.readings.items() if k not in named} | _readings(items),
        )

    def choice(self, operation: str, client: Client) -> Choice:
        """What `data/samples.yml` says about a sample; an empty choice when it says nothing."""
        return self.choices.get((operation, client.value), Choice())

    def value(self, name: str, mode: Mode) -> str | None:
        """The value of a parameter, or None when there is none."""
        if name == "instanceId":
            return self.instances[mode][0]
        return self.values.get(name)

    def filled(self, text: str, mode: Mode, several: str = "") -> str:
        """The text with values instead of their names; what has none stays.

        `several` is what represents all instances.
        """
        values = {"mode": mode.value, "instanceIds": several}

        def fill(match: re.Match[str]) -> str:
            return values.get(match[1]) or self.value(match[1], mode) or match[0]

        return _PLACE.sub(fill, text)


@lru_cache(maxsize=1)
def sample_book(documents: Documents) -> SampleBook | None:
    """The book, or None when one of the files that it needs is missing or broken."""
    authored, calls = documents.single("samples"), documents.surface("calls")
    collected, surface = documents.surface("names"), documents.surface("operations")
    if not (authored and calls and collected and surface):
        return None
    common = [item for item in authored["operations"] if "entry" not in item]
    return SampleBook(
        operations=collected_operations(documents),
        kinds={item["id"]: item["kind"] for g in surface["groups"] for item in g["operations"]},
        signatures=_signatures(calls),
        names=_names(collected, within=False),
        others=_names(collected, within=True),
        needs=_needs(calls, authored),
        bodies=_bodies(common),
        queries=_queries(common),
        choices=_choices(common),
        readings=_readings(common),
        own=_own(authored),
        values=authored["values"],
        instances={mode: tuple(authored["instances"][mode.value.lower()]) for mode in Mode},
        options=authored["options"],
        setups=tuple(
            Sample(client=item["client"], language=item["language"], code="\n".join(item["lines"]))
            for item in authored["setups"]
        ),
    )


def _signatures(calls: Any) -> dict[str, Signature]:
    return {
        item["id"]: Signature(
            arguments=item.get("arguments", {}), keywords=item.get("keywords", {})
        )
        for item in calls["operations"]
    }


def _needs(calls: Any, authored: Any) -> dict[str, tuple[str, ...]]:
    needs = {item["command"]: tuple(item.get("needs", ())) for item in calls["commands"]}
    cmdlets = {item["cmdlet"]: tuple(item["sets"][0]["needs"]) for item in authored["cmdlets"]}
    return needs | cmdlets


def _own(authored: Any) -> dict[str, list[Any]]:
    own: dict[str, list[Any]] = {}
    for item in authored["operations"]:
        if "entry" in item:
            own.setdefault(item["entry"], []).append(item)
    return own


def _names(collected: Any, *, within: bool) -> dict[tuple[str, str], tuple[str, ...]]:
    ranked: dict[tuple[str, str], list[tuple[bool, str]]] = {}
    for item in collected["operations"]:
        for name in item["names"]:
            if name.get("within", False) is within:
                key = (item["id"], name["client"])
                ranked.setdefault(key, []).append((not name["exact"], name["name"]))
    return {
        key: tuple(dict.fromkeys(name for _, name in sorted(names, key=lambda pair: pair[0])))
        for key, names in ranked.items()
    }


def _queries(items: Sequence[Any]) -> dict[str, dict[str, str]]:
    return {
        item["id"]: {one["name"]: one["value"] for one in item["query"]}
        for item in items
        if "query" in item
    }


def _readings(items: Sequence[Any]) -> dict[str, Reading]:
    return {
        item["id"]: Reading(
            operation=item["first"],
            lines=tuple(item["python"]["before"]),
            variable=item["python"]["body"],
        )
        for item in items
        if "first" in item
    }


def _bodies(items: Sequence[Any]) -> dict[tuple[str, Mode], str]:
    bodies: dict[tuple[str, Mode], str] = {}
    for item in items:
        if "body" in item:
            bodies[item["id"], Mode.FLEXIBLE] = item["body"]
            bodies[item["id"], Mode.UNIFORM] = item.get("uniform_body", item["body"])
    return bodies


def _choices(items: Sequence[Any]) -> dict[tuple[str, str], Choice]:
    return {
        (item["id"], client.value): Choice(
            name=item[client.value].get(key, ""),
            extra=item[client.value].get("with", ""),
            request=item[client.value].get("request", False),
            before=tuple(item[client.value].get("before", ())),
        )
        for item in items
        for client, key in ((Client.AZURE_CLI, "command"), (Client.POWERSHELL, "cmdlet"))
        if client.value in item
    }
