"""Rules about `data/conversions.yml`, by which templates are converted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem, did_you_mean
from generator.rules.registry import rule


@rule("conversion-rests-on-an-entry")
def conversion_rests_on_an_entry(documents: Documents) -> Iterator[Problem]:
    """A change of a template cites an entry, which readers can open."""
    document = documents.singles.get("conversions")
    if document is None or not documents.complete:
        return
    known = {entry.stem for entry in documents.content()}
    terraform = (("terraform",), document.value["terraform"])
    for path, row in (terraform, *_rows(document)):
        entry = row["entry"]
        if entry not in known:
            message = f"there is no entry {entry!r}"
            hint = did_you_mean(entry, sorted(known))
            yield document.problem((*path, "entry"), "conversion-rests-on-an-entry", message, hint)


@rule("conversion-does-one-thing")
def conversion_does_one_thing(documents: Documents) -> Iterator[Problem]:
    """A row that leaves out and sets at once would depend on the order of the code."""
    document = documents.singles.get("conversions")
    if document is None:
        return
    for path, row in _rows(document):
        given = [key for key in ("set", "default", "drop", "to") if key in row]
        if len(given) != 1:
            name = row.get("path", row.get("argument"))
            message = f"{name!r} has {' and '.join(given) or 'nothing to do'}"
            hint = "give one of set, default, drop and, for Terraform, to"
            yield document.problem(path, "conversion-does-one-thing", message, hint)


def _rows(document: Document) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    for number, row in enumerate(document.value["arm"]):
        yield ("arm", number), row
    for number, row in enumerate(document.value["terraform"]["arguments"]):
        yield ("terraform", "arguments", number), row


@rule("conversion-knows-every-argument")
def conversion_knows_every_argument(documents: Documents) -> Iterator[Problem]:
    """An argument that the other resource lacks and no row names would make a file that fails."""
    document, surface = documents.singles.get("conversions"), documents.surface("arguments")
    if document is None or surface is None:
        return
    table = document.value["terraform"]
    target = _arguments(surface, table["to"])
    for resource in table["resources"]:
        rows = [r for r in table["arguments"] if resource in r.get("resources", (resource,))]
        named = {row["argument"] for row in rows}
        for argument in sorted(_arguments(surface, resource) - target):
            if not any(argument == name or argument.startswith(f"{name}.") for name in named):
                message = f"no row says what happens to {resource}.{argument}"
                hint = f"{table['to']} has no such argument: move it with to, or drop it"
                path = ("terraform", "arguments")
                yield document.problem(path, "conversion-knows-every-argument", message, hint)


@rule("conversion-names-exist")
def conversion_names_exist(documents: Documents) -> Iterator[Problem]:
    """An argument that no release of the provider has cannot be written."""
    document, surface = documents.singles.get("conversions"), documents.surface("arguments")
    if document is None or surface is None:
        return
    table = document.value["terraform"]
    target = _arguments(surface, table["to"])
    for number, row in enumerate(table["arguments"]):
        resources = row.get("resources", table["resources"])
        known = {name for resource in resources for name in _arguments(surface, resource)}
        sides = [("argument", known | target)] + ([("to", target)] if "to" in row else [])
        for key, names in sides:
            if row[key] not in names:
                message = f"there is no argument {row[key]!r}"
                hint = did_you_mean(row[key], sorted(names))
                path = ("terraform", "arguments", number, key)
                yield document.problem(path, "conversion-names-exist", message, hint)


def _arguments(surface: Any, resource: str) -> set[str]:
    """The arguments of a resource in any line of the provider."""
    resources: Sequence[Any] = [r for line in surface["lines"] for r in line["resources"]]
    return {name for one in resources if one["resource"] == resource for name in one["arguments"]}
