"""What each client calls each operation: packages and hand-kept files joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.collect.cli.surface import CliCommand, Sending
from generator.collect.emit import Data
from generator.collect.hand import Condition, Hand
from generator.collect.javascript import Method
from generator.collect.sdk.operations import Operation

GROUPS = (
    "VirtualMachineScaleSets",
    "VirtualMachineScaleSetVMs",
    "VirtualMachineScaleSetExtensions",
    "VirtualMachineScaleSetVMExtensions",
    "VirtualMachineScaleSetVMRunCommands",
    "VirtualMachineScaleSetVMDiagnosticRunCommands",
    "VirtualMachineScaleSetRollingUpgrades",
    "VirtualMachineScaleSetLifeCycleHookEvents",
    "VirtualMachines",
    "VirtualMachineExtensions",
    "VirtualMachineRunCommands",
    "VirtualMachineDiagnosticRunCommands",
    "ResourceSkus",
)
"""The groups whose operations have names: those of scale sets, and what can replace them."""

CLIENTS = ("azure-cli", "powershell", "python", "javascript", "go", "dotnet", "java")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A client's name of an operation.

    `exact` tells that the name always means this operation and no other; otherwise `note`
    says when. `within` marks a name that serves another purpose and sends this on the way,
    `deprecated` an older spelling, `stops` a command that stops in the client when the set
    is Flexible.
    """

    client: str
    name: str
    exact: bool
    note: str = ""
    within: bool = False
    deprecated: bool = False
    stops: bool = False
    verified: str = "package"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The names by operation, and conditions whose words no longer fit the code.

    `nameless` tells of each operation which clients are known to have no name for it.
    """

    names: Mapping[str, tuple[Name, ...]]
    nameless: Mapping[str, tuple[str, ...]]
    hand: Hand
    reviews: tuple[str, ...]


def join(
    operations: Mapping[str, Operation],
    methods: Mapping[str, Method],
    commands: Sequence[CliCommand],
    hand: Hand,
) -> Joined:
    """Every name of every operation of the covered groups; `methods` is by operation id."""
    chosen = [operation for operation in operations.values() if operation.group in GROUPS]
    chosen.sort(key=lambda operation: GROUPS.index(operation.group))
    cli, reviews = _cli_names({operation.id for operation in chosen}, commands, hand)
    names: dict[str, tuple[Name, ...]] = {}
    for operation in chosen:
        found = [
            *cli.get(operation.id, ()),
            Name(client="python", name=operation.python, exact=True),
            *_javascript(methods.get(operation.id)),
            *(
                Name(client=h.client, name=h.name, exact=not (h.when or h.within), note=h.when,
                     within=h.within, verified=h.verified)
                for h in hand.names
                if h.operation == operation.id
            ),
        ]  # fmt: skip
        names[operation.id] = tuple(sorted(found, key=lambda name: CLIENTS.index(name.client)))
    nameless = {operation: _nameless(operation, found, hand) for operation, found in names.items()}
    return Joined(names=names, nameless=nameless, hand=hand, reviews=tuple(reviews))


def _nameless(operation: str, found: Iterable[Name], hand: Hand) -> tuple[str, ...]:
    """Every command of the CLI's groups was read; of the others, what the files say."""
    named = {name.client for name in found if not name.within}
    return tuple(
        client
        for client in CLIENTS
        if client not in named
        and (client == "azure-cli" or operation in hand.nameless.get(client, ()))
    )


def _javascript(method: Method | None) -> Iterator[Name]:
    if method:
        yield Name(client="javascript", name=method.spelling, exact=True)
        for old in method.deprecated:
            yield Name(
                client="javascript",
                name=f"{method.group}.{old}",
                exact=True,
                note=f"Deprecated spelling of `{method.name}`.",
                deprecated=True,
            )


def _cli_names(
    chosen: set[str], commands: Sequence[CliCommand], hand: Hand
) -> tuple[dict[str, list[Name]], list[str]]:
    names: dict[str, list[Name]] = {}
    reviews: list[str] = []
    unused = dict(hand.conditions)
    for command in commands:
        sends = [sending for sending in command.sends if sending.operation in chosen]
        words = {s.operation: unused.pop((command.name, s.operation), None) for s in sends}
        within = {s.operation: _within(command, s, words[s.operation]) for s in sends}
        alone = list(within.values()).count(False) == 1
        for sending in sends:
            condition = words[sending.operation]
            if condition and condition.code != sending.when:
                reviews.append(
                    f"{command.name} sends {sending.operation} under another condition: "
                    f"{_code(sending.when)}"
                )
                condition = None
            exact = alone and not sending.when and not within[sending.operation]
            name = Name(
                client="azure-cli",
                name=command.name,
                exact=exact,
                note=condition.note if condition else "" if exact else _code(sending.when),
                within=within[sending.operation],
                stops=condition is not None and condition.stops,
            )
            names.setdefault(sending.operation, []).append(name)
    known = {command.name for command in commands}
    for left in unused.values():
        if left.template and left.command in known:
            names.setdefault(left.operation, []).append(_template_name(left))
        else:
            reviews.append(f"{left.command} no longer sends {left.operation}")
    for found in names.values():
        found.sort(key=lambda name: name.within)
    return names, reviews


def _template_name(condition: Condition) -> Name:
    """The name of a command that sends the operation where its code does not show it."""
    return Name(
        client="azure-cli",
        name=condition.command,
        exact=False,
        note=condition.note,
        within=condition.within,
        stops=condition.stops,
        verified="read",
    )


def _within(command: CliCommand, sending: Sending, condition: Condition | None) -> bool:
    """A command that changes something reads first; the reading is not its purpose."""
    if condition:
        return condition.within
    return sending.method == "GET" and any(other.method != "GET" for other in command.sends)


def _code(when: tuple[str, ...]) -> str:
    if not when:
        return "Always."
    return "When, in the terms of its code: " + "; or ".join(f"`{part}`" for part in when) + "."


def names_data(joined: Joined, packages: Mapping[str, str]) -> dict[str, Data]:
    """The joined file, with how many names there are a client and how each was verified.

    `packages` gives the purls of the clients whose names were read out of a package.
    """
    names = joined.names
    counts: dict[str, dict[str, int]] = {client: {} for client in CLIENTS}
    for found in names.values():
        for name in found:
            kinds = counts[name.client]
            kinds[name.verified] = kinds.get(name.verified, 0) + 1
    covered = {
        client: sum(any(n.client == client and not n.within for n in found)
                    for found in names.values())
        for client in CLIENTS
    }  # fmt: skip
    return {
        "clients": [_client(client, packages, joined.hand) for client in CLIENTS],
        "operations_named": {"of": len(names), **covered},
        "names_by_verification": {
            client: dict(sorted(kinds.items())) for client, kinds in counts.items()
        },
        "operations": [
            {
                "id": operation,
                "names": [_data(name) for name in found],
                **({"none": none} if (none := joined.nameless[operation]) else {}),
            }
            for operation, found in names.items()
        ],
    }


def _client(client: str, packages: Mapping[str, str], hand: Hand) -> dict[str, Data]:
    told = hand.clients.get(client, {})
    if client in packages:
        return {"client": client, "purl": packages[client]}
    return {"client": client, **told}


def _data(name: Name) -> dict[str, Data]:
    data: dict[str, Data] = {"client": name.client, "name": name.name, "exact": name.exact}
    if name.note:
        data["note"] = name.note
    if name.within:
        data["within"] = True
    if name.deprecated:
        data["deprecated"] = True
    if name.stops:
        data["stops"] = True
    data["verified"] = name.verified
    return data
