"""The mapping as plain JSON values: the YAML's keys plus what is computed.

Absent means absent: no nulls; lists are always there; keys keep a stable order.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import orjson

from generator.model import (
    Alternative,
    Claim,
    ClientNames,
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
    Property,
    Rename,
    Sample,
    Setup,
    Source,
    Strength,
    Uniform,
    Verdict,
    When,
    Write,
)

Record = dict[str, Any]


def dumps(record: Record) -> str:
    """The JSON text of a record, indented, with a trailing newline."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(record, option=options).decode()


def mapping_record(mapping: Mapping) -> Record:
    """The whole of `mapping.json`."""
    return {
        "format": mapping.release.format,
        "data_version": mapping.release.data_version,
        "date": mapping.release.date,
        "api_version": mapping.release.api_version,
        "checked_against": list(mapping.release.checked_against),
        "licence": "CC-BY-4.0",
        "counts": _counts(mapping),
        "clients": [_client_names(client) for client in mapping.clients],
        "unverified": [
            {"what": item.what, "name": item.name, "reason": item.reason}
            for item in mapping.unverified
        ],
        "setups": [_sample(setup) for setup in mapping.setups],
        "vocabulary": {
            name: [
                {"id": term.id, "title": term.title, "definition": term.definition}
                for term in terms
            ]
            for name, terms in mapping.vocabulary.items()
        },
        "sources": {source.id: _source(source) for source in mapping.sources.values()},
        "categories": [
            {"id": item.id, "title": item.title, "description": item.description}
            for item in mapping.categories
        ],
        "entries": [
            *(entry_record(entry) for entry in mapping.entries),
            *(moved_record(moved) for moved in mapping.moved),
        ],
    }


def entry_record(entry: Entry) -> Record:
    """One entry, as in `mapping.json` and in its own file."""
    return _present(
        kind=entry.kind,
        id=entry.id,
        ref=entry.ref,
        url=entry.url,
        json_url=entry.json_url,
        title=entry.title,
        category=entry.category,
        summary=entry.summary,
        keywords=list(entry.keywords),
        uniform=_uniform(entry.uniform),
        flexible=_flexible(entry.flexible),
        caveats=[
            {
                "id": caveat.id,
                "severity": caveat.severity,
                "title": caveat.title,
                "text": caveat.text,
                "action": caveat.action,
                "claims": list(caveat.claims),
            }
            for caveat in entry.caveats
        ],
        strongest_severity=entry.strongest_severity,
        claims=[_claim(claim) for claim in entry.claims],
        errors=[_error(error) for error in entry.errors],
        seed_rows=list(entry.seed_rows),
        related=list(entry.related),
        since=entry.since,
    )


def moved_record(moved: Moved) -> Record:
    """What stays of an id that was renamed or merged."""
    return _present(
        kind=Kind.MOVED,
        id=moved.id,
        ref=moved.ref,
        url=moved.url,
        json_url=moved.json_url,
        to=moved.to,
        why=moved.why,
        since=moved.since,
    )


def _counts(mapping: Mapping) -> Record:
    """How many entries there are, in all and by what readers ask for."""
    entries = mapping.entries
    verdicts = Counter(entry.flexible.verdict for entry in entries)
    kinds = Counter(entry.kind for entry in entries)
    strengths = Counter(entry.flexible.strength for entry in entries if entry.flexible.strength)
    return {
        "entries": len(entries),
        "moved": len(mapping.moved),
        "sources": len(mapping.sources),
        "claims": sum(len(entry.claims) for entry in entries),
        "disputed": sum(entry.flexible.disputed for entry in entries),
        "by_kind": {kind.value: kinds[kind] for kind in Kind if kind != Kind.MOVED},
        "by_verdict": {verdict.value: verdicts[verdict] for verdict in Verdict},
        "by_strength": {strength.value: strengths[strength] for strength in Strength},
    }


def _present(**values: Any) -> Record:
    """The values that are there: nothing is null in the JSON."""
    return {key: value for key, value in values.items() if value is not None}


