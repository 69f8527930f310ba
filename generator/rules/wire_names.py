"""Rules about `surface/wire-names.yml`, which tells what the options of clients send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem, did_you_mean
from generator.reading.yaml_text import Path
from generator.rules.conditions import arguments, unknown_arguments
from generator.rules.registry import rule
from generator.rules.surface_names import known_names
from generator.rules.unverified import exceptions
from generator.surface.provider import unknown_argument
from generator.surface.wires import BODY, Fill, fills, spellings, unknown_wire, within

_ASKED = ("azure-cli", "powershell", "terraform", "ansible")
"""The clients whose options have names of their own."""


@rule("wire-name-exists")
def wire_name_exists(documents: Documents) -> Iterator[Problem]:
    """What no request has cannot be sent, and a condition would never be compared with it."""
    if not {"calls", "operations", "properties", "names"} <= set(documents.surfaces):
        return
    allowed = {name.partition(" ")[2] for name in exceptions(documents, "property")}
    for document, path, wire, operations in _wires(documents):
        unknown = None if wire in allowed else unknown_wire(documents, wire, operations)
        if unknown:
            yield document.problem(path, "wire-name-exists", unknown.message, unknown.hint)


@rule("option-of-wire-name-exists")
def option_of_wire_name_exists(documents: Documents) -> Iterator[Problem]:
    """An option spelled differently from the collected one would not be recognized."""
    provider, options = documents.surface("arguments"), spellings(documents)
    allowed = exceptions(documents, "argument")
    for document, path, client, name, item in _items(documents):
        message = hint = ""
        if client == "azure-cli" and name in options:
            first = options[name].get(item["option"])
            message = f"{name} has no option {item['option']!r}" if first is None else ""
            hint = did_you_mean(item["option"], sorted(set(options[name].values())))
            if first not in (None, item["option"]):
                message, hint = f"{item['option']!r} is another spelling", f"write {first!r}"
        elif client == "terraform" and provider:
            argument = f"{name}.{item['option']}"
            unknown = None if argument in allowed else unknown_argument(provider, argument)
            message, hint = (unknown.message, unknown.hint) if unknown else ("", "")
        if message:
            yield document.problem((*path, "option"), "option-of-wire-name-exists", message, hint)


@rule("name-with-options-exists")
def name_with_options_exists(documents: Documents) -> Iterator[Problem]:
    """What a command sends that no one can type helps no one."""
    if not {"names", "commands"} <= set(documents.surfaces):
        return
    for document, path, client, name, _ in _calls(documents):
        known = known_names(documents)[client]
        if client in ("azure-cli", "powershell", "ansible") and name not in known:
            message, hint = f"{client} has no name {name!r}", did_you_mean(name, sorted(known))
            yield document.problem(path, "name-with-options-exists", message, hint)


@rule("option-is-told-once")
def option_is_told_once(documents: Documents) -> Iterator[Problem]:
    """Of two answers to what an option sends, one could be wrong."""
    derived = Counter((fill.client, fill.name, fill.option) for fill in _elsewhere(documents))
    seen: set[tuple[str, ...]] = set()
    for document, path, client, name, item in _items(documents):
        key = (client, name, item["option"], item["wire"], item.get("when", ""))
        if derived[key[:3]]:
            message = f"what {item['option']} of {name} sends was collected"
            hint = "it is in `fills` in calls.yml: remove it here"
        elif key in seen:
            message, hint = f"{item['option']} of {name} is there already", "keep one"
        else:
            seen.add(key)
            continue
        yield document.problem((*path, "option"), "option-is-told-once", message, hint)


@rule("option-was-read-somewhere")
def option_was_read_somewhere(documents: Documents) -> Iterator[Problem]:
    """Anyone who doubts what an option sends can read it where we read it."""
    for document, path, client, call in _blocks(documents):
        known = [source["id"] for source in client.get("sources", ())]
        for position, source in enumerate(call["read"]):
            if source not in known:
                message = f"there is no source {source!r} of {client['client']}"
                where = (*path, "read", position)
                hint = did_you_mean(source, known)
                yield document.problem(where, "option-was-read-somewhere", message, hint)


@rule("wire-name-without-option-has-none")
def wire_name_without_option_has_none(documents: Documents) -> Iterator[Problem]:
    """A client listed as one without an option for something would hide the one that it has."""
    document = documents.surfaces.get("wire-names")
    for index, client in enumerate(document.value["clients"] if document else ()):
        assert document
        for position, wire in enumerate(client.get("none", ())):
            filling = next((f for f in _filling(documents, client["client"]) if _at(f, wire)), None)
            if filling:
                message = f"{filling.option} of {filling.name} fills {filling.wire}"
                path = ("clients", index, "none", position)
                code = "wire-name-without-option-has-none"
                yield document.problem(path, code, message, "remove it from `none`")


@rule("condition-is-translated")
def condition_is_translated(documents: Documents) -> Iterator[Problem]:
    """A condition holds in a client only if it is known what the client calls its argument."""
    if not {"calls", "names", "wire-names"} <= set(documents.surfaces):
        return
    unknown = {(document.stem, path) for document, path, _, _ in unknown_arguments(documents)}
    for document, path, condition, test in arguments(documents):
        where, wire = (*path, "argument"), test["argument"]
        name = condition.get("name")
        missing = [
            client
            for client in _asked(document, condition, wire)
            if not _translated(documents, document, client, name, wire)
        ]
        if missing and (document.stem, where) not in unknown:
            message = f"no option of {name or ', '.join(missing)} is known to fill {wire!r}"
            hint = "add it to data/surface/wire-names.yml, or to `none` of the client there"
            yield document.problem(where, "condition-is-translated", message, hint)


def _asked(document: Document, condition: Mapping[str, Any], wire: str) -> Iterator[str]:
    """The clients in which a condition on a wire name has to be told by an option."""
    if wire.startswith("-") or ("name" in condition and "client" not in condition):
        return
    for client in _ASKED:
        if condition.get("client", client) == client:
            writes = document.value["kind"] != "operation" and _is_property(wire)
            if client != "terraform" or writes:
                yield client


def _is_property(wire: str) -> bool:
    return "." in wire or wire == "zones"


def _translated(
    documents: Documents, document: Document, client: str, name: str | None, wire: str
) -> bool:
    """Whether an option is known, or known not to be there.

    A parameter of an operation counts in the names of that operation only; a client that has
    none for it is not asked.
    """
    by_hand = _by_hand(documents).get(client, {})
    if any(within(wire, none) for none in by_hand.get("none", ())):
        return True
    if _is_property(wire) and name in by_hand.get("paths", {}).get("names", ()):
        return True
    operation = document.value["uniform"].get("operation")
    names = {name} if name else set()
    if operation and not name and not _is_property(wire):
        sends = _operations(documents)
        names = {n for (c, n), ids in sends.items() if c == client and operation in ids}
        if not names:
            return True
    return any(
        _at(fill, wire) and (not names or fill.name in names)
        for fill in _filling(documents, client)
    )


def _at(fill: Fill, wire: str) -> bool:
    """Whether a fill is that of a wire name, or of something below it."""
    return fill.wire != BODY and within(fill.wire, wire)


@lru_cache(maxsize=1)
def _by_hand(documents: Documents) -> Mapping[str, Mapping[str, Any]]:
    """What the file says of each client."""
    surface = documents.surface("wire-names")
    return {item["client"]: item for item in surface["clients"]} if surface else {}


def _filling(documents: Documents, client: str) -> Iterator[Fill]:
    return (fill for fill in fills(documents) if fill.client == client)


@lru_cache(maxsize=1)
def _elsewhere(documents: Documents) -> tuple[Fill, ...]:
    """What is told in other files than the one that is kept by hand."""
    surface = documents.surface("calls")
    return tuple(
        Fill(client="azure-cli", name=command["command"], option=option, wire=wire)
        for command in (surface["commands"] if surface else ())
        for option, wire in command.get("fills", {}).items()
    )


@lru_cache(maxsize=1)
def _operations(documents: Documents) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The operations that each name of each client sends."""
    operations: dict[tuple[str, str], tuple[str, ...]] = {}
    surface = documents.surface("names")
    for operation in surface["operations"] if surface else ():
        for name in operation["names"]:
            key = (name["client"], name["name"])
            operations[key] = (*operations.get(key, ()), operation["id"])
    return operations


