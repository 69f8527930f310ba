"""What is run, what is expected of it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class CannotRunError(Exception):
    """The harness could not look; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request; `answer` is the body of its answer, and of no matter when it is expected."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    api_version: str = ""
    body: Any = None
    answer: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Code for a client, and the set that it meets: its mode, and changes of canned answers."""

    client: str
    code: str
    mode: str
    changes: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The exit code, the requests in their order, and what was printed."""

    code: int
    requests: tuple[Request, ...]
    out: str
    err: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample of the mapping: where it stands, and the request that the entry says it sends."""

    entry: str
    place: str
    run: Run
    expected: Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a sample or a case (`kind`) came to; `faults` are sentences, none when it is right.

    `ran` is false when the client did not get to its end for a reason of the harness.
    """

    kind: str
    client: str
    what: str
    code: str
    faults: tuple[str, ...]
    ran: bool = True
