"""Reads `mapping.json` into frozen objects and says what is wrong with one that it cannot use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from flexmap.model import (
    Alternative,
    Caveat,
    Claim,
    Endpoint,
    Entry,
    Mapping,
    Name,
    Property,
    Severity,
    Source,
    Verdict,
    When,
)

FORMAT = "1"
"""The major version of the format that is read here."""

Record = dict[str, Any]


class MappingError(Exception):
    """The mapping cannot be used; the text says which file, why, and how to mend it."""


def load(path: Path | str | None = None) -> Mapping:
    """The mapping in the file, or the one that came with the package.

    Raises `MappingError` when the file is not there or is no mapping of a known format.
    """
    shown = str(path) if path else "the mapping that came with the package"
    try:
        if path:
            text = Path(path).read_text(encoding="utf-8")
        else:
            text = (files("flexmap") / "data" / "mapping.json").read_text(encoding="utf-8")
    except OSError as error:
        hint = "name one with --mapping FILE"
        raise MappingError(f"{shown}: {error.strerror or error}; {hint}") from None
    except UnicodeDecodeError:
        raise MappingError(f"{shown}: not UTF-8") from None
    return parse(text, shown)


def parse(text: str, shown: str = "mapping") -> Mapping:
    """The mapping that the JSON text holds; raises `MappingError` when it holds none."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MappingError(f"{shown}: not JSON: {error}") from None
    if not isinstance(record, dict) or "entries" not in record:
        raise MappingError(f"{shown}: no mapping: the key 'entries' is missing")
    found = str(record.get("format", ""))
    if found.partition(".")[0] != FORMAT:
        hint = f"this version of flexmap reads format {FORMAT}.x; upgrade flexmap or the mapping"
        raise MappingError(f"{shown}: format {found!r}; {hint}")
    try:
        return _mapping(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise MappingError(f"{shown}: not as the published schema says: {reason}") from None


def _mapping(record: Record) -> Mapping:
    entries = [item for item in record["entries"] if item["kind"] != "moved"]
    moved = [item for item in record["entries"] if item["kind"] == "moved"]
    return Mapping(
        format=record["format"],
        data_version=record["data_version"],
        date=record.get("date", ""),
        api_version=record["api_version"],
        entries=tuple(_entry(item) for item in sorted(entries, key=lambda item: item["ref"])),
        sources={key: _source(key, item) for key, item in record["sources"].items()},
        moved={key.lower(): item["to"] for item in moved for key in _keys(item)},
    )


def _keys(moved: Record) -> Iterator[str]:
    yield moved["id"]
    if "ref" in moved:
        yield moved["ref"]


def _entry(record: Record) -> Entry:
    uniform, flexible = record["uniform"], record["flexible"]
    strongest = record.get("strongest_severity")
    return Entry(
        kind=record["kind"],
        id=record["id"],
        ref=record["ref"],
        title=record["title"],
        category=record["category"],
        summary=record["summary"],
        url=record["url"],
        keywords=tuple(record["keywords"]),
        operation=uniform.get("operation", ""),
        endpoint=_endpoint(uniform.get("endpoint")),
        names=tuple(_name(item) for item in uniform.get("names", [])),
        property=_property(uniform.get("property")),
        arguments=tuple(uniform.get("arguments", [])),
        verdict=Verdict(flexible["verdict"]),
        headline=flexible["headline"],
        basis=flexible["basis"],
        disputed=flexible["disputed"],
        alternatives=tuple(_alternative(item) for item in flexible["alternatives"]),
        caveats=tuple(_caveat(item) for item in record["caveats"]),
        severity=Severity[strongest.upper()] if strongest else None,
        claims=tuple(_claim(item) for item in record["claims"]),
        errors=tuple(item["text"] for item in record["errors"]),
        requests=tuple(
            Endpoint(method=item["method"], path=item["path"])
            for item in uniform.get("requests", [])
        ),
    )


def _endpoint(record: Record | None) -> Endpoint | None:
    return Endpoint(method=record["method"], path=record["path"]) if record else None


def _property(record: Record | None) -> Property | None:
    return Property(resource=record["resource"], path=record["path"]) if record else None


def _alternative(record: Record) -> Alternative:
    return Alternative(
        operation=record.get("operation", ""),
        endpoint=_endpoint(record.get("endpoint")),
        service=record.get("service", ""),
        how=record["how"],
        preferred=record.get("preferred", False),
        names=tuple(_name(item) for item in record.get("names", [])),
    )


def _name(record: Record) -> Name:
    return Name(
        client=record["client"],
        name=record["name"],
        exact=record["exact"],
        note=record.get("note", ""),
        within=record.get("within", False),
        command=record.get("command", True),
        when=_when(record.get("when")),
    )


def _when(record: Record | None) -> When | None:
    if not record:
        return None
    return When(
        options=tuple(tuple(item.items()) for item in record["options"]),
        spellings=dict(record.get("spellings", {})),
        positions=tuple(record.get("positions", [])),
    )


def _caveat(record: Record) -> Caveat:
    return Caveat(
        id=record["id"],
        severity=Severity[record["severity"].upper()],
        title=record["title"],
        text=record["text"],
        action=record["action"],
        claims=tuple(record["claims"]),
    )


def _claim(record: Record) -> Claim:
    return Claim(
        id=record["id"],
        source=record.get("source", ""),
        says=record["says"],
        strength=record["strength"],
        as_of=record.get("as_of", ""),
        withdrawn="withdrawn" in record,
    )


def _source(key: str, record: Record) -> Source:
    return Source(
        id=key,
        title=record["title"],
        publisher=record["publisher"],
        address=record.get("url") or record.get("purl") or "",
        date=record["date"],
    )
