"""What is given to a call of an SDK: parameters of the path and the query, and the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field, replace

from tree_sitter import Node

from flexmap.mapping import Endpoint
from flexmap.readers.context import Context
from flexmap.readers.models import Model, argument, model
from flexmap.readers.occurrences import Argument, Form, Mode, Sent
from flexmap.readers.wire import canonical, parameter
from flexmap.rules import rules
from flexmap.syntax.bindings import Binding, Bindings, Bound
from flexmap.syntax.grammar import nth
from flexmap.syntax.literals import Literals
from flexmap.values import dataclass

_CONTEXT = re.compile(r"^(?:ctx|context|c|background|\w*[cC]tx|context\.\w+\(\))$")
_WAIT = re.compile(r"^(?:Azure\.)?WaitUntil\.\w+$")
_EXPANSIONS = frozenset(("instanceview", "resiliencyview", "userdata"))
"""What is expanded, which no other parameter of a read takes; Java and C# pass it unnamed."""

_MODES = re.compile(r"uniform|flexible", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Given:
    """What a call is given; see `Occurrence` for the fields."""

    arguments: list[Argument] = field(default_factory=list)
    hidden: list[str] = field(default_factory=lambda: [""])
    whole: bool = False
    mode: Mode = Mode.UNKNOWN
    why: str = ""


class Calls:
    """Reads the arguments of the calls of one file."""

    def __init__(self, context: Context, source: bytes, bindings: Bindings) -> None:
        self._context = context
        self._source = source
        self._bindings = bindings
        self._literals = Literals(source, self._bound)

    def given(self, call: Node, sent: Sequence[Sent]) -> Given:
        """The arguments of a call that sends one of the operations."""
        endpoint = next((e for s in sent if (e := self._context.names.endpoints.get(s.operation))),
                        None)  # fmt: skip
        nodes = call.child_by_field_name("arguments")
        if endpoint is None or nodes is None:
            return Given()
        found = Given(hidden=[])
        wires = _path_parameters(endpoint)
        for node in nodes.named_children:
            self._take(node, wires, endpoint, found)
        path = _path_parameters(endpoint)
        body = [item for item in found.arguments if item.wire not in path]
        found.whole = endpoint.method == "PUT" and bool(body)
        found.mode, found.why = self._mode(found)
        return found

    def declared(self, call: Node) -> Given:
        """What a class of an infrastructure library is given: its properties."""
        nodes = call.child_by_field_name("arguments")
        found = Given(hidden=[], whole=True)
        if nodes is None:
            return Given()
        pairs = self._literals.members(call) if call.type == "call" else None
        parts = [call] if pairs and pairs[0] else list(nodes.named_children)
        read = [model(self._literals, node) for node in parts
                if self._literals.members(node) is not None]  # fmt: skip
        for part in read:
            _join(found, part)
        if not any(part.arguments for part in read):
            found.hidden.append("")
        found.mode, found.why = self._mode(found)
        if found.mode is Mode.UNKNOWN and not found.why:
            text = self._bindings.text(call)[:20_000]
            after = text.lower().partition("orchestration")[2][:120]
            match = _MODES.search(after)
            if match:
                found.mode, found.why = Mode(match[0].lower()), "the declaration says so"
        return found

    def _take(self, node: Node, wires: list[str], endpoint: Endpoint, found: Given) -> None:
        """One argument: by its name, or the next of the path, or the body."""
        if node.type in ("comment", "line_comment", "block_comment"):
            return
        if "splat" in node.type or "spread" in node.type:
            found.hidden.append("")
            return
        name = _name(node)
        value = nth(node, -1) if name or node.type == "argument" else node
        if value is None:
            return
        text = self._bindings.text(value)
        if name is not None:
            self._named(self._bindings.text(name), name, value, endpoint, found)
        elif _CONTEXT.match(text) or _WAIT.match(text):
            return
        elif wires and self._is_plain(value):
            found.arguments.append(self._plain(wires.pop(0), value))
        elif not self._literals.is_nothing(value):
            self._body(value, endpoint, found)

    def _is_plain(self, node: Node) -> bool:
        """Whether the value can be a parameter of the path: it is not an object and no list."""
        objects = self._literals.members(node)
        return objects is None and self._literals.items(node) is None

    def _plain(self, wire: str, node: Node) -> Argument:
        made = argument(self._literals, wire, node, node)
        return replace(made, typed=wire, shown=self._bindings.text(node)[:80])

    def _named(self, name: str, key: Node, value: Node, endpoint: Endpoint, found: Given) -> None:
        """A keyword: a parameter of the path or the query, or the body under its name."""
        if name in ("parameters", "body", "resource", "vm_instance_i_ds", "vm_instance_ids",
                    "vmInstanceIDs", "data", "patch", "content", "vmInstanceIds"):  # fmt: skip
            self._body(value, endpoint, found)
        elif not self._literals.is_nothing(value):
            found.arguments.append(argument(self._literals, parameter(name), key, value))

    def _body(self, node: Node, endpoint: Endpoint, found: Given) -> None:
        """The body, or the options that JavaScript and Go pass as one object."""
        if endpoint.method in ("GET", "POST", "DELETE") and self._ids(node, found):
            return
        word = self._literals.word(node)
        if endpoint.method == "GET" and (word or "").lower() in _EXPANSIONS:
            made = argument(self._literals, "$expand", node, node)
            shown = self._bindings.text(node)[:80]
            found.arguments.append(replace(made, typed="$expand", shown=shown))
            return
        part = model(self._literals, node)
        if part.hidden == [""] and not part.arguments:
            # Options or a body that is made elsewhere; a plain value is a parameter like `force`.
            if word is None:
                found.hidden.append("")
            return
        if endpoint.method not in ("PUT", "PATCH"):
            part = Model([_as_parameter(item) for item in part.arguments], part.hidden)
        _join(found, part)
        if self._is_changed(node):
            found.hidden.append("")

    def _ids(self, node: Node, found: Given) -> bool:
        """A list of ids, alone or in the object that C# and Java make of one."""
        bare = self._literals.bare(node)
        if bare is None:
            return False
        items = self._literals.items(bare)
        if items is None and bare.type == "object_creation_expression":
            given = bare.child_by_field_name("arguments")
            first = nth(given, 0) if given is not None else None
            items = self._literals.items(first) if first is not None else None
        if items is None:
            return False
        made = argument(self._literals, "instanceIds", node, node)
        words = tuple(self._literals.word(item) for item in items)
        value = replace(made.value, form=Form.LIST, words=words)
        shown = self._bindings.text(node)[:80]
        found.arguments.append(replace(made, value=value, typed="instanceIds", shown=shown))
        return True

    def _mode(self, found: Given) -> tuple[Mode, str]:
        """The mode that the body declares; what it leaves out may be the service's default."""
        for item in found.arguments:
            if canonical(item.wire) == "orchestrationmode" and item.value.words:
                mode = self._context.mode((item.value.words[0] or "").rpartition(".")[2])
                if mode is not Mode.UNKNOWN:
                    return mode, "orchestrationMode says so"
                return mode, "the mode is in a variable"
        if found.whole and not found.hidden and len(found.arguments) > 3:
            return Mode(rules("templates")["without_mode"]), (
                "no orchestrationMode, which reads as Uniform"
            )
        return Mode.UNKNOWN, ""

    def _bound(self, node: Node) -> Node | None:
        """The value that a name is bound to, or that a function returns, when there is one only."""
        bound = self._bindings_of(node)
        values = [binding for binding in bound if binding.how is Bound.VALUE]
        if len(values) == 1 and all(b.how in (Bound.VALUE, Bound.TYPE) for b in bound):
            value = values[0].node
            return value if value is not None and value.id != node.id else None
        return None

    def _bindings_of(self, node: Node) -> Sequence[Binding]:
        """What a name, or a function that is called without a receiver, can represent."""
        if node.type in ("identifier", "shorthand_property_identifier"):
            return self._bindings.name(self._bindings.text(node), node.start_byte)
        called = node.child_by_field_name("function") or node.child_by_field_name("name")
        alone = node.child_by_field_name("object") is None
        if called is not None and called.type == "identifier" and alone:
            return self._bindings.function(self._bindings.text(called))
        return ()

    def _is_changed(self, node: Node) -> bool:
        """Whether members of the variable that holds the model are set elsewhere."""
        if node.type != "identifier":
            return False
        name = re.escape(self._bindings.text(node)).encode()
        return bool(re.search(rb"\b" + name + rb"\b[.\[][^\n=]{0,80}=[^=]", self._source))


def _name(node: Node) -> Node | None:
    """The name of an argument that is given by name."""
    if node.type == "keyword_argument":
        return node.child_by_field_name("name")
    if node.type == "argument" and node.named_child_count == 2:
        return nth(node, 0)
    return None


def _path_parameters(endpoint: Endpoint) -> list[str]:
    """The parameters of the path in their order, without the subscription."""
    names: list[str] = re.findall(r"\{(\w+)\}", endpoint.path)
    return [name for name in names if name.lower() != "subscriptionid"]


def _as_parameter(item: Argument) -> Argument:
    """A member of an object of options as the parameter that it is."""
    return replace(item, wire=parameter(item.wire)) if "." not in item.wire else item


def _join(found: Given, part: Model) -> None:
    found.arguments += part.arguments
    found.hidden += part.hidden
