"""The entries of a property's path, and of a Terraform argument or type of resource."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flexmap.mapping import Client, Entry, Mapping
from flexmap.readers.wire import canonical, is_below, wires

_PATH = re.compile(r"[\w.\[\]]{1,300}")
_TERRAFORM = re.compile(r"(?:data\.)?(azurerm_\w+)(?:\.([\w.]+))?")


def of_property(mapping: Mapping, text: str) -> list[Entry]:
    """The entries of the property at a path, or of the nearest one above it.

    A path may leave out its beginning: `osDisk.deleteOption`. Entries with a caveat that looks
    at the path come before those of a property that holds it.
    """
    wanted = canonical(text) if _PATH.fullmatch(text) else ""
    found = _at(mapping, wanted) or (_of_conditions(mapping, wanted) if "." in text else [])
    while not found and "." in wanted:
        wanted = wanted.rpartition(".")[0]
        found = _at(mapping, wanted)
    return found


def _at(mapping: Mapping, wanted: str) -> list[Entry]:
    return [entry for path, entry in _properties(mapping) if _is_end(path, wanted)]


def _properties(mapping: Mapping) -> Iterator[tuple[str, Entry]]:
    for entry in mapping.entries:
        if entry.uniform.property:
            yield canonical(entry.uniform.property.path), entry


def _is_end(path: str, wanted: str) -> bool:
    return bool(wanted) and (path == wanted or path.endswith(f".{wanted}"))


def _of_conditions(mapping: Mapping, path: str) -> list[Entry]:
    """The entries with a caveat that looks at the path."""
    return [
        entry
        for entry in mapping.entries
        if any(
            canonical(test.argument) == path
            for caveat in entry.caveats
            for when in caveat.when
            for test in when.tests
        )
    ]


def of_argument(mapping: Mapping, text: str) -> list[Entry]:
    """The entries of a Terraform argument or block, with the type of the resource or without."""
    named = _TERRAFORM.fullmatch(text)
    resource, argument = (named[1], named[2] or "") if named else ("", text)
    if not argument:
        return []
    for fits in (_is_end, _is_part):
        found = [entry for entry in mapping.entries
                 if any(_is_argument(a, resource) and fits(a.partition(".")[2], argument)
                        for a in _arguments(entry))]  # fmt: skip
        found = found or _filled(mapping, resource, argument)
        if found:
            return found
    return []


def _arguments(entry: Entry) -> Iterator[str]:
    yield from entry.uniform.arguments or ()
    for write in entry.flexible.write:
        yield from write.arguments


def _is_argument(known: str, resource: str) -> bool:
    """Whether a known `resource.argument` belongs to the type, or to any when none is named."""
    return resource in ("", known.partition(".")[0])


def _is_part(path: str, block: str) -> bool:
    """Whether an argument is inside the block."""
    return f".{block}." in f".{path}."


def _filled(mapping: Mapping, resource: str, argument: str) -> list[Entry]:
    """The entries of the properties that an argument fills under another name."""
    paths = [
        canonical(fill.wire)
        for call in mapping.calls
        if call.client == Client.TERRAFORM and (not resource or resource in call.names)
        for fill in call.fills
        if _is_end(fill.option, argument)
    ]
    return [e for path, e in _properties(mapping) if any(is_below(wire, path) for wire in paths)]


def resource_type(mapping: Mapping, text: str) -> str:
    """The type of resource that the text is, when the mapping knows it; else an empty text."""
    named = _TERRAFORM.fullmatch(text)
    if named is None or named[2]:
        return ""
    return named[1] if named[1] in set(_types(mapping)) else ""


def terraform_types(mapping: Mapping) -> list[str]:
    """The types of resources that entries or calls name, in order of the alphabet."""
    return sorted(name for name in set(_types(mapping)) if _TERRAFORM.fullmatch(name))


def _types(mapping: Mapping) -> Iterator[str]:
    yield from (name for client, name in wires(mapping).fills if client == Client.TERRAFORM)
    for entry in mapping.entries:
        yield from (argument.partition(".")[0] for argument in _arguments(entry))
        for caveat in entry.caveats:
            yield from (when.name for when in caveat.when if when.name)
