"""The options of Azure CLI commands, read from syntax trees: their names, and which are needed."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.collect.archive import Archive, syntax_tree
from generator.collect.cli.commands import Command, confirmed
from generator.collect.cli.contexts import Contexts, Named, read_contexts
from generator.collect.cli.fills import read_fills
from generator.collect.cli.modules import ClassRef, Modules

CORE_ARGUMENTS = {
    "AAZResourceGroupNameArg": ("--resource-group", "-g"),
    "AAZResourceLocationArg": ("--location", "-l"),
}
"""Options that azure-cli-core gives to arguments of these classes when nothing else is said."""

GENERIC_UPDATE = ("--set", "--add", "--remove", "--force-string")
"""Options that azure-cli-core gives to a command that reads, changes and writes back."""

CONFIRMATION = ("--yes", "-y")
"""The option that azure-cli-core gives to a command that asks for a confirmation."""

_LEFT_OUT = {"cmd", "client", "no_wait"}
_HANDED = {"instance", "parameters"}  # what a setter gets from the getter
_SCHEMA = "_build_arguments_schema"


@dataclass(frozen=True, slots=True, kw_only=True)
class CliOption:
    """An option by its first name, with its other names.

    `fills` is the parameter or property that it fills, where a generated class says so.
    """

    name: str
    aliases: tuple[str, ...]
    required: bool
    fills: str = ""


@dataclass(slots=True, kw_only=True)
class _Argument:
    options: tuple[str, ...]
    required: bool = False
    registered: bool = True


def read_options(modules: Modules, commands: Sequence[Command]) -> dict[str, tuple[CliOption, ...]]:
    """The options of each command by its name; raises `CollectError`.

    A generated class declares its arguments itself. A function has one option for each of its
    parameters, which `_params.py` may rename. Options that every command has are left out.
    """
    contexts, asked = read_contexts(modules), asking(modules, commands)
    yes = CliOption(name=CONFIRMATION[0], aliases=CONFIRMATION[1:], required=False)
    return {
        command.name: (
            *_options(modules, contexts, command),
            *([yes] if command.name in asked else []),
        )
        for command in commands
        if command.runs
    }


def asking(modules: Modules, commands: Sequence[Command]) -> frozenset[str]:
    """The names of commands that ask before they send, and stop where no one can answer."""
    return frozenset(
        command.name
        for command in commands
        if command.asks
        or any(isinstance(run, ClassRef) and _asks(modules, run) for run in command.runs)
    )


def _asks(modules: Modules, ref: ClassRef) -> bool:
    """Whether the registration of a class or of one of its bases asks for a confirmation."""
    if any(isinstance(item, ast.Call) and confirmed(item) for item in ref.node.decorator_list):
        return True
    return any(_asks(modules, base) for base in _bases(modules, ref))


def _bases(modules: Modules, ref: ClassRef) -> Iterator[ClassRef]:
    for base in ref.node.bases:
        if isinstance(base, ast.Name):
            base_class = ref.names.get(base.id) or modules.lookup(ref.module, base.id)
            if isinstance(base_class, ClassRef):
                yield base_class


def _options(modules: Modules, contexts: Contexts, command: Command) -> Iterator[CliOption]:
    named, arguments = contexts.of(command.name), dict[str, _Argument]()
    fills: dict[str, str] = {}
    for run in command.runs:
        if isinstance(run, ClassRef):
            arguments |= _class_arguments(modules, run)
            fills |= read_fills(modules, run)
        else:
            arguments |= _function_arguments(run.node, named)
    if len(command.runs) > 1:
        for name in _HANDED:
            arguments.pop(name, None)
        for option in GENERIC_UPDATE:
            arguments[option] = _Argument(options=(option,))
    for key, argument in arguments.items():
        if argument.registered and argument.options:
            name = next((o for o in argument.options if o.startswith("--")), argument.options[0])
            yield CliOption(
                name=name,
                aliases=tuple(option for option in argument.options if option != name),
                required=argument.required,
                fills=fills.get(key, ""),
            )


def _function_arguments(node: ast.FunctionDef, named: Mapping[str, Named]) -> dict[str, _Argument]:
    arguments: dict[str, _Argument] = {}
    parameters = node.args.args
    needed = len(parameters) - len(node.args.defaults)
    for number, parameter in enumerate(parameters):
        if parameter.arg in _LEFT_OUT:
            continue
        declared = named.get(parameter.arg, Named())
        arguments[parameter.arg] = _Argument(
            options=declared.options or (_option(parameter.arg),),
            required=number < needed if declared.required is None else declared.required,
            registered=not declared.ignored,
        )
    return arguments


def _class_arguments(modules: Modules, ref: ClassRef) -> dict[str, _Argument]:
    """The arguments of a class, those of its bases first."""
    arguments: dict[str, _Argument] = {}
    for base in _bases(modules, ref):
        arguments |= _class_arguments(modules, base)
    method = _schema_method(modules.archive, ref)
    if method:
        for statement in ast.walk(method):
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                _declare(arguments, statement.targets[0], statement.value)
    return arguments


def _schema_method(archive: Archive, ref: ClassRef) -> ast.FunctionDef | None:
    """The method that declares arguments; modules drop its body, so the text is read again."""
    path = ref.module.name.replace(".", "/")
    names = (f"{path}/__init__.py", f"{path}.py")
    name = next((name for name in names if archive.has(name)), "")
    if not name:
        return None
    tree = syntax_tree(archive.label, name, archive.text(name))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == ref.node.name:
            for item in node.body:
                if isinstance(item, ast.FunctionDef) and item.name == _SCHEMA:
                    return item
    return None


def _declare(arguments: dict[str, _Argument], target: ast.expr, value: ast.expr) -> None:
    """One assignment of the schema: a new argument, or a change of one."""
    match target, value:
        case (
            ast.Attribute(value=ast.Name(id="_args_schema" | "args_schema"), attr=name),
            ast.Call(func=ast.Name(id=kind), keywords=keywords),
        ):
            given = {keyword.arg: keyword.value for keyword in keywords}
            options = _texts(given.get("options")) or CORE_ARGUMENTS.get(kind, (_option(name),))
            arguments[name] = _Argument(options=options, required=_true(given.get("required")))
        case (
            ast.Attribute(
                value=ast.Attribute(value=ast.Name(id="_args_schema" | "args_schema"), attr=name),
                attr=changed,
            ),
            _,
        ) if name in arguments:
            if changed == "_required":
                arguments[name].required = _true(value)
            elif changed == "_registered":
                arguments[name].registered = _true(value)
            elif changed == "_options":
                arguments[name].options = _texts(value)
        case _:
            pass


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _texts(node: ast.expr | None) -> tuple[str, ...]:
    if not isinstance(node, ast.List | ast.Tuple):
        return ()
    return tuple(
        item.value
        for item in node.elts
        if isinstance(item, ast.Constant) and isinstance(item.value, str)
    )


def _true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
