"""The commands of the clients that have commands, and what each one sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from flexmap.mapping import Client, Endpoint, Name, Verification
from generator.reading.documents import Documents
from generator.reference import Command, CommandKind

SCALE_SETS = "az vmss "
"""How the commands of the Azure CLI begin whose every one is listed."""

_PARAMETER = re.compile(r"\{\w+\}")

_LISTS = {
    "local": CommandKind.LOCAL,
    "generic": CommandKind.GENERIC,
    "unread": CommandKind.UNREAD,
}
"""The lists of the hand-kept file of PowerShell, for cmdlets that have no operation."""


def commands(documents: Documents) -> tuple[Command, ...]:
    """Every `az vmss` command, and the cmdlets that represent no operation, in their order.

    The Azure CLI's are read from its package; those of PowerShell are kept by hand.
    Empty where the collected files are missing.
    """
    package, names = documents.surface("commands"), documents.surface("names")
    clients = names["clients"] if names else ()
    return (
        *(_command(item) for item in (package["commands"] if package else ()) if _is_ours(item)),
        *(command for value in clients for command in _listed(value)),
    )


@lru_cache(maxsize=1)
def names_of_requests(documents: Documents) -> dict[str, tuple[Name, ...]]:
    """The commands by the shape of what they send, where no collected package names that.

    A command that sends it only sometimes is not exact.
    """
    package = documents.surface("commands")
    by_request: dict[str, list[Name]] = {}
    for item in package["commands"] if package else ():
        for sent in item["sends"] if _is_ours(item) else ():
            if "path" in sent:
                request = Endpoint(method=sent["method"], path=sent["path"])
                name = Name(
                    client=Client.AZURE_CLI,
                    name=item["command"],
                    exact="when" not in sent,
                    verified=Verification.PACKAGE,
                )
                by_request.setdefault(shape(request), []).append(name)
    return {request: tuple(names) for request, names in by_request.items()}


def shape(endpoint: Endpoint) -> str:
    """Method and path with the parameters' names left out, as far as two spellings agree."""
    return f"{endpoint.method} {_PARAMETER.sub('{}', endpoint.path).lower()}"


def _is_ours(item: dict[str, Any]) -> bool:
    return bool(item["command"].startswith(SCALE_SETS))


def _command(item: dict[str, Any]) -> Command:
    """A command of the Azure CLI; what it sends twice counts once."""
    sends = item["sends"]
    operations = dict.fromkeys(sent["operation"] for sent in sends if "operation" in sent)
    requests = dict.fromkeys(
        Endpoint(method=sent["method"], path=sent["path"]) for sent in sends if "path" in sent
    )
    return Command(
        client=Client.AZURE_CLI,
        name=item["command"],
        kind=CommandKind.SENDS if sends else CommandKind.LOCAL,
        operations=tuple(operations),
        requests=tuple(requests),
    )


def _listed(value: dict[str, Any]) -> Iterator[Command]:
    for key, kind in _LISTS.items():
        for name in value.get(key, ()):
            yield Command(client=value["client"], name=name, kind=kind)
