"""From documents that passed every rule to the mapping: what is computed joins what was written.

The keys of an authored entry are those of the published one, so both are decoded together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flexmap.mapping import (
    Alternative,
    Caveat,
    Claim,
    Client,
    ClientCall,
    Counts,
    Endpoint,
    Entry,
    Flexible,
    Kind,
    Moved,
    Name,
    Plan,
    Property,
    Strength,
    Uniform,
    Verdict,
    Verification,
    decode,
)
from flexmap.mapping.evidence import claims_against, claims_for
from flexmap.mapping.renamed import argument_note
from generator.building.index import name_index
from generator.building.rewrites import rewrites
from generator.reading.documents import Documents
from generator.reference import Pulumi, Reference
from generator.samples import sample_book, with_samples
from generator.surface.commands import commands, names_of_requests, shape
from generator.surface.fills import filled
from generator.surface.names import NameBook, client_names, name_book, names_of, naming_notes
from generator.surface.pulumi import pulumi_path, python_path

Record = dict[str, Any]
RequestNames = dict[str, tuple[Name, ...]]
"""What `names_of_requests` gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What names of properties come from: arguments of resources, and the Pulumi package."""

    calls: Sequence[ClientCall]
    pulumi: Any


LICENCE = "CC-BY-4.0"
_WHERE = ("repository", "purl")
PATH_WRITERS = (Client.ARM, Client.BICEP)
"""The clients that write a property by its JSON path."""


def build_model(documents: Documents) -> Reference:
    """The mapping; the documents have passed schemas and rules, so nothing can be missing."""
    book = name_book(documents)
    samples, sent = sample_book(documents), names_of_requests(documents)
    calls = filled(documents)
    known = _Known(calls=calls, pulumi=documents.surface("pulumi"))
    content = (
        with_samples(_entry(document.value, book, sent, known), samples)
        for document in documents.content()
    )
    entries = tuple(sorted(content, key=lambda entry: int(entry.ref.removeprefix("VF"))))
    moved = tuple(_moved(document.value) for document in documents.of_kind("moved"))
    sources = dict(sorted(documents.single("sources").items()))
    authored = (
        "vocabulary",
        "patterns",
        "uncovered",
        "categories",
        "unverified",
        "article",
        "words",
    )
    whole = {
        **documents.single("release"),
        **{name: documents.single(name) for name in authored},
        "licence": LICENCE,
        "counts": counts(entries, moved, len(sources)),
        "clients": client_names(documents),
        "setups": samples.setups if samples else (),
        "sources": sources,
        "entries": (*entries, *moved),
        "calls": calls,
        "rewrites": tuple(rewrites(documents)),
        "conversions": documents.single("conversions"),
        "recordings": dict(sorted(_recordings(documents))),
        "observations": tuple(_observations(documents)),
        "names": name_index(entries),
        "commands": commands(documents),
        "naming": naming_notes(documents),
        "pulumi": _pulumi(known.pulumi),
    }
    return decode(Reference, whole)


def _pulumi(surface: Any) -> Pulumi | None:
    if surface is None:
        return None
    return Pulumi(
        version=surface["version"],
        api_version=surface["api_version"],
        resources=tuple(item["resource"] for item in surface["resources"]),
    )


def _recordings(documents: Documents) -> Iterator[tuple[str, Record]]:
    """Every recording by its id, each with the repository or the package that it is in."""
    for document in documents.observations:
        where = {key: document.value[key] for key in _WHERE if key in document.value}
        for value in document.value["recordings"]:
            rest = {key: value[key] for key in value if key not in ("id", "rows")}
            yield value["id"], {**where, **rest}


def _observations(documents: Documents) -> Iterator[Record]:
    """Every row, with an id that claims cite."""
    for document in documents.observations:
        for recording in document.value["recordings"]:
            for row in recording["rows"]:
                named = {"id": f"{recording['id']}/{row['at']}", "recording": recording["id"]}
                yield {**named, **row}


def counts(entries: Sequence[Entry], moved: Sequence[Moved], sources: int) -> Counts:
    """How many there are; a word that nothing has is counted too."""
    kinds = Counter(entry.kind for entry in entries)
    verdicts = Counter(entry.flexible.verdict for entry in entries)
    strengths = Counter(entry.flexible.strength for entry in entries)
    return Counts(
        entries=len(entries),
        moved=len(moved),
        sources=sources,
        claims=sum(len(entry.claims) for entry in entries),
        disputed=sum(entry.flexible.disputed for entry in entries),
        by_kind={kind.value: kinds[kind] for kind in Kind if kind is not Kind.MOVED},
        by_verdict={verdict.value: verdicts[verdict] for verdict in Verdict},
        by_strength={strength.value: strengths[strength] for strength in Strength},
    )


def is_disputed(claims: Iterable[Claim]) -> bool:
    """Whether live claims support different verdicts."""
    return len({claim.supports for claim in claims if claim.supports and not claim.withdrawn}) > 1


def weakest(claims: Iterable[Claim], verdict: str) -> Strength | None:
    """The strength of the weakest live claim for a verdict, or None when there is none."""
    strengths = [
        claim.strength for claim in claims if claim.supports == verdict and not claim.withdrawn
    ]
    return max(strengths, key=list(Strength).index, default=None)


def _addresses(entry_id: str) -> Record:
    return {"url": f"entries/{entry_id}/", "json_url": f"entries/{entry_id}.json"}


def _moved(value: Record) -> Moved:
    return decode(Moved, {**value, **_addresses(value["id"])})


def _entry(value: Record, book: NameBook, sent: RequestNames, known: _Known) -> Entry:
    caveats = decode(tuple[Caveat, ...], value["caveats"])
    claims = decode(tuple[Claim, ...], [{"from": (), **claim} for claim in value["claims"]])
    computed = {
        "uniform": _uniform(value["uniform"], book, sent, known),
        "flexible": _flexible(value["flexible"], claims, book),
        "caveats": caveats,
        "strongest_severity": max((caveat.severity for caveat in caveats), default=None),
        "claims": claims,
    }
    if "plan" in value:
        computed["plan"] = _plan(value["plan"])
    return decode(Entry, {**value, **_addresses(value["id"]), **computed})


def _plan(value: Record) -> Plan:
    """A block of code ends with a line break in YAML, which does not belong to it."""
    plan = decode(Plan, value)
    steps = (
        replace(step, ways=tuple(replace(w, code=w.code.removesuffix("\n")) for w in step.ways))
        for step in plan.steps
    )
    return replace(plan, steps=tuple(steps))


def _uniform(value: Record, book: NameBook, sent: RequestNames, known: _Known) -> Uniform:
    """The Uniform side; a list that belongs to its kind is there, if only empty."""
    plain = decode(Uniform, {**value, "names": (), "samples": ()})
    if plain.property:
        arguments = plain.arguments or ()
        names = tuple(_property_names(plain.property, arguments, known))
        return replace(plain, arguments=arguments, names=names)
    if plain.operation:
        return replace(plain, names=names_of(plain.operation, plain.endpoint, book))
    requests = plain.requests or ()
    return replace(plain, requests=requests, names=tuple(_names_of_requests(requests, sent)))


def _property_names(target: Property, arguments: Iterable[str], known: _Known) -> Iterator[Name]:
    """What the clients that write a property call it: its path, and each Terraform argument.

    The note of an argument says which lines of the provider have it, where not all do.
    """
    for client in PATH_WRITERS:
        yield Name(client=client, name=target.path, exact=True)
    for argument in arguments:
        note = argument_note(known.calls, argument) or None
        yield Name(client=Client.TERRAFORM, name=argument, exact=True, note=note)
    path = pulumi_path(known.pulumi, target.resource, target.path)
    if path:
        python = f"In Python `{python_path(known.pulumi, path)}`."
        verified = Verification.PACKAGE
        yield Name(client=Client.PULUMI, name=path, exact=True, note=python, verified=verified)


def _names_of_requests(requests: Iterable[Endpoint], sent: RequestNames) -> Iterator[Name]:
    """The names in REST, which follow from the requests, then the commands that send them."""
    for request in requests:
        verified = Verification.PACKAGE if shape(request) in sent else None
        line = f"{request.method} {request.path}"
        yield Name(client=Client.REST, name=line, exact=True, verified=verified)
    yield from (name for request in requests for name in sent.get(shape(request), ()))


def _flexible(value: Record, claims: Sequence[Claim], book: NameBook) -> Flexible:
    computed = {
        "alternatives": [_alternative(item, book) for item in value["alternatives"]],
        "claims_for": [c.id for c in claims_for(claims, value["verdict"])],
        "claims_against": [c.id for c in claims_against(claims, value["verdict"])],
        "disputed": is_disputed(claims),
        "strength": weakest(claims, value["verdict"]),
        "write": [_write(item) for item in value.get("write", ())],
        "samples": (),
    }
    return decode(Flexible, {"only": False, **value, **computed})


def _alternative(value: Record, book: NameBook) -> Alternative:
    parameters = {"renamed": (), "added": (), "dropped": (), **value.get("parameters", {})}
    plain = {"preferred": False, **value, "parameters": parameters, "names": (), "samples": ()}
    alternative = decode(Alternative, plain)
    known = names_of(alternative.operation, alternative.endpoint, book)
    names = (*map(_command, value.get("commands", ())), *known)
    order = list(Client)
    return replace(
        alternative, names=tuple(sorted(names, key=lambda name: order.index(Client(name.client))))
    )


def _command(value: Record) -> Name:
    """A command that does the job and sends something else, as its note says."""
    return Name(client=Client(value["client"]), name=value["name"], exact=False, note=value["note"])


def _write(value: Record) -> Record:
    """A block of code ends with a line break in YAML, which is not part of it."""
    code = value.get("code")
    return {"arguments": (), **value, "code": code.removesuffix("\n") if code else None}
