"""Modules of the Azure CLI wheel as syntax trees, and what a name in them represents."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.collect.archive import Archive, changed_shape, syntax_tree

_SCHEMA = re.compile(r"( +)def (_build_\w+)\(.*\):$")

Definition = ast.FunctionDef | ast.ClassDef


@dataclass(slots=True, eq=False)
class Module:
    """A module: what it defines, and where its imported names come from."""

    name: str
    is_package: bool
    tree: ast.Module
    defined: dict[str, Definition] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)  # module, name ("": itself)
    starred: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class FunctionRef:
    """A function in its module; `names` are those of the functions around it."""

    module: Module
    node: ast.FunctionDef
    names: Mapping[str, Ref] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class ClassRef:
    """A class in its module; `names` are those of the function or class around it."""

    module: Module
    node: ast.ClassDef
    names: Mapping[str, Ref] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class ModuleRef:
    """A whole module, of which an attribute is asked."""

    module: Module


Ref = FunctionRef | ClassRef | ModuleRef


class Modules:
    """The modules of one archive, parsed when they are first asked for."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._known: dict[str, Module | None] = {}
        self._files = frozenset(archive.names)

    def get(self, name: str) -> Module | None:
        """The module of a dotted name, or None when the wheel has no such file."""
        if name not in self._known:
            self._known[name] = self._load(name)
        return self._known[name]

    def need(self, name: str) -> Module:
        """The module of a dotted name; raises `CollectError` when it is missing."""
        module = self.get(name)
        if module is None:
            raise changed_shape(self.archive.label, f"there is no module {name}")
        return module

    def lookup(self, module: Module, name: str, depth: int = 0) -> Ref | None:
        """What a top-level name of a module represents, through any number of imports."""
        if depth > 10:
            return None
        node = module.defined.get(name)
        if isinstance(node, ast.FunctionDef):
            return FunctionRef(module, node)
        if isinstance(node, ast.ClassDef):
            return ClassRef(module, node)
        if name in module.imported:
            return self.imported(*module.imported[name], depth + 1)
        for starred in module.starred:
            source = self.get(starred)
            ref = self.lookup(source, name, depth + 1) if source else None
            if ref:
                return ref
        inner = self.get(f"{module.name}.{name}") if module.is_package else None
        return ModuleRef(inner) if inner else None

    def imported(self, source: str, name: str, depth: int = 0) -> Ref | None:
        """What `from source import name` represents; an empty name is the module itself."""
        module = self.get(source)
        if module is None or not name:
            return ModuleRef(module) if module else None
        return self.lookup(module, name, depth)

    def _load(self, name: str) -> Module | None:
        path = name.replace(".", "/")
        for file, is_package in ((f"{path}.py", False), (f"{path}/__init__.py", True)):
            if file in self._files:
                text = self.archive.text(file)
                short = _without_schemas(text) if "/aaz/" in file else text
                tree = syntax_tree(self.archive.label, file, short)
                module = Module(name=name, is_package=is_package, tree=tree)
                _fill(module, tree.body)
                return module
        return None


def _without_schemas(text: str) -> str:
    """Generated code without the bodies of its `_build_…` methods.

    They describe arguments and answers, are most of the text, and take most of the time.
    """
    lines: list[str] = []
    skipped = -1  # indent of the method that is left out
    for line in text.splitlines():
        if skipped >= 0:
            if not line.strip() or len(line) - len(line.lstrip()) > skipped:
                continue
            skipped = -1
        match = _SCHEMA.match(line)
        if match:
            skipped = len(match[1])
            line = f"{match[1]}def {match[2]}(): pass"
        lines.append(line)
    return "\n".join(lines)


def _fill(module: Module, body: Sequence[ast.stmt]) -> None:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            module.defined[node.name] = node
        elif isinstance(node, ast.ImportFrom):
            source = import_source(module, node)
            for alias in node.names:
                if alias.name == "*":
                    module.starred.append(source)
                else:
                    module.imported[alias.asname or alias.name] = (source, alias.name)
        elif isinstance(node, ast.If | ast.Try):
            _fill(module, node.body)


def import_source(module: Module, node: ast.ImportFrom) -> str:
    """The dotted name of the module that an import statement takes from."""
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    parts = parts[: len(parts) - node.level + (1 if module.is_package else 0)]
    return ".".join([*parts, *(node.module.split(".") if node.module else [])])
