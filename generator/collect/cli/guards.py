"""Tests in the Azure CLI's code: their outcome when it is known, their text when it is not."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.collect.cli.modules import Ref


@dataclass(frozen=True, slots=True)
class Known:
    """A value that is the same in every run, such as the default of an argument not given."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Option:
    """What a person gave for the option of this name; never nothing when it is required."""

    name: str
    required: bool = False


Values = Mapping[str, "Known | Option | Ref"]


@dataclass(frozen=True, slots=True)
class Guard:
    """A test that has to hold; `asks_options` tells whether it looks at nothing but options."""

    text: str
    asks_options: bool

    def opposite(self) -> Guard:
        """The guard that holds exactly when this one does not."""
        return Guard(_negated(self.text), self.asks_options)


Guards = tuple[Guard, ...]
ON_ERROR = Guard("an error came before", False)


def outcome(test: ast.expr, values: Values) -> bool | None:
    """Whether a test holds, or None when that depends on the run."""
    return _Reduce(values, {}).truth(_reduced(test, values, {}))


def guard(test: ast.expr, values: Values, texts: Mapping[str, ast.expr]) -> Guard:
    """The test as a guard: options under their own names, known parts left out.

    `texts` gives the expressions that local names were assigned.
    """
    reduced = _reduced(test, values, texts)
    options = {value.name for value in values.values() if isinstance(value, Option)}
    called = {id(node.func) for node in ast.walk(reduced) if isinstance(node, ast.Call)}
    names = [
        node.id
        for node in ast.walk(reduced)
        if isinstance(node, ast.Name) and id(node) not in called
    ]
    asks = bool(names) and all(name in options or name.startswith(_GIVEN) for name in names)
    return Guard(ast.unparse(reduced).replace(_GIVEN, ""), asks)


def merged(alternatives: Iterable[Guards]) -> list[Guards]:
    """The alternatives without those that others contain, and with opposites joined.

    `[()]` means always: a call behind `x`, and the same behind its opposite.
    """
    listed = list(alternatives)
    sets = {frozenset(guards) for guards in listed}
    order = {item: index for guards in listed for index, item in enumerate(guards)}
    joined = True
    while joined:
        joined = False
        for first in sorted(sets, key=_sort_key):
            for item in first:
                rest = first - {item}
                if rest | {item.opposite()} in sets and rest not in sets:
                    sets.add(rest)
                    joined = True
        sets = {one for one in sets if not any(other < one for other in sets)}
    result = [tuple(sorted(one, key=lambda g: (order.get(g, 0), g.text))) for one in sets]
    return sorted(result, key=lambda guards: (len(guards), [g.text for g in guards]))


_GIVEN = "given__"


class _Reduce(ast.NodeTransformer):
    """Puts in what is known and what local names represent, then simplifies."""

    def __init__(self, values: Values, texts: Mapping[str, ast.expr]) -> None:
        self.values = values
        self.texts = texts
        options = [value for value in values.values() if isinstance(value, Option)]
        self.required = {option.name for option in options if option.required}

    def truth(self, node: ast.expr) -> bool | None:
        """Whether a reduced expression holds; a required option always does."""
        if isinstance(node, ast.Name) and node.id in self.required:
            return True
        constant = _known(node)
        return None if constant is None else bool(constant.value)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self.values.get(node.id)
        if isinstance(value, Known):
            return ast.Constant(value.value)
        if isinstance(value, Option):
            return ast.Name(value.name, ast.Load())
        if node.id in self.texts:
            return _reduced(self.texts[node.id], self.values, {})
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """`has_value(self.ctx.args.x)` of generated commands asks whether an option is given."""
        if isinstance(node.func, ast.Name) and node.func.id == "has_value" and node.args:
            asked = ast.unparse(node.args[0])
            if asked.startswith("self.ctx.args."):
                return ast.Name(_GIVEN + asked.removeprefix("self.ctx.args."), ast.Load())
            if asked == "self.ctx.subscription_id":
                return ast.Constant(True)
        node.args = [self.visit(item) for item in node.args]
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        decides = isinstance(node.op, ast.Or)  # the outcome of one part that settles the whole
        parts: list[ast.expr] = []
        for item in node.values:
            part: ast.expr = self.visit(item)
            holds = self.truth(part)
            if holds is None:
                parts.append(part)
            elif holds is decides:
                return part
        if not parts:
            return ast.Constant(not decides)
        return parts[0] if len(parts) == 1 else ast.BoolOp(node.op, parts)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        operand = self.visit(node.operand)
        holds = self.truth(operand)
        if isinstance(node.op, ast.Not) and holds is not None:
            return ast.Constant(not holds)
        return ast.UnaryOp(node.op, operand)

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        left, right = self.visit(node.left), self.visit(node.comparators[0])
        if len(node.ops) == 1:
            answer = _compared(left, node.ops[0], right)
            if self.truth(left) and _known(right) == Known(None):
                answer = isinstance(node.ops[0], ast.IsNot)
            if answer is not None:
                return ast.Constant(answer)
            if isinstance(node.ops[0], ast.IsNot) and _known(right) == Known(True):
                return ast.UnaryOp(ast.Not(), left)
            return ast.Compare(left, node.ops, [right])
        return node


def _reduced(test: ast.expr, values: Values, texts: Mapping[str, ast.expr]) -> ast.expr:
    copy = ast.parse(ast.unparse(test), mode="eval").body
    reduced = _Reduce(values, texts).visit(copy)
    assert isinstance(reduced, ast.expr)
    return ast.fix_missing_locations(reduced)


def _known(node: ast.expr) -> Known | None:
    if isinstance(node, ast.Constant) and not isinstance(node.value, bytes | complex):
        return None if node.value is Ellipsis else Known(node.value)
    return None


def _compared(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> bool | None:
    one, other = _known(left), _known(right)
    if one is None or other is None:
        return None
    same = one.value == other.value and type(one.value) is type(other.value)
    if isinstance(operator, ast.Is | ast.Eq):
        return same
    return not same if isinstance(operator, ast.IsNot | ast.NotEq) else None


def _negated(text: str) -> str:
    node = ast.parse(text, mode="eval").body if text != ON_ERROR.text else ast.Constant(text)
    match node:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return ast.unparse(operand)
        case ast.Compare(ops=[ast.Is()], left=left, comparators=[right]):
            return f"{ast.unparse(left)} is not {ast.unparse(right)}"
        case ast.Compare(ops=[ast.IsNot()], left=left, comparators=[right]):
            return f"{ast.unparse(left)} is {ast.unparse(right)}"
        case ast.Compare(ops=[ast.Eq()], left=left, comparators=[right]):
            return f"{ast.unparse(left)} != {ast.unparse(right)}"
        case ast.Compare(ops=[ast.NotEq()], left=left, comparators=[right]):
            return f"{ast.unparse(left)} == {ast.unparse(right)}"
    return ast.unparse(ast.UnaryOp(ast.Not(), node))


def _sort_key(guards: frozenset[Guard]) -> list[str]:
    return sorted(item.text for item in guards)
