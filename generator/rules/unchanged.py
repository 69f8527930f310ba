"""Rules about `flexible.unchanged`: what it says of a client fits what is known of that client."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem
from generator.rules.registry import rule


@rule("unchanged-has-claims")
def unchanged_has_claims(documents: Documents) -> Iterator[Problem]:
    """What happens to code is found out or read somewhere; `unknown` is the honest word."""
    for document in documents.content():
        unchanged = document.value["flexible"].get("unchanged")
        if unchanged and unchanged["outcome"] != "unknown" and "claims" not in unchanged:
            message = f"no claim says that unchanged code {unchanged['outcome']}"
            path = ("flexible", "unchanged", "outcome")
            hint = "name claims of this entry in `claims`, or write unknown"
            yield document.problem(path, "unchanged-has-claims", message, hint)


@rule("stopping-name-fails")
def stopping_name_fails(documents: Documents) -> Iterator[Problem]:
    """A command that stops in the client stops whatever the service would answer."""
    names = documents.surface("names")
    stops = [
        (operation["id"], name["client"], name["name"])
        for operation in (names["operations"] if names else ())
        for name in operation["names"]
        if name.get("stops")
    ]
    for document in documents.of_kind("operation"):
        for operation, client, name in stops:
            if document.value["uniform"]["operation"] != operation:
                continue
            outcome = _outcome(document, client, name)
            if outcome not in (None, "fails"):
                message = f"{name} stops when the set is Flexible, but the entry says {outcome!r}"
                hint = f"add {name!r} to `clients` with the outcome fails"
                path = ("flexible", "unchanged")
                yield document.problem(path, "stopping-name-fails", message, hint)


@rule("missing-argument-does-not-work")
def missing_argument_does_not_work(documents: Documents) -> Iterator[Problem]:
    """An argument that the resource for Flexible sets does not know fails in the plan."""
    for document in documents.of_kind("property"):
        write = document.value["flexible"]["write"]
        written = {
            argument.partition(".")[2]
            for item in write
            if item["client"] == "terraform"
            for argument in item.get("arguments", ())
        }
        by_kind: dict[str, list[str]] = {}
        for argument in document.value["uniform"]["arguments"]:
            kind, _, path = argument.partition(".")
            by_kind.setdefault(kind, []).append(path)
        for kind, paths in by_kind.items():
            if written.isdisjoint(paths) and _outcome(document, "terraform", kind) == "works":
                message = f"{', '.join(paths)} of {kind} is not written for a Flexible set"
                hint = "say in `clients` that code in terraform fails or differs"
                where = ("flexible", "unchanged")
                yield document.problem(where, "missing-argument-does-not-work", message, hint)


def _outcome(document: Document, client: str, name: str) -> str | None:
    """What happens to unchanged code that uses a name, or None when the entry does not say."""
    unchanged: Mapping[str, Any] | None = document.value["flexible"].get("unchanged")
    if unchanged is None:
        return None
    of_client = [item for item in unchanged.get("clients", ()) if item["client"] == client]
    exact = [item for item in of_client if item.get("name") == name]
    general = [item for item in of_client if "name" not in item]
    outcome: str = (*exact, *general, unchanged)[0]["outcome"]
    return outcome
