"""Rules that check names in clients against the packages and files they were read in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache

from flexmap.mapping.vocabulary import Client
from generator.reading.documents import ENTRY, Document, Documents
from generator.reading.problems import Problem, did_you_mean
from generator.reading.yaml_text import Path
from generator.rules.registry import rule
from generator.rules.unverified import exceptions
from generator.surface.operations import collected_operations
from generator.surface.provider import resources
from generator.text.prose import Code

_COMMAND = re.compile(r"\baz vm(?:ss)?(?: +[a-z][a-z0-9-]*)*(?![\w-])")
_CMDLET = re.compile(r"(?<![\w-])[A-Z][A-Za-z]+-Az(?:Rm)?[A-Z][A-Za-z]+(?![\w-])")

_NONE: Mapping[str, tuple[Mapping[str, str], ...]] = {"resources": ()}

_Mention = tuple[Document, Path, str]
"""A document, the place in it, and the name that nothing confirms."""


@rule("name-is-in-package")
def name_is_in_package(documents: Documents) -> Iterator[Problem]:
    """A name that was read from a released package is typed with confidence."""
    names = documents.surfaces.get("names")
    if names is None:
        return
    by_client = _packages(documents)
    for index, operation in enumerate(names.value["operations"]):
        for position, name in enumerate(operation["names"]):
            read = by_client.get(name["client"])
            if name["verified"] == "package" and read is not None and name["name"] not in read:
                message = f"no collected package knows the name {name['name']!r}"
                hint = "run `python -m generator collect`; this file is not edited"
                path = ("operations", index, "names", position, "name")
                yield names.problem(path, "name-is-in-package", message, hint)


@rule("name-is-of-an-operation")
def name_is_of_an_operation(documents: Documents) -> Iterator[Problem]:
    """Names of an operation that no package has any more would never be shown."""
    names = documents.surfaces.get("names")
    known = collected_operations(documents)
    for index, operation in enumerate(names.value["operations"] if names and known else ()):
        assert names
        if operation["id"] not in known:
            message = f"no package has the operation {operation['id']!r}"
            hint = "run `python -m generator collect`; this file is not edited"
            path = ("operations", index, "id")
            yield names.problem(path, "name-is-of-an-operation", message, hint)


@rule("command-is-in-package")
def command_is_in_package(documents: Documents) -> Iterator[Problem]:
    """A reader in an outage pastes a command that exists."""
    known, allowed = _commands(documents), exceptions(documents, "name")
    for document, path, command in unknown_commands(documents):
        if command not in allowed:
            message = f"the Azure CLI has no command {command!r}"
            hint = f"{did_you_mean(command, sorted(known))}; or list it in data/unverified.yml"
            yield document.problem(path, "command-is-in-package", message, hint)


@rule("cmdlet-is-known")
def cmdlet_is_known(documents: Documents) -> Iterator[Problem]:
    """No registry that we read has Azure PowerShell, so each cmdlet was read in its sources."""
    known, allowed = _cmdlets(documents), exceptions(documents, "name")
    for document, path, cmdlet in unknown_cmdlets(documents):
        if cmdlet not in allowed:
            message = f"the cmdlet {cmdlet!r} was not read in any source"
            hint = f"{did_you_mean(cmdlet, sorted(known))}; or add it to data/unverified.yml"
            yield document.problem(path, "cmdlet-is-known", message, hint)


def unknown_names(documents: Documents) -> Iterator[_Mention]:
    """Every command and cmdlet in a text that nothing confirms."""
    yield from unknown_commands(documents)
    yield from unknown_cmdlets(documents)


@lru_cache(maxsize=1)
def known_names(documents: Documents) -> Mapping[str, Set[str]]:
    """What each client is known to have: commands, cmdlets, methods and resource types."""
    surface = documents.surface("names")
    names: dict[str, set[str]] = {client.value: set() for client in Client}
    for operation in surface["operations"] if surface else ():
        for name in operation["names"]:
            names[name["client"]].add(name["name"])
    for by_hand in (documents.surface("wire-names") or {"clients": ()})["clients"]:
        if by_hand["client"] == "terraform":
            names["terraform"].update(name for call in by_hand["calls"] for name in call["names"])
    arguments, properties = documents.surface("arguments"), documents.surface("properties")
    names["azure-cli"] |= _commands(documents)
    names["powershell"] |= _cmdlets(documents)
    names["terraform"].update(resources(arguments) if arguments else ())
    types = {item["resource"] for item in (properties or _NONE)["resources"]}
    types |= {name.partition(" ")[0] for name in exceptions(documents, "property")}
    return names | dict.fromkeys(("rest", "arm", "bicep", "resource type"), types)


@lru_cache(maxsize=1)
def unknown_commands(documents: Documents) -> tuple[_Mention, ...]:
    """Every command of `az vm` and `az vmss` in code that is neither command nor group."""
    known = _commands(documents)
    known = known | {name[:end] for name in known for end in _blanks(name)}
    return tuple(
        (document, path, words)
        for document, path, code in (_code(documents) if known else ())
        if "az vm" in code
        for match in _COMMAND.finditer(code)
        if (words := " ".join(match[0].split())) not in known
    )


@lru_cache(maxsize=1)
def unknown_cmdlets(documents: Documents) -> tuple[_Mention, ...]:
    """Every cmdlet for Azure in code that neither has a name's request read nor is listed."""
    known = {cmdlet.lower() for cmdlet in _cmdlets(documents)}
    return tuple(
        (document, path, match[0])
        for document, path, code in (_code(documents) if known else ())
        if "-Az" in code
        for match in _CMDLET.finditer(code)
        if match[0].lower().replace("-azurerm", "-az").replace("-azrm", "-az") not in known
    )


@lru_cache(maxsize=1)
def _code(documents: Documents) -> tuple[tuple[Document, Path, str], ...]:
    """The code in every prose text of the entries."""
    return tuple(
        (document, item.path, span.text)
        for document, item in documents.texts
        if document.schema == ENTRY
        for span in item.spans
        if isinstance(span, Code)
    )


def _blanks(name: str) -> Iterator[int]:
    return (index for index, character in enumerate(name) if character == " ")


@lru_cache(maxsize=1)
def _commands(documents: Documents) -> Set[str]:
    surface = documents.surface("commands")
    return {item["command"] for item in surface["commands"]} if surface else set()


@lru_cache(maxsize=1)
def _cmdlets(documents: Documents) -> Set[str]:
    """The cmdlets whose requests were read, and those that the hand-kept file lists."""
    surface = documents.surface("names")
    if surface is None:
        return set()
    named = {
        name["name"].partition(" ")[0]
        for operation in surface["operations"]
        for name in operation["names"]
        if name["client"] == "powershell"
    }
    (client,) = (item for item in surface["clients"] if item["client"] == "powershell")
    return named.union(*(client.get(key, ()) for key in ("local", "unread", "generic")))


def _packages(documents: Documents) -> Mapping[str, Set[str]]:
    """The names that each collected package knows, by client; packages not read are left out."""
    names: dict[str, Set[str]] = {}
    sdk, javascript = documents.surface("operations"), documents.surface("spellings")
    if sdk:
        names["python"] = {
            operation.python for operation in collected_operations(documents).values()
        }
    if javascript:
        names["javascript"] = {
            f"{group['group']}.{spelling}"
            for group in javascript["groups"]
            for method in group["methods"]
            for spelling in (method["name"], *method.get("deprecated", ()))
        }
    if documents.surface("commands"):
        names["azure-cli"] = _commands(documents)
    return names
