"""The command table of the Azure CLI: which function or class is behind a command."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.collect.archive import changed_shape
from generator.collect.cli.modules import ClassRef, FunctionRef, Modules, import_source

_VM = "azure.cli.command_modules.vm"
_AAZ = "azure/cli/command_modules/vm/aaz/latest/"
_REGISTERED = re.compile(r"^@register_command\(\s*\"([^\"]+)\"", re.MULTILINE)
_GROUPS = ("vm ", "vmss ")
_CUSTOM = {"custom_command", "custom_show_command", "custom_wait_command"}
_SDK = {"command", "show_command"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command and the functions or classes that it runs, in their order.

    With `asks` its row in the table says that it is confirmed; a class can require that itself.
    """

    name: str  # without the leading "az"
    runs: tuple[FunctionRef | ClassRef, ...]
    asks: bool = False


def read_commands(modules: Modules) -> list[Command]:
    """Every command of `az vm` and `az vmss`, by name; raises `CollectError`.

    A command written by hand takes the place of a generated one of the same name.
    """
    commands = {command.name: command for command in _generated(modules)}
    commands |= {command.name: command for command in _table(modules)}
    chosen = [commands[name] for name in sorted(commands) if name.startswith(_GROUPS)]
    if not chosen:
        raise changed_shape(modules.archive.label, "no commands of az vm or az vmss")
    return chosen


def _generated(modules: Modules) -> Iterator[Command]:
    for name in modules.archive.names:
        if name.startswith(_AAZ) and name.endswith(".py"):
            match = _REGISTERED.search(modules.archive.text(name))
            if match and match[1].startswith(_GROUPS):
                module = modules.need(name.removesuffix(".py").replace("/", "."))
                for node in module.tree.body:
                    if isinstance(node, ast.ClassDef) and node.decorator_list:
                        yield Command(name=match[1], runs=(ClassRef(module, node),))


def _table(modules: Modules) -> Iterator[Command]:
    """The commands of `load_command_table`, group by group."""
    module = modules.need(f"{_VM}.commands")
    function = module.defined.get("load_command_table")
    if not isinstance(function, ast.FunctionDef):
        raise changed_shape(modules.archive.label, "commands.py has no load_command_table")
    types = _command_types(function)
    imports: dict[str, ClassRef] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                ref = modules.imported(import_source(module, node), alias.name)
                if isinstance(ref, ClassRef):
                    imports[alias.asname or alias.name] = ref
    for block in ast.walk(function):
        if isinstance(block, ast.With):
            yield from _group(modules, block, types, imports)


def _command_types(function: ast.FunctionDef) -> dict[str, str]:
    """The module behind each `CliCommandType` variable."""
    texts: dict[str, str] = {}
    types: dict[str, str] = {}
    for node in function.body:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        name = node.targets[0].id
        if isinstance(node.value, ast.Constant):
            texts[name] = str(node.value.value)
        elif isinstance(node.value, ast.Call):
            for keyword in node.value.keywords:
                if keyword.arg == "operations_tmpl":
                    template = keyword.value
                    text = (
                        texts.get(template.id, "")
                        if isinstance(template, ast.Name)
                        else str(template.value)
                        if isinstance(template, ast.Constant)
                        else ""
                    )
                    types[name] = text.partition("#")[0]
    return types


def _group(
    modules: Modules, block: ast.With, types: Mapping[str, str], imports: Mapping[str, ClassRef]
) -> Iterator[Command]:
    opened = block.items[0].context_expr
    if not isinstance(opened, ast.Call) or not opened.args:
        return
    prefix = _text(opened.args[0])
    if not f"{prefix} ".startswith(_GROUPS):
        return
    default = types.get(_keyword_name(opened, "custom_command_type"), f"{_VM}.custom")
    for node in ast.walk(block):
        match node:
            case ast.Assign(targets=[ast.Subscript(slice=name)], value=ast.Call(func=ast.Name(id))):
                if id in imports:
                    yield Command(name=_text(name), runs=(imports[id],))
            case ast.Call(func=ast.Attribute(value=ast.Name(id="g"), attr=kind)):
                runs = list(_functions(modules, node, kind, default, types))
                if runs or kind in _CUSTOM | _SDK:
                    row = f"{prefix} {_text(node.args[0])}"
                    yield Command(name=row, runs=tuple(runs), asks=confirmed(node))


def _functions(
    modules: Modules, call: ast.Call, kind: str, default: str, types: Mapping[str, str]
) -> Iterator[FunctionRef]:
    """The functions of a table row: one, or getter and setter."""
    given = types.get(_keyword_name(call, "command_type"), default)
    names = []
    if kind in _CUSTOM and len(call.args) > 1:
        names.append((given, _text(call.args[1])))
    elif kind in ("generic_update_command", "wait_command"):
        for role in ("getter", "setter"):
            source = types.get(_keyword_name(call, f"{role}_type"), given)
            names.append((source, _keyword_text(call, f"{role}_name")))
    for source, name in names:
        ref = modules.imported(source, name) if name else None
        if isinstance(ref, FunctionRef):
            yield ref
        elif name and source.startswith(_VM):
            what = f"{source} has no function {name}, which commands.py names"
            raise changed_shape(modules.archive.label, what)


def confirmed(call: ast.Call) -> bool:
    """Whether a registration asks for a confirmation, with a text of its own or without."""
    values = [keyword.value for keyword in call.keywords if keyword.arg == "confirmation"]
    return any(not isinstance(value, ast.Constant) or bool(value.value) for value in values)


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _keyword_name(call: ast.Call, name: str) -> str:
    for keyword in call.keywords:
        if keyword.arg == name and isinstance(keyword.value, ast.Name):
            return keyword.value.id
    return ""


def _keyword_text(call: ast.Call, name: str) -> str:
    return next((_text(k.value) for k in call.keywords if k.arg == name), "")
