"""What each client calls each operation: packages and hand-kept files joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flexmap.mapping.vocabulary import NAMED_CLIENTS
from generator.collect.cli.surface import CliCommand, Sending
from generator.collect.hand import Condition, Hand, HandName
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

CLIENTS = tuple(client.value for client in NAMED_CLIENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A client's name of an operation.

    `exact` tells that the name always means this operation and no other; otherwise `note`
    says when. `within` marks a name that serves another purpose and also sends this,
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
        of_operation = [
            *cli.get(operation.id, ()),
            Name(client="python", name=operation.python, exact=True),
            *_javascript(methods.get(operation.id)),
            *(_by_hand(name) for name in hand.names if name.operation == operation.id),
        ]
        names[operation.id] = tuple(
            sorted(of_operation, key=lambda name: CLIENTS.index(name.client))
        )
    nameless = {
        operation: _nameless(operation, of_operation, hand)
        for operation, of_operation in names.items()
    }
    return Joined(names=names, nameless=nameless, hand=hand, reviews=tuple(reviews))


def _by_hand(name: HandName) -> Name:
    return Name(
        client=name.client,
        name=name.name,
        exact=not (name.when or name.within),
        note=name.when,
        within=name.within,
        verified=name.verified,
    )


def _nameless(operation: str, of_operation: Iterable[Name], hand: Hand) -> tuple[str, ...]:
    """The clients without a name for the operation: the Azure CLI, which was read whole, when no
    command sends it, and the others where a hand-kept file says so.
    """
    named = {name.client for name in of_operation if not name.within}
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
        conditions = {s.operation: unused.pop((command.name, s.operation), None) for s in sends}
        for operation, name in _names_of_command(command, sends, conditions):
            names.setdefault(operation, []).append(name)
        reviews += _changed_conditions(command, sends, conditions)
    present = {command.name for command in commands}
    for left in unused.values():
        if left.template and left.command in present:
            names.setdefault(left.operation, []).append(_template_name(left))
        else:
            reviews.append(f"{left.command} no longer sends {left.operation}")
    for of_operation in names.values():
        of_operation.sort(key=lambda name: name.within)
    return names, reviews


def _names_of_command(
    command: CliCommand, sends: Sequence[Sending], conditions: Mapping[str, Condition | None]
) -> Iterator[tuple[str, Name]]:
    """The name that a command is for each operation that it sends."""
    within = {s.operation: _within(command, s, conditions[s.operation]) for s in sends}
    alone = list(within.values()).count(False) == 1
    for sending in sends:
        condition = conditions[sending.operation]
        if condition and condition.code != sending.when:
            condition = None
        exact = alone and not sending.when and not within[sending.operation]
        yield (
            sending.operation,
            Name(
                client="azure-cli",
                name=command.name,
                exact=exact,
                note=condition.note if condition else "" if exact else _code(sending.when),
                within=within[sending.operation],
                stops=condition is not None and condition.stops,
            ),
        )


def _changed_conditions(
    command: CliCommand, sends: Sequence[Sending], conditions: Mapping[str, Condition | None]
) -> Iterator[str]:
    """What a person has to read again: the code asks for something else than it did."""
    for sending in sends:
        condition = conditions[sending.operation]
        if condition and condition.code != sending.when:
            yield (
                f"{command.name} sends {sending.operation} under another condition: "
                f"{_code(sending.when)}"
            )


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
