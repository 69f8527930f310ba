"""Which requests a command of the Azure CLI can send, and behind which tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.collect.cli.commands import Command
from generator.collect.cli.guards import ON_ERROR, Guards, Known, Option, guard, outcome
from generator.collect.cli.modules import (
    ClassRef,
    FunctionRef,
    ModuleRef,
    Modules,
    import_source,
)
from generator.collect.cli.names import MAX_DEPTH, Frame, Names, Value


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as the generated class names it; `place` is the function that sends it."""

    name: str
    method: str
    path: str


@dataclass(frozen=True, slots=True)
class GuardedRequest:
    """A request, the tests in front of it, and the function in which it is."""

    sent: Sent
    guards: Guards
    place: str


@dataclass(slots=True)
class _Walked(Frame):
    """A frame with the requests that were found in it."""

    requests: list[GuardedRequest] = field(default_factory=list)


class Walker:
    """Walks functions and classes of one wheel; the same walk is done once."""

    def __init__(self, modules: Modules) -> None:
        self.names = Names(modules)
        self._done: dict[object, tuple[GuardedRequest, ...]] = {}

    def command(self, command: Command) -> list[GuardedRequest]:
        """Every request the command can send, in the order of the code."""
        requests: list[GuardedRequest] = []
        for ref in command.runs:
            if isinstance(ref, FunctionRef):
                names = _parameters(ref.node)
                values = {
                    name: Option(name, required)
                    for name, required in names.items()
                    if name not in ("cmd", "client")
                }
                requests += self._function(ref, dict(values), 0)
            elif isinstance(ref, ClassRef):
                requests += self._class(ref, 0)
        return requests

    def _function(
        self, ref: FunctionRef, values: dict[str, Value], depth: int
    ) -> tuple[GuardedRequest, ...]:
        key = (id(ref.node), tuple(sorted((name, _key(value)) for name, value in values.items())))
        if key not in self._done:
            self._done[key] = ()  # a function that calls itself adds nothing more
            if depth < MAX_DEPTH:
                place = ""  # generated code is no one's place to look at
                if ".aaz." not in ref.module.name:
                    place = f"{ref.module.name.rsplit('.', 1)[-1]}.{ref.node.name}"
                frame = _Walked(ref.module, place, values, dict(ref.names), depth=depth)
                self._block(frame, ref.node.body, ())
                self._done[key] = tuple(frame.requests)
        return self._done[key]

    def _class(self, ref: ClassRef, depth: int) -> tuple[GuardedRequest, ...]:
        """What running a command class sends, or a request class itself."""
        url, method = self.names.member(ref, "url"), self.names.member(ref, "method")
        if isinstance(url, FunctionRef) and isinstance(method, FunctionRef):
            sent = Sent(ref.node.name, _returned_text(method.node), _returned_text(url.node))
            return (GuardedRequest(sent, (), ""),) if sent.path else ()
        execute = self.names.member(ref, "_execute_operations")
        if isinstance(execute, FunctionRef):
            return self._function(execute, {"self": ref}, depth + 1)
        return ()

    def _block(self, frame: _Walked, body: Sequence[ast.stmt], guards: Guards) -> bool:
        """Walks statements; True when none after them can run."""
        for statement in body:
            if isinstance(statement, ast.If):
                ended, guards = self._if(frame, statement, guards)
                if ended:
                    return True
                continue
            self._statement(frame, statement, guards)
            if isinstance(statement, ast.Return | ast.Raise | ast.Continue | ast.Break):
                return True
        return False

    def _if(self, frame: _Walked, node: ast.If, guards: Guards) -> tuple[bool, Guards]:
        """Walks the branches that can run; the guards that hold after them."""
        self._expression(frame, node.test, guards)
        answer = outcome(node.test, frame.values)
        if answer is not None:
            return self._block(frame, node.body if answer else node.orelse, guards), guards
        test = guard(node.test, frame.values, frame.texts)
        before = dict(frame.values)
        first = self._block(frame, node.body, (*guards, test))
        after_body, frame.values = frame.values, dict(before)
        second = self._block(frame, node.orelse, (*guards, test.opposite()))
        frame.values = {
            name: value
            for name, value in frame.values.items()
            if first or after_body.get(name) == value
        }
        if first and second:
            return True, guards
        if first:
            return False, (*guards, test.opposite())
        return False, (*guards, test) if second else guards

    def _statement(self, frame: _Walked, node: ast.stmt, guards: Guards) -> None:
        match node:
            case ast.FunctionDef():
                frame.names[node.name] = FunctionRef(frame.module, node, frame.names)
            case ast.ClassDef():
                frame.names[node.name] = ClassRef(frame.module, node, frame.names)
            case ast.ImportFrom():
                for alias in node.names:
                    ref = self.names.modules.imported(import_source(frame.module, node), alias.name)
                    if ref:
                        frame.names[alias.asname or alias.name] = ref
            case ast.Try():
                self._block(frame, [*node.body, *node.orelse], guards)
                frame.forget(_assigned(node))
                for handler in node.handlers:
                    self._block(frame, handler.body, (*guards, ON_ERROR))
                self._block(frame, node.finalbody, guards)
            case ast.For(iter=head) | ast.While(test=head):
                self._expression(frame, head, guards)
                frame.forget(_assigned(node))  # on the way in: it may be the second round
                self._block(frame, node.body, guards)
                frame.forget(_assigned(node))
            case ast.With():
                for item in node.items:
                    self._expression(frame, item.context_expr, guards)
                self._block(frame, node.body, guards)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self._expression(frame, value, guards)
                self._assign(frame, name, value)
            case _:
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        self._expression(frame, child, guards)

    def _assign(self, frame: _Walked, name: str, value: ast.expr) -> None:
        ref = self.names.resolve(frame, value)
        frame.forget([name])
        if ref:
            frame.names[name] = ref
        elif isinstance(value, ast.Constant) and not isinstance(value.value, bytes | complex):
            if value.value is not Ellipsis:
                frame.values[name] = Known(value.value)
        elif isinstance(value, ast.BoolOp):
            frame.texts[name] = value

    def _expression(self, frame: _Walked, node: ast.AST, guards: Guards) -> None:
        """Walks the parts before the whole: arguments are worked out before a call is made."""
        if isinstance(node, ast.IfExp):
            self._expression(frame, node.test, guards)
            answer = outcome(node.test, frame.values)
            test = guard(node.test, frame.values, frame.texts)
            if answer is not False:
                self._expression(frame, node.body, guards if answer else (*guards, test))
            if answer is not True:
                after = guards if answer is False else (*guards, test.opposite())
                self._expression(frame, node.orelse, after)
            return
        for child in ast.iter_child_nodes(node):
            self._expression(frame, child, guards)
        if isinstance(node, ast.Call):
            for request in self._call(frame, node):
                place = request.place or frame.place
                frame.requests.append(
                    GuardedRequest(request.sent, (*guards, *request.guards), place)
                )

    def _call(self, frame: _Walked, call: ast.Call) -> Iterator[GuardedRequest]:
        target = self.names.resolve(frame, call.func)
        if isinstance(target, ClassRef):
            yield from self._class(target, frame.depth)
        elif isinstance(target, FunctionRef):
            yield from self._function(
                target, self.names.bound(frame, target, call), frame.depth + 1
            )
        else:  # a function handed to code outside the wheel's module will be called there
            for given in [*call.args, *(keyword.value for keyword in call.keywords)]:
                handed = self.names.resolve(frame, given)
                if isinstance(handed, FunctionRef):
                    yield from self._function(handed, {}, frame.depth + 1)


def _parameters(node: ast.FunctionDef) -> dict[str, bool]:
    """The parameters, and whether a person has to give them: those without a default."""
    names = [argument.arg for argument in node.args.args]
    required = len(names) - len(node.args.defaults)
    return {name: number < required for number, name in enumerate(names)}


def _assigned(node: ast.stmt) -> set[str]:
    """The names a statement gives new values, anywhere inside."""
    return {
        item.id
        for item in ast.walk(node)
        if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)
    }


def _returned_text(node: ast.FunctionDef) -> str:
    """The text a property returns, itself or as the first argument of a call."""
    for item in ast.walk(node):
        match item:
            case ast.Return(value=ast.Constant(value=str(text))):
                return text
            case ast.Return(value=ast.Call(args=[ast.Constant(value=str(text)), *_])):
                return text
    return ""


def _key(value: Value) -> str:
    if isinstance(value, Known | Option):
        return repr(value)
    node = value.module if isinstance(value, ModuleRef) else value.node
    return f"{type(value).__name__} {id(node)}"
