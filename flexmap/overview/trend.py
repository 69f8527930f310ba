"""How a report differs from an older one, which is read from its JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flexmap.failure import Failure
from flexmap.overview.items import Item, State
from flexmap.values import dataclass

FORMAT = "1.0"
"""The format of the JSON that this reads and `record` writes."""

KIND = "flexmap report"
"""What the JSON calls itself, so that a report of a review is not taken for one."""

_HOW = "make one with `flexmap report … --format json --output FILE`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Older:
    """What is kept of an older report: its data and its places, by repository and mark."""

    data_version: str
    places: Mapping[tuple[str, str], State]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How many places of a repository are in a state, before and now."""

    name: str
    before: Mapping[State, int]
    now: Mapping[State, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The changes of all and of each repository. `new` and `gone` are what is not in both."""

    data_version: str
    total: Change
    repositories: tuple[Change, ...]
    new: tuple[Item, ...]
    gone: int


def trend(older: Older, items: Iterable[Item]) -> Trend:
    """How the places differ from those of the older report."""
    present = list(items)
    marks = {(item.repository, item.fingerprint) for item in present}
    names = sorted({item.repository for item in present} | {name for name, _ in older.places})
    return Trend(
        data_version=older.data_version,
        total=_change("all", older.places.values(), [item.state for item in present]),
        repositories=tuple(
            _change(
                name,
                [state for (owner, _), state in older.places.items() if owner == name],
                [item.state for item in present if item.repository == name],
            )
            for name in names
        ),
        new=tuple(i for i in present if (i.repository, i.fingerprint) not in older.places),
        gone=sum(mark not in marks for mark in older.places),
    )


def _change(name: str, before: Iterable[State], now: Iterable[State]) -> Change:
    return Change(name=name, before=_counts(before), now=_counts(now))


def _counts(states: Iterable[State]) -> Mapping[State, int]:
    every = list(states)
    return {state: every.count(state) for state in State}


def read_older(path: str) -> Older:
    """The older report in a file; raises `Failure` when it is none, with the place."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise Failure(f"{path}: cannot be read ({error.strerror}); {_HOW}") from error
    except ValueError as error:
        raise Failure(f"{path}: is not UTF-8; {_HOW}") from error
    try:
        return _older(json.loads(text))
    except json.JSONDecodeError as error:
        where = f"{path}:{error.lineno}:{error.colno}"
        raise Failure(f"{where}: is not JSON: {error.msg}; {_HOW}") from error
    except RecursionError as error:
        raise Failure(f"{path}: is nested too deeply; {_HOW}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise Failure(f"{path}: is no report of repositories ({_reason(error)}); {_HOW}") from error


def _older(record: Any) -> Older:
    if record["kind"] != KIND:
        raise ValueError(f"its kind is {record['kind']!r}, not {KIND!r}")
    if str(record["format"]).partition(".")[0] != FORMAT.partition(".")[0]:
        raise ValueError(f"its format is {record['format']}, this command reads {FORMAT}")
    return Older(
        data_version=str(record["data"]["version"]),
        places={
            (str(place["repository"]), str(place["fingerprint"])): State(place["state"])
            for place in record["places"]
        },
    )


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"it has no key {error.args[0]!r}"
    return str(error) if isinstance(error, ValueError) else "its keys hold something else"
