"""Rules about conditions of caveats: each names what the surface knows, or it never holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from typing import Any, TypeAlias

from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem, did_you_mean
from generator.reading.yaml_text import Path
from generator.rules.registry import rule
from generator.rules.surface_names import known_names
from generator.rules.unverified import exceptions
from generator.surface.wires import fills, spellings, unknown_wire

Value: TypeAlias = "Mapping[str, Any]"
"""A condition, or a test in its `also`; by shape, as the schema has passed."""


@rule("caveat-says-where")
def caveat_says_where(documents: Documents) -> Iterator[Problem]:
    """A breaking caveat that holds nowhere in particular is never shown next to code, or always."""
    for document in documents.content():
        for index, caveat in enumerate(document.value["caveats"]):
            keys = [key for key in ("when", "always") if key in caveat]
            if caveat["severity"] == "breaking" and not keys:
                message = f"the breaking caveat {caveat['id']!r} says not where it holds"
                hint = "give it conditions in `when`, or the reason in `always`"
            elif len(keys) > 1:
                message = f"the caveat {caveat['id']!r} holds under conditions and always"
                hint = "keep `when` or `always`"
            else:
                continue
            path = ("caveats", index, "severity" if not keys else "always")
            yield document.problem(path, "caveat-says-where", message, hint)


@rule("condition-argument-exists")
def condition_argument_exists(documents: Documents) -> Iterator[Problem]:
    """A condition on a parameter, property or option that nothing has would never hold."""
    for document, path, message, hint in unknown_arguments(documents):
        yield document.problem(path, "condition-argument-exists", message, hint)


@rule("condition-name-exists")
def condition_name_exists(documents: Documents) -> Iterator[Problem]:
    """A condition on a command or a type that no one knows would never hold."""
    if not {"names", "commands", "arguments", "properties"} <= set(documents.surfaces):
        return
    for document, path, item in _named(documents):
        client, name = item.get("client", "resource type"), item["name"]
        known = known_names(documents)[client]
        if name not in known and name not in exceptions(documents, "name"):
            message = f"{client} has no name {name!r}"
            hint = did_you_mean(name, sorted(known))
            yield document.problem((*path, "name"), "condition-name-exists", message, hint)


@rule("condition-pattern-exists")
def condition_pattern_exists(documents: Documents) -> Iterator[Problem]:
    """Nothing looks for a pattern that is not defined."""
    patterns = documents.single("patterns")
    if patterns is None:
        return
    known = [pattern["id"] for pattern in patterns]
    for document, path, condition in conditions(documents):
        if "pattern" in condition and condition["pattern"] not in known:
            message = f"there is no pattern {condition['pattern']!r}"
            hint = did_you_mean(condition["pattern"], known)
            where = (*path, "pattern")
            yield document.problem(where, "condition-pattern-exists", message, hint)


@rule("pattern-is-used")
def pattern_is_used(documents: Documents) -> Iterator[Problem]:
    """Anyone who reads code looks for every pattern, so none is there for nothing."""
    if not documents.complete:
        return
    used = {condition.get("pattern") for _, _, condition in conditions(documents)}
    document = documents.singles["patterns"]
    for index, pattern in enumerate(document.value):
        if pattern["id"] not in used:
            message = f"no caveat has the pattern {pattern['id']!r}"
            hint = "name it in a condition, or remove it"
            yield document.problem((index, "id"), "pattern-is-used", message, hint)


def conditions(documents: Documents) -> Iterator[tuple[Document, Path, Value]]:
    """Every condition of a caveat with its place."""
    for document in documents.content():
        for index, caveat in enumerate(document.value["caveats"]):
            for position, condition in enumerate(caveat.get("when", ())):
                yield document, ("caveats", index, "when", position), condition


@lru_cache(maxsize=1)
def arguments(documents: Documents) -> tuple[tuple[Document, Path, Value, Value], ...]:
    """Every test of an argument, with its place and the condition that it is in."""
    return tuple(
        (document, (*path, *inner), condition, test)
        for document, path, condition in conditions(documents)
        for inner, test in (
            ((), condition),
            *((("also", index), also) for index, also in enumerate(condition.get("also", ()))),
        )
        if "argument" in test
    )


@lru_cache(maxsize=1)
def unknown_arguments(documents: Documents) -> tuple[tuple[Document, Path, str, str], ...]:
    """Every argument of a condition that nothing has: its place, why, and how to fix it."""
    if not {"calls", "operations", "properties", "wire-names"} <= set(documents.surfaces):
        return ()
    allowed = {name.partition(" ")[2] for name in exceptions(documents, "property")}
    unknowns: list[tuple[Document, Path, str, str]] = []
    for document, path, condition, test in arguments(documents):
        argument, operation = test["argument"], document.value["uniform"].get("operation")
        if argument.startswith("-"):
            message, hint = _unknown_option(documents, condition, argument)
        elif argument in allowed:
            continue
        else:
            of_entry = (operation,) if operation else ()
            unknown = unknown_wire(documents, argument, of_entry)
            message, hint = (unknown.message, unknown.hint) if unknown else ("", "")
        if message:
            unknowns.append((document, (*path, "argument"), message, hint))
    return tuple(unknowns)


def _named(documents: Documents) -> Iterator[tuple[Document, Path, Value]]:
    """What names a command, method or type: conditions, and clients whose outcome is another."""
    for document, path, condition in conditions(documents):
        if "name" in condition:
            yield document, path, condition
    for document in documents.content():
        unchanged = document.value["flexible"].get("unchanged", {})
        for index, item in enumerate(unchanged.get("clients", ())):
            if "name" in item:
                yield document, ("flexible", "unchanged", "clients", index), item


def _unknown_option(documents: Documents, condition: Value, option: str) -> tuple[str, str]:
    """Why a condition cannot ask for an option and how to fix it; empty when it can."""
    if not {"client", "name"} <= set(condition):
        return f"{option} may be an option of several commands", "add `client` and `name`"
    known = _options(documents, condition["client"], condition["name"])
    if option in known:
        return "", ""
    hint = did_you_mean(option, sorted(known))
    return f"{condition['name']} has no option {option!r}", hint or "known options are in surface/"


def _options(documents: Documents, client: str, name: str) -> Set[str]:
    """The options that a command is known to have, in every spelling."""
    options = set(spellings(documents).get(name, ()))
    for fill in fills(documents):
        if (fill.client, fill.name) == (client, name):
            options |= {fill.option, *fill.aliases}
    for command in documents.single("options") or ():
        if (command["client"], command["name"]) == (client, name):
            asked = [
                option for some in command["sends"].values() for item in some for option in item
            ]
            options |= {*command.get("spellings", {}), *command.get("positions", ()), *asked}
    return options
