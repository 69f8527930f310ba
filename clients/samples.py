"""The samples of `mapping.json`, each with the request that its entry says it sends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from clients.inside.answers import SUBSCRIPTION
from clients.runs import CannotRunError, Request, Run, Sample

CLIENTS = ("azure-cli", "python")
"""The clients whose samples are run."""


def samples(mapping: Any) -> tuple[Sample, ...]:
    """Every sample of the clients that are run, in the order of the entries.

    Raises `CannotRunError` for a sample without a request in REST beside it.
    """
    return tuple(
        sample
        for entry in mapping["entries"]
        for place, mode, holder in _holders(entry)
        for sample in _of(entry["id"], place, mode, holder)
    )


def setup(mapping: Any, client: str) -> str:
    """The code that comes once before the samples of a client; may be empty."""
    return "\n".join(item["code"] for item in mapping["setups"] if item["client"] == client)


def _holders(entry: Any) -> Iterator[tuple[str, str, Any]]:
    yield "on Uniform", "Uniform", entry["uniform"]
    yield "on Flexible", "Flexible", entry["flexible"]
    for item in entry["flexible"]["alternatives"]:
        yield f"alternative {item.get('operation', '')}", "Flexible", item


def _of(entry: str, place: str, mode: str, holder: Any) -> Iterator[Sample]:
    codes = {item["client"]: item["code"] for item in holder.get("samples", ())}
    for client in CLIENTS:
        if client not in codes:
            continue
        if "rest" not in codes:
            raise CannotRunError(f"{entry}, {place}: no sample in REST to compare with")
        run = Run(client=client, code=codes[client], mode=mode)
        yield Sample(entry=entry, place=place, run=run, expected=read_request(codes["rest"]))


def read_request(code: str) -> Request:
    """The last request of a sample in REST, without its api-version."""
    *_, last = code.replace("{subscriptionId}", SUBSCRIPTION).split("\n###")
    lines = last.split("\n")
    head = next(line for line in lines if "https://" in line)
    method, _, address = head.partition(" ")
    parts = urlsplit(address)
    body = last.partition("\n\n")[2] if "\n\n" in last else ""
    return Request(
        method=method,
        path=unquote(parts.path),
        query=asked(dict(parse_qsl(parts.query, keep_blank_values=True))),
        body=json.loads(body) if body else None,
    )


def asked(query: dict[str, str]) -> dict[str, str]:
    """The query without the api-version, which each client chooses for itself."""
    return {name: value for name, value in query.items() if name != "api-version"}
