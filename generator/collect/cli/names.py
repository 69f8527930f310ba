"""What names and calls in the Azure CLI's code represent, while a function is walked."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.collect.cli.guards import Known, Option
from generator.collect.cli.modules import ClassRef, FunctionRef, Module, ModuleRef, Modules, Ref

MAX_DEPTH = 40
"""Steps through calls or base classes; the deepest chain has about ten."""

Value: TypeAlias = "Known | Option | Ref"

_PROFILE_IMPORT = "import_aaz_by_profile"
_LATEST = "azure.cli.command_modules.vm.aaz.latest"


@dataclass(slots=True)
class Frame:
    """A function while it is walked: what its names represent."""

    module: Module
    place: str
    values: dict[str, Value]
    names: dict[str, Ref]
    texts: dict[str, ast.expr] = field(default_factory=dict)
    depth: int = 0

    def forget(self, names: Iterable[str]) -> None:
        """Takes what was known of these names for unknown."""
        for name in names:
            self.values.pop(name, None)
            self.texts.pop(name, None)


class Names:
    """Finds what a name, an attribute or a call's parameter represents."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules

    def bound(self, frame: Frame, target: FunctionRef, call: ast.Call) -> dict[str, Value]:
        """What is known of the parameters in this call, defaults included."""
        spec = target.node.args
        names = [argument.arg for argument in [*spec.posonlyargs, *spec.args]]
        values: dict[str, Value] = {}
        if names[:1] == ["self"]:
            if isinstance(frame.values.get("self"), ClassRef):
                values["self"] = frame.values["self"]
            names = names[1:]
        defaults = dict(zip(reversed(names), reversed(spec.defaults), strict=False))
        defaults |= {a.arg: d for a, d in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if d}
        open_ended = any(keyword.arg is None for keyword in call.keywords) or any(
            isinstance(item, ast.Starred) for item in call.args
        )
        given = dict(zip(names, call.args, strict=False))
        given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
        for name, node in ({} if open_ended else defaults | given).items():
            value = self._value(frame, node)
            if value is not None:
                values[name] = value
        return values

    def _value(self, frame: Frame, node: ast.expr) -> Value | None:
        if isinstance(node, ast.Constant) and not isinstance(node.value, bytes | complex):
            return None if node.value is Ellipsis else Known(node.value)
        if isinstance(node, ast.Name) and node.id in frame.values:
            return frame.values[node.id]
        return self.resolve(frame, node) if isinstance(node, ast.Name) else None

    def resolve(self, frame: Frame, node: ast.expr) -> Ref | None:
        """What an expression represents, when that is a function, a class or a module."""
        match node:
            case ast.Name(id=name):
                value = frame.values.get(name)
                if isinstance(value, Known | Option):
                    return None
                return value or frame.names.get(name) or self.modules.lookup(frame.module, name)
            case ast.Attribute(value=inner, attr=name):
                owner = self.resolve(frame, inner)
                if isinstance(owner, ModuleRef):
                    return self.modules.lookup(owner.module, name)
                return self.member(owner, name) if isinstance(owner, ClassRef) else None
            case ast.Call(func=ast.Name(id=called), args=[_, ast.Constant(value=str(name))]):
                module = self.modules.get(f"{_LATEST}.{name}")
                return ModuleRef(module) if called == _PROFILE_IMPORT and module else None
        return None

    def member(self, ref: ClassRef, name: str, depth: int = 0) -> Ref | None:
        """A method or inner class of a class or of its bases."""
        for node in ref.node.body:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                return FunctionRef(ref.module, node, ref.names)
            if isinstance(node, ast.ClassDef) and node.name == name:
                return ClassRef(ref.module, node, ref.names)
        for base in ref.node.bases if depth < MAX_DEPTH else ():
            owner = self.resolve(Frame(ref.module, "", {}, dict(ref.names)), base)
            inherited = self.member(owner, name, depth + 1) if isinstance(owner, ClassRef) else None
            if inherited:
                return inherited
        return None
