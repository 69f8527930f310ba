"""The tasks of an Ansible file: which module each calls, and with which arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from tree_sitter import Node

from flexmap.readers.models import model
from flexmap.readers.occurrences import Argument, value_of
from flexmap.rules import rules
from flexmap.syntax import grammar
from flexmap.syntax.literals import Literals, Resolve
from flexmap.syntax.yaml_pairs import key_of, members, pair_around, siblings, value_of_pair
from flexmap.values import dataclass

_NAME = re.compile(
    rb"(?<![\w.{])((?:azure\.azcollection\.)?azure_rm(?:_\w{1,80})?|(?:ansible\.builtin\.)?uri)"
    rb"(?![\w.])"
)
_FREE = re.compile(r"(\w{1,80})=(\"[^\"]*\"|'[^']*'|\S+)")
_PUT_IN = re.compile(r"[\"']?\{\{\s*(\w{1,80})\s*\}\}[\"']?")
_LONGEST = 200
"""Bytes of a text that can be one variable that is put in."""


@dataclass(slots=True, kw_only=True)
class Task:
    """A module that is called: where, its arguments, and whether there can be more of them."""

    name: str
    at: Node
    arguments: list[Argument] = field(default_factory=list)
    hidden: bool = False


def bare(name: str) -> str:
    """The name of a module without its collection."""
    return name.removeprefix(rules("ansible")["collection"])


def tasks(source: bytes) -> Iterator[Task]:
    """The tasks with the defaults of their play, and an inventory that lists scale sets."""
    root = grammar.parse("yaml", source)
    literals = Literals(source, _resolver(root, source))
    defaults: dict[str, Task] = {}
    found: list[Task] = []
    for match in _NAME.finditer(source):
        task, is_default = _task(literals, root, match)
        if task and is_default:
            defaults.setdefault(bare(task.name), task)
        elif task:
            found.append(task)
    for task in found:
        _complete(task, defaults.get(bare(task.name)))
        yield task


def _complete(task: Task, default: Task | None) -> None:
    """Adds the defaults of the play that the task does not give itself."""
    if default is not None:
        given = {argument.wire.partition(".")[0] for argument in task.arguments}
        task.arguments += [a for a in default.arguments if a.wire.partition(".")[0] not in given]
        task.hidden = task.hidden or default.hidden


def _task(literals: Literals, root: Node, match: re.Match[bytes]) -> tuple[Task | None, bool]:
    """The task whose module the name is, and whether it only gives defaults for others."""
    known = rules("ansible")
    node = root.descendant_for_byte_range(*match.span(1))
    pair = pair_around(node)
    if node is None or pair is None:
        return None, False
    key, task = key_of(pair, literals.source), Task(name=match[1].decode(), at=node)
    if key == task.name:
        _take(literals, task, value_of_pair(pair))
        for beside in siblings(pair):
            if key_of(beside, literals.source) == "args":
                _take(literals, task, value_of_pair(beside))
        outer = _outer_key(pair, literals.source)
        return None if outer in known["no_tasks"] else task, outer == known["defaults"]
    if key in known["actions"]:
        _free_form(literals, task, value_of_pair(pair))
        return task, False
    if key == "module" and _outer_key(pair, literals.source) in known["actions"]:
        _take(literals, task, pair.parent)
        return task, False
    if key == "plugin" and bare(task.name) == known["inventory"]["module"]:
        _take(literals, task, pair.parent)
        return _of_inventory(literals, task, pair), False
    return None, False


def _outer_key(pair: Node, source: bytes) -> str:
    """The key of the pair whose value the pair is in."""
    outer = pair_around(pair.parent)
    return key_of(outer, source) if outer is not None else ""


def _of_inventory(literals: Literals, task: Task, plugin: Node) -> Task | None:
    """The inventory at the option that lists scale sets; None where nothing does."""
    wanted = rules("ansible")["inventory"]["option"]
    for pair in siblings(plugin):
        value = value_of_pair(pair) if key_of(pair, literals.source) == wanted else None
        if value is not None and literals.items(value) != []:
            task.at = pair.child_by_field_name("key") or pair
            task.name = f"{bare(task.name)} {wanted}"
            return task
    return None


def _take(literals: Literals, task: Task, value: Node | None) -> None:
    """Adds the members of a mapping, or what a text gives as `name=value`."""
    if value is None:
        return
    found = model(literals, value)
    if found.hidden == [""] and not found.arguments:
        _free_form(literals, task, value)
        return
    task.arguments += found.arguments
    task.hidden = task.hidden or "" in found.hidden


def _free_form(literals: Literals, task: Task, value: Node | None) -> None:
    """Adds what a text gives as `name=value`."""
    text = literals.text(value) if value is not None else ""
    found = list(_FREE.finditer(text))
    task.hidden = task.hidden or not found
    for match in found:
        start = (value.start_byte if value else 0) + len(text[: match.start()].encode())
        task.arguments.append(_written(match, start))


def _written(match: re.Match[str], start: int) -> Argument:
    word = match[2].strip("\"'")
    return Argument(
        wire=match[1], typed=match[1], value=value_of([None if "{{" in word else word]),
        shown=match[0], start=start, end=start + len(match[0].encode()),
    )  # fmt: skip


def _resolver(root: Node, source: bytes) -> Resolve:
    """What leads from `{{ x }}` to the variable of the file, and from `{{ item }}` to the loop."""
    held: dict[str, list[Node]] = {}
    for match in re.finditer(rb"\bvars[\"']?\s*:", source):
        pair = pair_around(root.descendant_for_byte_range(match.start(), match.start() + 4))
        for member in members(value_of_pair(pair)) if pair is not None else ():
            value = value_of_pair(member)
            if value is not None:
                held.setdefault(key_of(member, source), []).append(value)

    def resolve(node: Node) -> Node | None:
        text = source[node.start_byte : min(node.end_byte, node.start_byte + _LONGEST)]
        match = _PUT_IN.fullmatch(text.decode("utf-8", "replace"))
        if match is None:
            return None
        if match[1] == "item":
            return _loop(node, source)
        found = held.get(match[1], [])
        return found[0] if len(found) == 1 else None

    return resolve


def _loop(node: Node, source: bytes) -> Node | None:
    """The list that the task goes through, in which the node is."""
    pair = pair_around(node)
    while pair is not None:
        for beside in siblings(pair):
            if key_of(beside, source) in rules("ansible")["loops"]:
                return value_of_pair(beside)
        pair = pair_around(pair.parent)
    return None
