"""What a call takes, per operation and per command: samples are made of it and checked with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from generator.collect.archive import read_wheel
from generator.collect.cli.commands import read_commands
from generator.collect.cli.modules import Modules
from generator.collect.cli.options import CliOption, asking, read_options
from generator.collect.emit import Data, document
from generator.collect.packages import Package
from generator.collect.sdk.bodies import Bodies, Property, read_bodies
from generator.collect.sdk.operations import Operation

CALLS = "calls.yml"

_HEADING = (
    "Collected by `python -m generator collect`; do not edit.",
    "What a call takes: arguments in Python, models that requests carry, options of `az` commands.",
    "arguments: in their order, each with the REST parameter it fills; keywords only by name.",
    "properties: text, number, boolean, any, an enumeration or a model; [] is a list, {} a map.",
    "needs: options without which a command does not run, unless --ids takes their place.",
    "asks: the command asks for a confirmation, and stops without --yes where no one can give one.",
    "spellings: the other names of an option.",
    "fills: the parameter or property that an option fills, of commands that are generated.",
    "What the others send was read by people, in wire-names.yml.",
)


def call_texts(
    sdk: Package,
    cli: Package,
    contents: Mapping[str, bytes],
    operations: Iterable[Operation],
) -> dict[str, str]:
    """The text of the file by its name; raises `CollectError`, and writes nothing."""
    wanted = [operation for operation in operations if _wanted(operation)]
    bodies = read_bodies(
        read_wheel(sdk.label, contents[sdk.name]),
        [operation.body for operation in wanted if operation.body],
    )
    modules = Modules(read_wheel(cli.label, contents[cli.name]))
    commands = read_commands(modules)
    options, asked = read_options(modules, commands), asking(modules, commands)
    data = calls_surface(sdk, cli, wanted, bodies, options, asked)
    return {CALLS: document(_HEADING, data)}


def calls_surface(
    sdk: Package,
    cli: Package,
    operations: Sequence[Operation],
    bodies: Bodies,
    options: Mapping[str, Sequence[CliOption]],
    asked: Set[str],
) -> dict[str, Data]:
    """The file as data."""
    return {
        "packages": [sdk.purl, cli.purl],
        "counts": {
            "operations": len(operations),
            "models": len(bodies.models),
            "commands": len(options),
        },
        "operations": [_operation(operation) for operation in operations],
        "models": {name: _model(items) for name, items in bodies.models.items()},
        "enumerations": bodies.enums,
        "commands": [_command(name, items, asks=name in asked) for name, items in options.items()],
    }


def _wanted(operation: Operation) -> bool:
    """Operations on scale sets, on virtual machines, and what they carry."""
    return operation.group.startswith(("VirtualMachine", "AvailabilitySets", "ResourceSkus"))


def _operation(operation: Operation) -> dict[str, Data]:
    data: dict[str, Data] = {"id": operation.id}
    for key, pairs in (("arguments", operation.positional), ("keywords", operation.keywords)):
        if pairs:
            data[key] = dict(pairs)
    return data


def _model(items: Sequence[Property]) -> dict[str, Data]:
    data: dict[str, Data] = {"properties": {item.name: item.kind for item in items}}
    required = [item.name for item in items if item.required]
    if required:
        data["required"] = required
    return data


def _command(name: str, options: Sequence[CliOption], *, asks: bool) -> dict[str, Data]:
    data: dict[str, Data] = {"command": f"az {name}"}
    if asks:
        data["asks"] = True
    needed = [option.name for option in options if option.required]
    if needed:
        data["needs"] = needed
    data["options"] = [alias for option in options for alias in (option.name, *option.aliases)]
    spellings: dict[str, Data] = {a: option.name for option in options for a in option.aliases}
    fills: dict[str, Data] = {option.name: option.fills for option in options if option.fills}
    for key, pairs in (("spellings", spellings), ("fills", fills)):
        if pairs:
            data[key] = pairs
    return data