def _uniform(uniform: Uniform) -> Record:
    return _present(
        operation=uniform.operation,
        endpoint=_endpoint(uniform.endpoint),
        property=_property(uniform.property),
        arguments=list(uniform.arguments) if uniform.property else None,
        requests=None if uniform.operation or uniform.property else _requests(uniform),
        how=uniform.how,
        docs=uniform.docs,
        names=[_name(name) for name in uniform.names],
        samples=[_sample(sample) for sample in uniform.samples],
    )


def _requests(uniform: Uniform) -> list[Record]:
    return [{"method": item.method, "path": item.path} for item in uniform.requests]


def _flexible(flexible: Flexible) -> Record:
    return _present(
        verdict=flexible.verdict,
        only=flexible.only,
        headline=flexible.headline,
        how=flexible.how,
        basis=flexible.basis,
        write=[_write(write) for write in flexible.write] or None,
        disputed=flexible.disputed,
        strength=flexible.strength,
        samples=[_sample(sample) for sample in flexible.samples],
        alternatives=[_alternative(alternative) for alternative in flexible.alternatives],
    )


def _property(target: Property | None) -> Record | None:
    return {"resource": target.resource, "path": target.path} if target else None


def _write(write: Write) -> Record:
    return _present(
        client=write.client,
        text=write.text,
        arguments=list(write.arguments),
        code=write.code,
    )


def _alternative(alternative: Alternative) -> Record:
    return _present(
        operation=alternative.operation,
        endpoint=_endpoint(alternative.endpoint),
        service=alternative.service,
        docs=alternative.docs,
        how=alternative.how,
        query=alternative.query,
        preferred=alternative.preferred,
        parameters=_parameters(alternative.parameters),
        names=[_name(name) for name in alternative.names],
        samples=[_sample(sample) for sample in alternative.samples],
    )


def _parameters(parameters: Parameters) -> Record:
    return {
        "renamed": [_rename(rename) for rename in parameters.renamed],
        "added": [_parameter(parameter) for parameter in parameters.added],
        "dropped": [_parameter(parameter) for parameter in parameters.dropped],
    }


def _rename(rename: Rename) -> Record:
    return {"from": rename.old, "to": rename.new, **_present(note=rename.note)}


def _parameter(parameter: Parameter) -> Record:
    return _present(name=parameter.name, note=parameter.note)


def _endpoint(endpoint: Endpoint | None) -> Record | None:
    return {"method": endpoint.method, "path": endpoint.path} if endpoint else None


def _sample(sample: Sample | Setup) -> Record:
    return {"client": sample.client, "language": sample.language, "code": sample.code}


def _name(name: Name) -> Record:
    """Flags are there when they say something that is not the rule."""
    return _present(
        client=name.client,
        name=name.name,
        exact=name.exact,
        note=name.note,
        within=name.within or None,
        deprecated=name.deprecated or None,
        command=None if name.command else False,
        verified=name.verified,
        when=_when(name.when),
    )


def _when(when: When | None) -> Record | None:
    """The condition for programs; spellings and positions are there when there are any."""
    if when is None:
        return None
    return {
        "options": [dict(option) for option in when.options],
        **({"spellings": dict(when.spellings)} if when.spellings else {}),
        **({"positions": list(when.positions)} if when.positions else {}),
    }


def _client_names(client: ClientNames) -> Record:
    """How a client's names are known, for those who count on them."""
    return _present(
        client=client.client,
        purl=client.purl,
        package=client.package,
        operations=client.operations,
        named=client.named,
        without=client.without,
        scale_set_operations=client.scale_set_operations,
        scale_set_named=client.scale_set_named,
        scale_set_without=client.scale_set_without,
        verified={word.value: count for word, count in client.verified},
    )


def _claim(claim: Claim) -> Record:
    return {
        **_present(
            id=claim.id,
            source=claim.source,
            says=claim.says,
            supports=claim.supports,
            strength=claim.strength,
            as_of=claim.as_of,
        ),
        "from": list(claim.inferred_from),
        **_present(withdrawn=claim.withdrawn),
    }


def _error(error: ErrorText) -> Record:
    return _present(code=error.code, text=error.text, claims=list(error.claims))


def _source(source: Source) -> Record:
    return _present(
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        purl=source.purl,
        date=source.date,
        date_kind=source.date_kind,
        date_note=source.date_note,
        licence=source.licence,
    )
