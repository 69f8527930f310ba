"""Rules about observations: each can be found again, names no one, and carries what cites it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem, did_you_mean
from generator.reading.yaml_text import Path
from generator.rules.registry import rule
from generator.surface.operations import collected_operations

_NAMES = re.compile(
    r"(?P<guid>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"|(?P<mail>[\w.+-]+@[\w-]+\.[a-z]{2,})"
    r"|(?P<path>/(subscriptions|resourceGroups|tenants)/(?!\{)[^\s/]+)"
    r"|(?P<address>\b\d{1,3}(\.\d{1,3}){3}\b)",
    re.IGNORECASE,
)
_WORDS = {
    "guid": "a GUID",
    "mail": "an e-mail address",
    "path": "the path of someone's resource",
    "address": "an IP address",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row with where it is."""

    document: Document
    path: Path
    recording: Mapping[str, Any]
    value: Mapping[str, Any]

    @property
    def id(self) -> str:
        """What a claim calls it."""
        return f"{self.recording['id']}/{self.value['at']}"

    @property
    def answered(self) -> bool:
        """Whether the recording shows that the service answered."""
        return "status" in self.value or self.value.get("final") in ("succeeded", "failed")


@lru_cache(maxsize=1)
def _rows(documents: Documents) -> tuple[_Row, ...]:
    return tuple(
        _Row(
            document=document,
            path=("recordings", number, "rows", position),
            recording=recording,
            value=value,
        )
        for document in documents.observations
        for number, recording in enumerate(document.value["recordings"])
        for position, value in enumerate(recording["rows"])
    )


@rule("observation-is-of-an-operation")
def observation_is_of_an_operation(documents: Documents) -> Iterator[Problem]:
    """An answer belongs to an operation of the package, or no page can show it."""
    known = collected_operations(documents)
    for row in _rows(documents):
        operation = row.value["operation"]
        if known and operation not in known:
            message = f"the package has no operation {operation!r}"
            hint = did_you_mean(operation, list(known))
            where = (*row.path, "operation")
            yield row.document.problem(where, "observation-is-of-an-operation", message, hint)


@rule("observation-shows-its-mode")
def observation_shows_its_mode(documents: Documents) -> Iterator[Problem]:
    """A Flexible set always says so: where the mode is left out, the row may be about Uniform."""
    for row in _rows(documents):
        if row.value["mode"] == "flexible" and row.value["shown_by"] == "left-out":
            message = "a Flexible row needs an answer or a request that names the mode"
            hint = "give the way in which the recording shows it, or remove the row"
            where = (*row.path, "shown_by")
            yield row.document.problem(where, "observation-shows-its-mode", message, hint)


@rule("observation-names-nobody")
def observation_names_nobody(documents: Documents) -> Iterator[Problem]:
    """Recordings hold what belongs to people who run tests; nothing of it is published here."""
    for document in documents.observations:
        for text in document.texts():
            if found := _NAMES.search(text.text):
                kind = _WORDS[str(found.lastgroup)] if found.lastgroup in _WORDS else "a name"
                message = f"{found[0][:60]!r} looks like {kind}"
                hint = "write … instead"
                yield document.problem(text.path, "observation-names-nobody", message, hint)


@rule("observation-is-there-once")
def observation_is_there_once(documents: Documents) -> Iterator[Problem]:
    """A claim names a row by its recording and its place, so that pair has to be one row."""
    count = Counter(row.id for row in _rows(documents))
    for row in _rows(documents):
        if count[row.id] > 1:
            message = f"{row.id!r} names {count[row.id]} rows"
            hint = "give each recording and each row its own id"
            where = (*row.path, "at")
            yield row.document.problem(where, "observation-is-there-once", message, hint)


@rule("observation-can-be-found")
def observation_can_be_found(documents: Documents) -> Iterator[Problem]:
    """Anyone who doubts a row can read the recording, at a commit or in a package."""
    for document in documents.observations:
        for number, recording in enumerate(document.value["recordings"]):
            if "repository" in document.value and "commit" not in recording:
                message, hint = "there is no commit", "name the commit at which it was read"
                where = ("recordings", number, "id")
                yield document.problem(where, "observation-can-be-found", message, hint)


@rule("observation-is-not-older-than-its-version")
def observation_is_not_older_than_its_version(documents: Documents) -> Iterator[Problem]:
    """Some projects write a newer api-version into old recordings; no one was asked with that."""
    for row in _rows(documents):
        version, day = row.value.get("api_version", "")[:10], row.recording["date"]
        if version > day:
            message = f"api-version {version} did not exist on {day}"
            hint = "read an earlier commit of the recording, from before the version was rewritten"
            where = (*row.path, "api_version")
            code = "observation-is-not-older-than-its-version"
            yield row.document.problem(where, code, message, hint)


@rule("claim-has-its-observation")
def claim_has_its_observation(documents: Documents) -> Iterator[Problem]:
    """A claim rests on a row that is there, in the recording that its source is."""
    rows = {row.id: row for row in _rows(documents)}
    for document, path, claim in _claims(documents):
        for position, cited in enumerate(claim.get("observations", ())):
            where = (*path, "observations", position)
            row, url = rows.get(cited), _url(documents, claim)
            if row is None:
                near = [key for key in rows if key.startswith(cited.partition("/")[0])]
                hint = did_you_mean(cited, near or list(rows))
                message = f"there is no row {cited!r}"
                yield document.problem(where, "claim-has-its-observation", message, hint)
            elif not _is_source(row, url):
                message = f"{cited!r} is in another recording than the source of the claim"
                hint = "cite the recording in data/sources.yml, at the same commit"
                yield document.problem(where, "claim-has-its-observation", message, hint)


@rule("verdict-rests-on-a-flexible-run")
def verdict_rests_on_a_flexible_run(documents: Documents) -> Iterator[Problem]:
    """What a Uniform set answered, or no one did, says nothing of a Flexible one."""
    rows = {row.id: row for row in _rows(documents)}
    recorded = {row.recording["path"] for row in rows.values()}
    for document, path, claim in _claims(documents):
        if claim["strength"] != "observed" or "supports" not in claim:
            continue
        cited = [rows[key] for key in claim.get("observations", ()) if key in rows]
        on_run = any(_url(documents, claim).endswith(f"/{name}") for name in recorded)
        if not on_run and not claim.get("observations"):
            continue
        if not any(row.answered and row.value["mode"] == "flexible" for row in cited):
            message = f"{claim['id']!r} supports a verdict and names no answer on a Flexible set"
            hint = "name the rows in `observations`, or leave `supports` out"
            where = (*path, "supports")
            yield document.problem(where, "verdict-rests-on-a-flexible-run", message, hint)


def _claims(documents: Documents) -> Iterator[tuple[Document, Path, Mapping[str, Any]]]:
    for document in documents.content():
        for index, claim in enumerate(document.value["claims"]):
            if "withdrawn" not in claim:
                yield document, ("claims", index), claim


def _url(documents: Documents, claim: Mapping[str, Any]) -> str:
    source = (documents.single("sources") or {}).get(claim.get("source"), {})
    return str(source.get("url") or source.get("purl") or "")


def _is_source(row: _Row, url: str) -> bool:
    """Whether the address is the recording at its commit, or the package that carries it."""
    if "purl" in row.document.value:
        return url == str(row.document.value["purl"])
    where = f"{row.document.value['repository']}/blob/{row.recording['commit']}/"
    return url.endswith(f"/{where}{row.recording['path']}")
