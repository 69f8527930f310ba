"""What `_params.py` of the Azure CLI says about arguments: other names, needed or not, ignored."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.collect.archive import changed_shape
from generator.collect.cli.modules import Modules

_PARAMS = "azure.cli.command_modules.vm._params"

CORE_TYPES = {
    "name_type": ("--name", "-n"),
    "resource_group_name_type": ("--resource-group", "-g"),
    "get_location_type": ("--location", "-l"),
    "zone_type": ("--zone", "-z"),
    "zones_type": ("--zones", "-z"),
}
"""Types of azure-cli-core that rename an argument."""

CORE_NAMES = {"resource_group_name": ("--resource-group", "-g"), "location": ("--location", "-l")}
"""Arguments that azure-cli-core names for every command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What is said about one argument; `required` is None when nothing is."""

    options: tuple[str, ...] = ()
    required: bool | None = None
    ignored: bool = False

    def and_then(self, later: Named) -> Named:
        """Both together; where both say something, the later one counts."""
        return Named(
            options=later.options or self.options,
            required=self.required if later.required is None else later.required,
            ignored=later.ignored or self.ignored,
        )


@dataclass(slots=True)
class Contexts:
    """What is said for each scope, the start of a command's name."""

    declared: dict[str, dict[str, Named]] = field(default_factory=dict)

    def add(self, scope: str, name: str, named: Named) -> None:
        """Says something more about an argument in a scope."""
        scoped = self.declared.setdefault(scope, {})
        scoped[name] = scoped.get(name, Named()).and_then(named)

    def of(self, command: str) -> Mapping[str, Named]:
        """What holds for a command: the wider scopes first, the narrower ones on top."""
        arguments = {name: Named(options=options) for name, options in CORE_NAMES.items()}
        words = command.split(" ")
        for length in range(len(words) + 1):
            for name, named in self.declared.get(" ".join(words[:length]), {}).items():
                arguments[name] = arguments.get(name, Named()).and_then(named)
        return arguments


def read_contexts(modules: Modules) -> Contexts:
    """The argument contexts of the module; raises `CollectError` when there are none."""
    module = modules.need(_PARAMS)
    function = module.defined.get("load_arguments")
    reader = _Reader()
    if isinstance(function, ast.FunctionDef):
        reader.block(function.body, {})
    if not reader.contexts.declared:
        raise changed_shape(modules.archive.label, "_params.py has no argument contexts")
    return reader.contexts


@dataclass(slots=True)
class _Reader:
    contexts: Contexts = field(default_factory=Contexts)
    types: dict[str, Named] = field(default_factory=dict)
    lists: dict[str, ast.List] = field(default_factory=dict)

    def block(self, body: Iterable[ast.stmt], values: dict[str, str], scope: str = "") -> None:
        """Reads statements; `values` are the loop variables with a text."""
        for node in body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call):
                    self.types[name] = self._type(call)
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.List() as items):
                    self.lists[name] = items
                case ast.For(target=ast.Name(id=name), iter=items):
                    for text in self._items(items):
                        self.block(node.body, {**values, name: text}, scope)
                case ast.With(items=[ast.withitem(context_expr=ast.Call() as call)]):
                    inner = _text(call.args[0], values) if call.args else None
                    if inner is not None:
                        self.block(node.body, values, inner)
                case ast.If(test=test):
                    answer = _equal(test, values)
                    if answer is not False:
                        self.block(node.body, values, scope)
                    if answer is not True:
                        self.block(node.orelse, values, scope)
                case ast.Expr(value=ast.Call(func=ast.Attribute(attr=kind)) as call):
                    self._say(kind, call, values, scope)
                case _:
                    pass

    def _say(self, kind: str, call: ast.Call, values: Mapping[str, str], scope: str) -> None:
        if kind == "ignore":
            for given in call.args:
                name = _text(given, values)
                if name:
                    self.contexts.add(scope, name, Named(ignored=True))
        elif kind in ("argument", "extra") and call.args:
            name = _text(call.args[0], values)
            if name:
                self.contexts.add(scope, name, self._type(call, call.args[1:]))

    def _type(self, call: ast.Call, given: Iterable[ast.expr] | None = None) -> Named:
        """What a type or an argument says: that of the type it begins with, then its own."""
        named = Named()
        for node in call.args if given is None else given:
            named = named.and_then(self._known(node))
        for keyword in call.keywords:
            if keyword.arg in ("overrides", "arg_type"):
                named = named.and_then(self._known(keyword.value))
        for keyword in call.keywords:
            if keyword.arg == "options_list" and isinstance(keyword.value, ast.List):
                texts = tuple(
                    item.value
                    for item in keyword.value.elts
                    if isinstance(item, ast.Constant) and isinstance(item.value, str)
                )
                named = replace(named, options=texts)
            elif keyword.arg == "required" and isinstance(keyword.value, ast.Constant):
                named = replace(named, required=bool(keyword.value.value))
        return named

    def _known(self, node: ast.expr) -> Named:
        if isinstance(node, ast.Name):
            core = CORE_TYPES.get(node.id)
            return Named(options=core) if core else self.types.get(node.id, Named())
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return Named(options=CORE_TYPES.get(node.func.id, ()))
        return Named()

    def _items(self, node: ast.expr) -> list[str]:
        items = self.lists.get(node.id) if isinstance(node, ast.Name) else node
        if not isinstance(items, ast.List | ast.Tuple):
            return []
        return [
            item.value
            for item in items.elts
            if isinstance(item, ast.Constant) and isinstance(item.value, str)
        ]


def _text(node: ast.expr, values: Mapping[str, str]) -> str | None:
    """A text that is written out, a loop variable, or one of them put into a format."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name):
            return values.get(name)
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=str(form)), attr="format"),
            args=[ast.Name(id=name)],
        ) if name in values:
            return form.format(values[name])
        case _:
            return None


def _equal(test: ast.expr, values: Mapping[str, str]) -> bool | None:
    """The answer to `scope == 'vmss'`, or None when it cannot be told."""
    match test:
        case ast.Compare(
            left=ast.Name(id=name), ops=[ast.Eq()], comparators=[ast.Constant(value=str(text))]
        ) if name in values:
            return values[name] == text
        case _:
            return None
