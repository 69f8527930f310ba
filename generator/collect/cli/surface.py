"""The surface of the Azure CLI: commands, what each sends, and on which options it depends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.collect.archive import Archive, changed_shape
from generator.collect.cli.commands import Command, read_commands
from generator.collect.cli.guards import Guard, merged
from generator.collect.cli.modules import FunctionRef, Modules
from generator.collect.cli.walk import GuardedRequest, Sent, Walker
from generator.collect.emit import Data
from generator.collect.packages import Package
from generator.collect.paths import Key, request_key

SOMETIMES = "sometimes"
"""The mark of a condition on data that the command reads, not on its options."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A request of a command. `when` has alternatives in the terms of the code; () is always."""

    operation: str  # "" when no package we read has it
    method: str
    path: str
    when: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CliCommand:
    """A command with everything it can send, in the order of the code."""

    name: str  # with "az"
    function: str  # module.function where it begins; "" for a generated command
    sends: tuple[Sending, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CliRead:
    """The commands, and requests whose class is named otherwise than their operation."""

    commands: tuple[CliCommand, ...]
    misnamed: tuple[tuple[str, str], ...]  # class, operation


def read_cli(archive: Archive, operations: Mapping[Key, str]) -> CliRead:
    """Every command of `az vm` and `az vmss`; raises `CollectError`.

    `operations` gives the operation ids by request.
    """
    modules = Modules(archive)
    walker = Walker(modules)
    commands: list[CliCommand] = []
    misnamed: set[tuple[str, str]] = set()
    for command in read_commands(modules):
        by_request: dict[Sent, list[GuardedRequest]] = {}
        for request in walker.command(command):
            by_request.setdefault(request.sent, []).append(request)
        sends = tuple(_sending(sent, requests, operations) for sent, requests in by_request.items())
        for sent, sending in zip(by_request, sends, strict=True):
            if sending.operation and sent.name != sending.operation.replace("_", ""):
                misnamed.add((sent.name, sending.operation))
        commands.append(
            CliCommand(name=f"az {command.name}", function=_function(command), sends=sends)
        )
    if not any(command.sends for command in commands):
        raise changed_shape(archive.label, "no command sends a request that can be read")
    return CliRead(commands=tuple(commands), misnamed=tuple(sorted(misnamed)))


def _function(command: Command) -> str:
    """Where a command written by hand begins; nothing for a generated one."""
    first = command.runs[0] if command.runs else None
    if not isinstance(first, FunctionRef):
        return ""
    return f"{first.module.name.rsplit('.', 1)[-1]}.{first.node.name}"


def _sending(
    sent: Sent, requests: Sequence[GuardedRequest], operations: Mapping[Key, str]
) -> Sending:
    return Sending(
        operation=operations.get(request_key(sent.method, sent.path), ""),
        method=sent.method,
        path=sent.path,
        when=_when(request.guards for request in requests),
        places=tuple(dict.fromkeys(request.place for request in requests if request.place)),
    )


def _when(alternatives: Iterable[tuple[Guard, ...]]) -> tuple[str, ...]:
    """The conditions in words of the code; what depends on read data is only said to do so."""
    conditions: dict[str, None] = {}
    shown = [
        tuple(dict.fromkeys(guard for guard in guards if guard.asks_options))
        + ((Guard(SOMETIMES, False),) if any(not g.asks_options for g in guards) else ())
        for guards in merged(alternatives)
    ]
    for guards in merged(shown):
        if not guards:
            return ()
        conditions[" and ".join(_bracketed(guard.text, len(guards)) for guard in guards)] = None
    return tuple(conditions)


def _bracketed(text: str, count: int) -> str:
    return f"({text})" if count > 1 and (" and " in text or " or " in text) else text


def cli_surface(package: Package, read: CliRead) -> dict[str, Data]:
    """The file of the package."""
    return {
        **package.origin,
        "counts": {"commands": len(read.commands)},
        "commands": [_command(command) for command in read.commands],
    }


def _command(command: CliCommand) -> dict[str, Data]:
    data: dict[str, Data] = {"command": command.name}
    if command.function:
        data["function"] = command.function
    data["sends"] = [_data(sending, command.function) for sending in command.sends]
    return data


def _data(sending: Sending, function: str) -> dict[str, Data]:
    data: dict[str, Data] = (
        {"operation": sending.operation}
        if sending.operation
        else {"method": sending.method, "path": sending.path}
    )
    if sending.when:
        data["when"] = sending.when
    if sending.places and sending.places != (function,) and function:
        data["in"] = sending.places
    return data
