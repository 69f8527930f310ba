"""From documents that passed every rule to the frozen mapping: one function per type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.build_property import property_names, property_of, writes
from generator.commands import commands, names_of_requests, shape
from generator.documents import Documents
from generator.model import (
    Alternative,
    ArticleRow,
    ArticleSection,
    Category,
    Caveat,
    Claim,
    Client,
    Endpoint,
    Entry,
    ErrorText,
    Flexible,
    Kind,
    Mapping,
    Moved,
    Name,
    Parameter,
    Parameters,
    Release,
    Rename,
    Severity,
    Source,
    Strength,
    Term,
    Uniform,
    Unverified,
    Verdict,
    Verification,
)
from generator.names import NameBook, client_names, name_book, names_of
from generator.samples import sample_book, with_samples

RequestNames = dict[str, tuple[Name, ...]]
"""What `names_of_requests` gives."""

_STRENGTHS, _SEVERITIES = tuple(Strength), tuple(Severity)


def build_model(documents: Documents) -> Mapping:
    """The mapping; the documents have passed schemas and rules, so nothing can be missing."""
    book = name_book(documents)
    samples, sent = sample_book(documents), names_of_requests(documents)
    content = (
        with_samples(_entry(document.value, book, sent), samples)
        for document in documents.content()
    )
    entries = sorted(content, key=lambda entry: _number(entry.ref))
    categories = tuple(Category(**value) for value in documents.single("categories"))
    return Mapping(
        release=_release(documents.single("release")),
        vocabulary=_vocabulary(documents.single("vocabulary")),
        sources=_sources(documents.single("sources")),
        categories=categories,
        article=tuple(_section(value) for value in documents.single("article")),
        entries=tuple(entries),
        moved=tuple(_moved(document.value) for document in documents.of_kind("moved")),
        by_id={entry.id: entry for entry in entries},
        by_category={
            category.id: tuple(entry for entry in entries if entry.category == category.id)
            for category in categories
        },
        clients=client_names(documents),
        commands=commands(documents),
        unverified=tuple(Unverified(**item) for item in documents.single("unverified")),
        setups=samples.setups if samples else (),
    )


def is_disputed(claims: Iterable[Claim]) -> bool:
    """Whether live claims support different verdicts."""
    return len({claim.supports for claim in claims if claim.supports and not claim.withdrawn}) > 1


def weakest(claims: Iterable[Claim], verdict: Verdict) -> Strength | None:
    """The strength of the weakest live claim for a verdict, or None when there is none."""
    strengths = [
        claim.strength for claim in claims if claim.supports == verdict and not claim.withdrawn
    ]
    return max(strengths, key=_STRENGTHS.index, default=None)


def strongest(severities: Iterable[Severity]) -> Severity | None:
    """The worst severity, or None when there is no caveat."""
    return min(severities, key=_SEVERITIES.index, default=None)


def _number(ref: str) -> int:
    return int(ref.removeprefix("VF"))


def _entry(value: dict[str, Any], book: NameBook, sent: RequestNames) -> Entry:
    claims = tuple(_claim(claim) for claim in value["claims"])
    caveats = tuple(_caveat(caveat) for caveat in value["caveats"])
    return Entry(
        kind=Kind(value["kind"]),
        id=value["id"],
        ref=value["ref"],
        title=value["title"],
        category=value["category"],
        summary=value["summary"],
        keywords=tuple(value["keywords"]),
        uniform=_uniform(value["uniform"], book, sent),
        flexible=_flexible(value["flexible"], claims, book),
        caveats=caveats,
        claims=claims,
        errors=tuple(_error(error) for error in value["errors"]),
        seed_rows=tuple(value["seed_rows"]),
        related=tuple(value["related"]),
        since=value["since"],
        strongest_severity=strongest(caveat.severity for caveat in caveats),
    )


def _uniform(value: dict[str, Any], book: NameBook, sent: RequestNames) -> Uniform:
    endpoint = _endpoint(value.get("endpoint"))
    operation, target = value.get("operation"), property_of(value)
    arguments = tuple(value.get("arguments", ()))
    requests = tuple(Endpoint(**item) for item in value.get("requests", ()))
    names = property_names(target, arguments) if target else names_of(operation, endpoint, book)
    return Uniform(
        operation=operation,
        endpoint=endpoint,
        how=value.get("how"),
        docs=value.get("docs"),
        names=(*names, *_names_of_requests(requests, sent)),
        property=target,
        arguments=arguments,
        requests=requests,
    )


def _names_of_requests(requests: tuple[Endpoint, ...], sent: RequestNames) -> Iterator[Name]:
    """The names in REST, which follow from the requests, then the commands that send them."""
    for request in requests:
        verified = Verification.PACKAGE if shape(request) in sent else None
        line = f"{request.method} {request.path}"
        yield Name(client=Client.REST, name=line, exact=True, verified=verified)
    yield from (name for request in requests for name in sent.get(shape(request), ()))


def _flexible(value: dict[str, Any], claims: tuple[Claim, ...], book: NameBook) -> Flexible:
    verdict = Verdict(value["verdict"])
    return Flexible(
        verdict=verdict,
        headline=value["headline"],
        basis=value["basis"],
        alternatives=tuple(_alternative(item, book) for item in value["alternatives"]),
        disputed=is_disputed(claims),
        strength=weakest(claims, verdict),
        how=value.get("how"),
        write=writes(value),
        only=value.get("only", False),
    )


def _alternative(value: dict[str, Any], book: NameBook) -> Alternative:
    endpoint = _endpoint(value.get("endpoint"))
    return Alternative(
        operation=value.get("operation"),
        endpoint=endpoint,
        service=value.get("service"),
        docs=value.get("docs"),
        how=value["how"],
        query=value.get("query"),
        preferred=value.get("preferred", False),
        parameters=_parameters(value.get("parameters", {})),
        names=names_of(value.get("operation"), endpoint, book),
    )


def _parameters(value: dict[str, Any]) -> Parameters:
    return Parameters(
        renamed=tuple(
            Rename(old=item["from"], new=item["to"], note=item.get("note"))
            for item in value.get("renamed", ())
        ),
        added=tuple(_parameter(item) for item in value.get("added", ())),
        dropped=tuple(_parameter(item) for item in value.get("dropped", ())),
    )


def _parameter(value: dict[str, Any]) -> Parameter:
    return Parameter(name=value["name"], note=value.get("note"))


def _endpoint(value: dict[str, Any] | None) -> Endpoint | None:
    return Endpoint(method=value["method"], path=value["path"]) if value else None


def _caveat(value: dict[str, Any]) -> Caveat:
    return Caveat(
        id=value["id"],
        severity=Severity(value["severity"]),
        title=value["title"],
        text=value["text"],
        action=value["action"],
        claims=tuple(value["claims"]),
    )


def _claim(value: dict[str, Any]) -> Claim:
    return Claim(
        id=value["id"],
        source=value.get("source"),
        says=value["says"],
        supports=Verdict(value["supports"]) if "supports" in value else None,
        strength=Strength(value["strength"]),
        as_of=value["as_of"],
        inferred_from=tuple(value.get("from", ())),
        withdrawn=value.get("withdrawn"),
    )


def _error(value: dict[str, Any]) -> ErrorText:
    claims = tuple(value["claims"])
    return ErrorText(code=value.get("code"), text=value["text"], claims=claims)


def _moved(value: dict[str, Any]) -> Moved:
    return Moved(
        id=value["id"],
        ref=value.get("ref"),
        to=value["to"],
        why=value["why"],
        since=value["since"],
    )


def _section(value: dict[str, Any]) -> ArticleSection:
    rows = tuple(ArticleRow(**row) for row in value["rows"])
    return ArticleSection(section=value["section"], rows=rows)


def _release(value: dict[str, Any]) -> Release:
    return Release(**{**value, "checked_against": tuple(value["checked_against"])})


def _vocabulary(value: dict[str, Any]) -> dict[str, tuple[Term, ...]]:
    return {name: tuple(Term(**term) for term in terms) for name, terms in value.items()}


def _sources(value: dict[str, Any]) -> dict[str, Source]:
    keys = ("url", "purl", "date_note")
    return {
        source_id: Source(id=source_id, **{**dict.fromkeys(keys), **value[source_id]})
        for source_id in sorted(value)
    }
