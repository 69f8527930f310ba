"""The cases of `cases.yml`: what claims say about a client, as something that can be run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from clients.compare import READS, deployed
from clients.inside.answers import SUBSCRIPTION
from clients.runs import CannotRunError, Outcome, Request, Result, Run

_CLIENTS = ("azure-cli", "python")
_KEYS = {
    *_CLIENTS, "claims", "mode", "changes", "sends", "writes", "body", "deploys",
    "api-version", "says", "hides", "code",
}  # fmt: skip
_EXPECTED = _KEYS - {*_CLIENTS, "claims", "mode", "changes"}
_GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/mygroup/providers/Microsoft.Compute/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A run with what is expected of it; what is None is not looked at."""

    claims: tuple[str, ...]
    run: Run
    code: int
    sends: tuple[str, ...] | None
    writes: tuple[str, ...] | None
    api_version: str | None
    body: Any
    deploys: tuple[Any, ...]
    says: tuple[str, ...]
    hides: tuple[str, ...]


def cases(value: Any, mapping: Any) -> tuple[Case, ...]:
    """The cases of the file; raises `CannotRunError` for one that is malformed.

    Every claim that a case names has to be in the mapping.
    """
    known = {
        f"{entry['id']}#{claim['id']}" for entry in mapping["entries"] for claim in entry["claims"]
    }
    found = tuple(_case(item, value["short"]) for item in value["cases"])
    missing = sorted({claim for case in found for claim in case.claims} - known)
    if missing:
        raise CannotRunError(f"cases.yml names claims that are not there: {', '.join(missing)}")
    return found


def _case(item: Any, short: dict[str, str]) -> Case:
    client = next((name for name in _CLIENTS if name in item), "")
    if not client or set(item) - _KEYS:
        raise CannotRunError(f"cases.yml: a client and none but {sorted(_KEYS)} in {item}")
    if not _EXPECTED & set(item):
        raise CannotRunError(f"cases.yml: nothing of {sorted(_EXPECTED)} is expected in {item}")
    code = item[client]
    for name, text in short.items():
        code = code.replace(f"{{{name}}}", text)
    changes, mode = tuple(item.get("changes", ())), item.get("mode", "Flexible")
    return Case(
        claims=tuple(item.get("claims", ())),
        run=Run(client=client, code=code, mode=mode, changes=changes),
        code=item.get("code", 0),
        sends=tuple(item["sends"]) if "sends" in item else None,
        writes=tuple(item["writes"]) if "writes" in item else None,
        api_version=item.get("api-version"),
        body=item.get("body"),
        deploys=tuple(item.get("deploys", ())),
        says=tuple(item.get("says", ())),
        hides=tuple(item.get("hides", ())),
    )


def judge_case(case: Case, outcome: Outcome) -> Result:
    """The result of a case."""
    return Result(
        kind="cases",
        client=case.run.client,
        what=", ".join(case.claims) or "a case without a claim",
        code=case.run.code,
        faults=tuple(_faults(case, outcome)),
    )


def _faults(case: Case, outcome: Outcome) -> Iterator[str]:
    printed = " ".join(f"{outcome.out} {outcome.err}".split())
    if outcome.code != case.code:
        yield f"it ends with {outcome.code}, expected {case.code}: {outcome.err.strip()[-300:]}"
    sent = tuple(shortened(request) for request in outcome.requests)
    if case.sends is not None:
        yield from _sent("sends", case.sends, sent)
    if case.writes is not None:
        writes = (request for request in outcome.requests if request.method not in READS)
        yield from _sent("writes", case.writes, tuple(map(shortened, writes)))
    yield from (f"it does not print {text!r}" for text in case.says if text not in printed)
    yield from (f"it prints {text!r}" for text in case.hides if text in printed)
    yield from _in_last(case, outcome)


def _sent(verb: str, expected: tuple[str, ...], sent: tuple[str, ...]) -> Iterator[str]:
    same = len(expected) == len(sent) and all(map(_fits, expected, sent))
    if not same:
        wanted = ", ".join(expected) or "nothing"
        yield f"it {verb} {', '.join(sent) or 'nothing'}; expected {wanted}"


def _fits(pattern: str, text: str) -> bool:
    return pattern == text or fnmatchcase(text, pattern)


def _in_last(case: Case, outcome: Outcome) -> Iterator[str]:
    """What is wrong with the last request that counts: the last write, or else the last read."""
    if case.body is None and not case.deploys and case.api_version is None:
        return
    last = _last(outcome.requests)
    if last is None:
        yield "it sends nothing"
        return
    counts = _counts(last)
    if case.api_version is not None and counts.api_version != case.api_version:
        yield f"its api-version is {counts.api_version}, expected {case.api_version}"
    if case.body is not None:
        yield from unlike(case.body, counts.body)
    for item in case.deploys:
        yield from _deployed(item, last)


def _last(requests: tuple[Request, ...]) -> Request | None:
    writes = [request for request in requests if request.method not in READS]
    return (writes or list(requests))[-1] if requests else None


def _counts(request: Request) -> Request:
    """The request, or the set that it deploys."""
    path = f"{_GROUP}virtualMachineScaleSets/myset"
    return next(deployed(request, path), request)


def _deployed(expected: Any, request: Request) -> Iterator[str]:
    """What is wrong with the resource of a type in the template that is deployed."""
    body = request.body if isinstance(request.body, dict) else {}
    template = body.get("properties", {}).get("template", {})
    kind = expected["type"]
    same = [item for item in template.get("resources", ()) if item["type"] == kind]
    if not same:
        yield f"it deploys no {kind}"
    for item in same[:1]:
        yield from (f"{kind}: {fault}" for fault in unlike(expected, item))


def unlike(expected: Any, sent: Any, where: str = "body") -> Iterator[str]:
    """How a value lacks what is expected of it; null is expected not to be there."""
    if isinstance(expected, dict) and (sent is None or isinstance(sent, dict)):
        for key, value in expected.items():
            yield from unlike(value, (sent or {}).get(key), f"{where}.{key}")
    elif isinstance(expected, list) and isinstance(sent, list) and len(expected) == len(sent):
        for index, (one, other) in enumerate(zip(expected, sent, strict=True)):
            yield from unlike(one, other, f"{where}[{index}]")
    elif expected != sent:
        yield f"{where} is {json.dumps(sent)}, expected {json.dumps(expected)}"


def shortened(request: Request) -> str:
    """Method, path and query; without what is the same for all below the group."""
    query = "&".join(f"{name}={value}" for name, value in sorted(request.query.items()))
    path = request.path
    for start in (_GROUP, f"/subscriptions/{SUBSCRIPTION}"):
        if path.lower().startswith(start.lower()):
            path = path[len(start) :]
    return f"{request.method} {path}{'?' if query else ''}{query}"
