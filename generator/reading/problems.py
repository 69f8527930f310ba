"""A problem is a value: where it is, what is wrong, and how to fix it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A spot in a data file; `path` is relative to the data folder's parent, 1-based."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Something that must be fixed before anything is built.

    `hint` says how to fix it, or names the known good values.
    """

    place: Place
    code: str
    message: str
    hint: str = ""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The distinct problems, sorted by place, then code and message."""
    return tuple(sorted(set(problems)))


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A hint that names the closest known value, and all of them when they are few."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    guess = f"did you mean {close[0]!r}? " if close else ""
    if not known:
        return guess.strip()
    listed = ", ".join(sorted(known)[:12])
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    return f"{guess}known: {listed}{more}"
