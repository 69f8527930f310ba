"""Rules about addresses and endpoints: they can be followed and called unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from flexmap.mapping import Endpoint
from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem
from generator.reading.yaml_text import Path
from generator.rules.registry import rule
from generator.surface.commands import names_of_requests, shape

_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*|\{[a-zA-Z][A-Za-z0-9]*\}")
_START = "/subscriptions/{subscriptionId}/"


@rule("address-is-safe")
def address_is_safe(documents: Documents) -> Iterator[Problem]:
    """A reader who follows an address stays on https or on this site."""
    for document, item in documents.texts:
        fault = address_fault(item.text) if item.path[-1] in ("docs", "url") else None
        if fault:
            hint = "write https://host/path, or /path on this site"
            message = f"{item.text!r}: {fault}"
            yield document.problem(item.path, "address-is-safe", message, hint)


@rule("endpoint-is-well-formed")
def endpoint_is_well_formed(documents: Documents) -> Iterator[Problem]:
    """A path can be pasted behind the management host and filled in."""
    for document, path, endpoint in (*_endpoints(documents), *_requests(documents)):
        fault = _path_fault(endpoint["path"])
        if fault:
            hint = f"it starts with {_START} and has one {{name}} or word between slashes"
            where = (*path, "path")
            yield document.problem(where, "endpoint-is-well-formed", fault, hint)


@rule("endpoint-is-one")
def endpoint_is_one(documents: Documents) -> Iterator[Problem]:
    """An operation has one method and path wherever it is named."""
    first: dict[str, tuple[str, str, str]] = {}
    for document, path, endpoint in _endpoints(documents):
        operation = _at(document.value, path[:-1])["operation"]
        earlier = first.setdefault(operation, (endpoint["method"], endpoint["path"], document.path))
        if earlier[:2] != (endpoint["method"], endpoint["path"]):
            message = f"{operation} has another endpoint in {earlier[2]}"
            hint = f"there it is {earlier[0]} {earlier[1]}"
            yield document.problem(path, "endpoint-is-one", message, hint)


@rule("request-has-one-entry")
def request_has_one_entry(documents: Documents) -> Iterator[Problem]:
    """Who looks a request up comes to one entry, which is that of its operation if it has one."""
    first: dict[str, tuple[Document, Path]] = {
        shape(Endpoint(**document.value["uniform"]["endpoint"])): (document, ("uniform",))
        for document in documents.of_kind("operation")
    }
    for document, path, request in _requests(documents):
        owner, place = first.setdefault(shape(Endpoint(**request)), (document, path))
        if (owner.path, place) != (document.path, path):
            message = f"{request['method']} {request['path']} leads to {owner.path} already"
            hint = "cut it, or merge the two"
            yield document.problem(path, "request-has-one-entry", message, hint)


@rule("request-is-sent")
def request_is_sent(documents: Documents) -> Iterator[Problem]:
    """A request that a released client sends is real; one from memory may never have worked."""
    if "commands" not in documents.surfaces:
        return
    sent = names_of_requests(documents)
    for document, path, request in _requests(documents):
        if shape(Endpoint(**request)) not in sent:
            message = f"no collected command sends {request['method']} {request['path']}"
            hint = "take it from data/surface/azure-cli@VERSION.yml"
            yield document.problem(path, "request-is-sent", message, hint)


@rule("operation-has-one-entry")
def operation_has_one_entry(documents: Documents) -> Iterator[Problem]:
    """Two answers for one operation could contradict each other."""
    first: dict[str, str] = {}
    for document in documents.of_kind("operation"):
        operation = document.value["uniform"]["operation"]
        if operation in first:
            message = f"{operation} has an entry already, {first[operation]}"
            path = ("uniform", "operation")
            yield document.problem(path, "operation-has-one-entry", message, "merge the two")
        first.setdefault(operation, document.path)


def address_fault(address: str) -> str | None:
    """Why an address may not be linked, or None when it may."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "this is not an address"
    if re.search(r"[\s<>\"'\\`|{}^]", address):
        return "it has a character that addresses do not have"
    if not parts.scheme and address.startswith("/") and not address.startswith("//"):
        return None
    if parts.scheme != "https" or not address.startswith("https://"):
        return "it does not start with https://"
    if not host or "." not in host or parts.username is not None or port is not None:
        return "it has no plain host name"
    return None


def _path_fault(path: str) -> str | None:
    if not path.startswith(_START):
        return "the path does not start at the subscription"
    segments = path[1:].split("/")
    for segment in segments:
        if not _SEGMENT.fullmatch(segment):
            return f"{segment!r} is not a segment of a path"
    if "Microsoft.Compute" not in segments and "Microsoft.Network" not in segments:
        return "the path names no resource provider"
    names = [segment for segment in segments if segment.startswith("{")]
    if len(names) != len(set(names)):
        return "a parameter is there twice"
    return None


def _endpoints(documents: Documents) -> Iterator[tuple[Document, Path, dict[str, str]]]:
    """Every endpoint of the entries with its document and place."""
    for document in documents.content():
        uniform = document.value["uniform"]
        if "endpoint" in uniform:
            yield document, ("uniform", "endpoint"), uniform["endpoint"]
        for index, alternative in enumerate(document.value["flexible"]["alternatives"]):
            if "endpoint" in alternative:
                path = ("flexible", "alternatives", index, "endpoint")
                yield document, path, alternative["endpoint"]


def _requests(documents: Documents) -> Iterator[tuple[Document, Path, dict[str, str]]]:
    """Every request of a concept with its document and place."""
    for document in documents.of_kind("concept"):
        for index, request in enumerate(document.value["uniform"].get("requests", ())):
            yield document, ("uniform", "requests", index), request


def _at(value: object, path: Path) -> dict[str, str]:
    for key in path:
        value = value[key]  # type: ignore[index]  # the schema has fixed the shape
    assert isinstance(value, dict)
    return value
