"""From the exchanges of a recording to rows: operation, mode, status, final state, keys, error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from generator.collect.emit import Data
from generator.collect.observe import answers
from generator.collect.observe.recordings import Exchange

Row = dict[str, Data]

FLEXIBLE, UNIFORM = "flexible", "uniform"
_SETS = "virtualmachinescalesets"
_VMS = "virtualmachines"
_ENDED = {"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The request of an operation, its path as segments in small letters, `{}` for a parameter."""

    operation: str
    method: str
    path: tuple[str, ...]

    def fits(self, method: str, path: Sequence[str]) -> bool:
        """Whether a request that was sent is one of this operation."""
        return (
            method == self.method
            and len(path) == len(self.path)
            and all(own in ("{}", sent) for own, sent in zip(self.path, path, strict=True))
        )

    @property
    def fixed(self) -> int:
        """How many segments are not parameters: of two that fit, the one with more is meant."""
        return sum(segment != "{}" for segment in self.path)


def rows(exchanges: Sequence[Exchange], requests: Iterable[Request]) -> list[Row]:
    """A row for each answer to an operation on a scale set, and on a VM that names one.

    What a recording cannot show the mode of is left out.
    """
    known = tuple(requests)
    modes = _Modes(exchanges)
    versions = _rewritten(exchanges)
    made = [_row(exchange, exchanges, known, modes) for exchange in exchanges]
    for row in filter(None, made):
        row["api_version"] = versions.get(str(row["api_version"]), row["api_version"])
    return [row for row in made if row]


def _row(
    exchange: Exchange, exchanges: Sequence[Exchange], requests: Sequence[Request], modes: _Modes
) -> Row | None:
    operation = _operation(exchange, requests)
    mode, shown_by = modes.of(exchange) if operation else ("", "")
    if not operation or not mode:
        return None
    failed = answers.error(exchange.answer)
    row: Row = {
        "at": exchange.number,
        "operation": operation,
        "mode": mode,
        "shown_by": shown_by,
        "api_version": _version(exchange.url),
        "status": exchange.status,
    }
    final = "" if failed else _final(exchange, exchanges)
    kept: Row = {
        "final": final,
        "error": failed,
        "keys": answers.keys(exchange.answer),
        "nulls": answers.nulls(exchange.answer),
    }
    return row | {key: value for key, value in kept.items() if value}


def _rewritten(exchanges: Iterable[Exchange]) -> dict[str, str]:
    """The version that the service was asked with, by one that was written into the requests later.

    Some projects raise the api-version of their client in old recordings too, and leave the
    address of the operation as it was answered, which repeats the version of the request.
    """
    found: dict[str, str] = {}
    for exchange in exchanges:
        told = _version(exchange.headers.get("azure-asyncoperation", ""))
        asked = _version(exchange.url)
        if _SETS in _path(exchange.url) and told and told < asked:
            found[asked] = told
    return found


def _version(url: str) -> str:
    return parse_qs(urlsplit(url).query).get("api-version", [""])[0]


def _operation(exchange: Exchange, requests: Sequence[Request]) -> str:
    path = _path(exchange.url)
    fitting = [request for request in requests if request.fits(exchange.method, path)]
    return max(fitting, key=lambda request: request.fixed).operation if fitting else ""


def _path(url: str) -> list[str]:
    return [segment for segment in urlsplit(url).path.lower().split("/") if segment]


def _set_of(url: str) -> str:
    """The scale set of a path, by its resource group and name; empty without one."""
    path = _path(url)
    place = path.index(_SETS) if _SETS in path else len(path)
    return "/".join([*path[2:4], *path[place : place + 2]]) if place + 1 < len(path) else ""


class _Modes:
    """The modes that a recording shows of its sets."""

    def __init__(self, exchanges: Iterable[Exchange]) -> None:
        self._answered: dict[str, str] = {}
        self._sent: dict[str, str] = {}
        self._left_out: set[str] = set()
        for exchange in exchanges:
            if not (name := _set_of(exchange.url)):
                continue
            if mode := _mode(exchange.answer):
                self._answered.setdefault(name, mode)
            elif _path(exchange.url)[-2:-1] == [_SETS] and _properties(exchange.answer):
                self._left_out.add(name)
            if mode := _mode(exchange.sent):
                self._sent.setdefault(name, mode)

    def of(self, exchange: Exchange) -> tuple[str, str]:
        """The mode and how the recording shows it; two empty texts when it does not."""
        path = _path(exchange.url)
        if _SETS not in path:
            member = _VMS in path and _properties(exchange.answer).get("virtualMachineScaleSet")
            return (FLEXIBLE, "member") if member else ("", "")
        name = _set_of(exchange.url)
        if not name:
            return _of_list(exchange.answer)
        if mode := _mode(exchange.answer):
            return mode, "answer"
        if mode := self._answered.get(name, ""):
            return mode, "recording"
        if mode := self._sent.get(name, ""):
            return mode, "request"
        return (UNIFORM, "left-out") if name in self._left_out else ("", "")


def _of_list(answer: Any) -> tuple[str, str]:
    """The mode of a list whose items have the same one."""
    items = answer.get("value") if isinstance(answer, Mapping) else None
    found = {_mode(item) for item in items or ()}
    return (found.pop(), "answer") if len(found) == 1 and all(found) else ("", "")


def _mode(body: Any) -> str:
    return str(_properties(body).get("orchestrationMode") or "").lower()


def _properties(body: Any) -> Mapping[str, Any]:
    found = body.get("properties") if isinstance(body, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _final(exchange: Exchange, exchanges: Sequence[Exchange]) -> str:
    """How a long-running operation ended; empty for one that did not have to run."""
    if exchange.method == "GET":
        return ""
    address = exchange.headers.get("azure-asyncoperation") or exchange.headers.get("location")
    if not address:
        return _ENDED.get(str(_properties(exchange.answer).get("provisioningState")).lower(), "")
    wanted = urlsplit(address).path.lower()
    asked = [
        later
        for later in exchanges[exchanges.index(exchange) + 1 :]
        if urlsplit(later.url).path.lower() == wanted
    ]
    if not asked:
        return "unread"
    answer = asked[-1].answer
    status = str(answer.get("status") or "").lower() if isinstance(answer, Mapping) else ""
    if status:
        return _ENDED.get(status, "unread")
    return "succeeded" if asked[-1].status in (200, 204) else "unread"
