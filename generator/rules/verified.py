"""Rules that check entries of properties against what was read from released packages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem
from generator.reading.yaml_text import Path
from generator.rules.registry import rule
from generator.rules.surface_names import unknown_names
from generator.rules.surface_operations import unknown_operations
from generator.rules.unverified import exceptions, needless
from generator.surface.properties import Unknown, unknown_property
from generator.surface.provider import unknown_argument

_Finding = tuple[Document, Path, str, Unknown]
"""A document, the place in it, the name that nothing confirms, and why."""


@rule("property-is-in-package")
def property_is_in_package(documents: Documents) -> Iterator[Problem]:
    """A path that is read from the released package works when it is pasted."""
    allowed = exceptions(documents, "property")
    for document, path, name, unknown in _properties(documents):
        if name not in allowed:
            yield document.problem(path, "property-is-in-package", unknown.message, unknown.hint)


@rule("argument-is-in-provider")
def argument_is_in_provider(documents: Documents) -> Iterator[Problem]:
    """A Terraform argument that the provider does not know fails at the first plan."""
    allowed = exceptions(documents, "argument")
    for document, path, name, unknown in _arguments(documents):
        if name not in allowed:
            yield document.problem(path, "argument-is-in-provider", unknown.message, unknown.hint)


@rule("exception-is-needed")
def exception_is_needed(documents: Documents) -> Iterator[Problem]:
    """What a package confirms by now is not an exception any more, and says so itself."""
    if documents.broken:  # an entry that cannot be read may be the one that needs it
        return
    for what, surface, findings in (
        ("property", "properties", _properties(documents)),
        ("argument", "arguments", _arguments(documents)),
    ):
        if surface in documents.surfaces:
            unconfirmed = {name for _, _, name, _ in findings}
            yield from needless(documents, "exception-is-needed", what, unconfirmed)
    if "operations" in documents.surfaces:
        called = {name for _, _, name in unknown_operations(documents)}
        yield from needless(documents, "exception-is-needed", "operation", called)
    if {"commands", "names"} <= set(documents.surfaces):
        mentioned = {name for _, _, name in unknown_names(documents)}
        yield from needless(documents, "exception-is-needed", "name", mentioned)


@lru_cache(maxsize=1)
def _properties(documents: Documents) -> tuple[_Finding, ...]:
    return tuple(_unknown_properties(documents))


@lru_cache(maxsize=1)
def _arguments(documents: Documents) -> tuple[_Finding, ...]:
    return tuple(_unknown_arguments(documents))


def _unknown_properties(documents: Documents) -> Iterator[_Finding]:
    """Every property of an entry that the management package does not know."""
    surface = documents.surface("properties")
    if surface is None:
        return
    for document in documents.of_kind("property"):
        target = document.value["uniform"]["property"]
        unknown = unknown_property(surface, target["resource"], target["path"])
        if unknown:
            path = ("uniform", "property", "path")
            yield document, path, f"{target['resource']} {target['path']}", unknown


def _unknown_arguments(documents: Documents) -> Iterator[_Finding]:
    """Every Terraform argument of an entry that the provider does not know."""
    surface = documents.surface("arguments")
    if surface is None:
        return
    for document in documents.of_kind("property"):
        lists: list[tuple[Path, list[str]]] = [
            (("uniform", "arguments"), document.value["uniform"]["arguments"])
        ]
        for index, write in enumerate(document.value["flexible"]["write"]):
            lists.append((("flexible", "write", index, "arguments"), write.get("arguments", [])))
        for path, arguments in lists:
            for position, argument in enumerate(arguments):
                unknown = unknown_argument(surface, argument)
                if unknown:
                    yield document, (*path, position), argument, unknown
