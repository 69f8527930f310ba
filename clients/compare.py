"""What was sent beside what an entry says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clients.runs import Outcome, Request, Sample

READS = ("GET", "HEAD")
_WORDS = "(here "
"""How words begin that stand in a sample in REST for what only its reader can know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference: `where` is `query NAME` or `body PATH`, None stands for what is not there."""

    where: str
    expected: Any
    sent: Any

    def __str__(self) -> str:
        if self.sent is None:
            return f"{self.where} is not sent, expected {self.expected!r}"
        if self.expected is None:
            return f"{self.where} is sent too: {self.sent!r}"
        return f"{self.where} is {self.sent!r}, expected {self.expected!r}"


def find(expected: Request, sent: tuple[Request, ...]) -> Request | None:
    """The request with the method and path that are expected.

    A scale set may be in the template of a deployment too, which is what creates it then.
    """
    for request in sent:
        if (request.method, request.path) == (expected.method, expected.path):
            return request
    if expected.method != "PUT":
        return None
    return next((set_ for request in sent for set_ in deployed(request, expected.path)), None)


def deployed(request: Request, path: str) -> Iterator[Request]:
    """The resource of a path out of the template that a request deploys."""
    if "/deployments/" not in request.path or not isinstance(request.body, dict):
        return
    for item in request.body["properties"]["template"]["resources"]:
        if path.endswith(f"/{item['type']}/{item['name']}"):
            head = ("type", "name", "apiVersion", "dependsOn")
            body = {key: value for key, value in item.items() if key not in head}
            yield Request(method="PUT", path=path, body=body, api_version=item["apiVersion"])


def differences(expected: Request, sent: Request, read: Any) -> Iterator[Difference]:
    """How query and body differ; what a command has read and sends back is no difference."""
    for name in sorted({*expected.query, *sent.query}):
        if expected.query.get(name) != sent.query.get(name):
            yield Difference(
                where=f"query {name}",
                expected=expected.query.get(name),
                sent=sent.query.get(name),
            )
    yield from _values("body", expected.body, sent.body, read)


def _values(where: str, expected: Any, sent: Any, read: Any) -> Iterator[Difference]:
    if isinstance(expected, str) and expected.startswith(_WORDS):
        return
    if isinstance(expected, dict) and isinstance(sent, dict):
        known = read if isinstance(read, dict) else {}
        for key in sorted({*expected, *sent}):
            inner = f"{where}.{key}".replace("body.", "body ", 1)
            yield from _values(inner, expected.get(key), sent.get(key), known.get(key))
    elif isinstance(expected, list) and isinstance(sent, list) and len(expected) == len(sent):
        for index, (one, other) in enumerate(zip(expected, sent, strict=True)):
            before = read[index] if isinstance(read, list) and index < len(read) else None
            yield from _values(f"{where}[{index}]", one, other, before)
    elif expected != sent and not (expected is None and _is_back(sent, read)):
        yield Difference(where=where, expected=expected, sent=sent)


def _is_back(sent: Any, read: Any) -> bool:
    """Whether a value is what was read; a client may leave out what only the service writes."""
    if isinstance(sent, dict) and isinstance(read, dict):
        return all(_is_back(value, read.get(key)) for key, value in sent.items())
    return bool(sent == read)


def read_before(request: Request, sent: tuple[Request, ...]) -> Any:
    """The answer to the first read of the path that is written, or None."""
    same = (one.answer for one in sent if one.method == "GET" and one.path == request.path)
    return next(same, None) if request.method not in READS else None


def faults(sample: Sample, outcome: Outcome) -> Iterator[str | Difference]:
    """What is wrong with a sample: a sentence, or how its request differs."""
    if outcome.code:
        yield f"it ends with {outcome.code}: {last_line(outcome.err)}"
    found = find(sample.expected, outcome.requests)
    if found is None:
        sent = ", ".join(shown(request) for request in outcome.requests) or "nothing"
        yield f"it sends {sent}, expected {shown(sample.expected)}"
        return
    yield from differences(sample.expected, found, read_before(found, outcome.requests))
    for request in outcome.requests:
        if request.method not in READS and request is not found and not _is_way(request):
            yield f"it writes {shown(request)} too"


def _is_way(request: Request) -> bool:
    """Whether a write is the deployment that the expected resource was found in."""
    return "/deployments/" in request.path


def shown(request: Request) -> str:
    """Method and path, from the resource provider's types on."""
    return f"{request.method} {request.path.rpartition('/providers/')[2]}"


def last_line(text: str) -> str:
    """The last line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    return (errors or lines or ["without a word"])[-1]