def _blocks(
    documents: Documents,
) -> Iterator[tuple[Document, Path, Mapping[str, Any], Mapping[str, Any]]]:
    """The blocks of the file, each with its place and its client."""
    document = documents.surfaces.get("wire-names")
    for index, client in enumerate(document.value["clients"] if document else ()):
        assert document
        for position, call in enumerate(client.get("calls", ())):
            yield document, ("clients", index, "calls", position), client, call


def _calls(
    documents: Documents,
) -> Iterator[tuple[Document, Path, str, str, Mapping[str, Any]]]:
    """The names of the file, each with its place, its client and its block."""
    for document, path, client, call in _blocks(documents):
        for number, name in enumerate(call["names"]):
            yield document, (*path, "names", number), client["client"], name, call


def _items(documents: Documents) -> Iterator[tuple[Document, Path, str, str, Mapping[str, Any]]]:
    """What options fill, each with its place, its client and every name."""
    for document, path, client, name, call in _calls(documents):
        for number, item in enumerate(call.get("fills", ())):
            yield document, (*path[:-2], "fills", number), client, name, item


def _wires(documents: Documents) -> Iterator[tuple[Document, Path, str, tuple[str, ...]]]:
    """The wire names of the file with their places, and the operations that have to have them."""
    sends = _operations(documents)
    for document, path, client, name, call in _calls(documents):
        operations = sends.get((client, name), ())
        for key in ("fills", "sends"):
            for number, item in enumerate(call.get(key, ())):
                yield document, (*path[:-2], key, number, "wire"), item["wire"], operations
    surface = documents.surfaces.get("wire-names")
    for index, value in enumerate(surface.value["clients"] if surface else ()):
        assert surface
        for number, wire in enumerate(value.get("none", ())):
            yield surface, ("clients", index, "none", number), wire, ()
        for number, item in enumerate(value.get("paths", {}).get("exceptions", ())):
            where: Path = ("clients", index, "paths", "exceptions", number, "wire")
            yield surface, where, item["wire"], ()
