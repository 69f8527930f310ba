"""Calls of the SDKs: methods on clients and resources whose type the file shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from flexmap.readers.context import Context
from flexmap.readers.occurrences import Confidence, Kind, Mode, Occurrence, Sent
from flexmap.readers.sdk_calls import Calls, Given
from flexmap.readers.sdk_names import ANY, Catalog
from flexmap.readers.strings import Strings
from flexmap.readers.terraform_classes import as_terraform
from flexmap.readers.types import NOTHING, Inference, Types
from flexmap.rules import rules
from flexmap.sources.languages import languages
from flexmap.syntax import grammar
from flexmap.syntax.bindings import Bindings

_READ = frozenset(("call", "create", "member", "reference", "each", "bind.each", "string"))
"""The captures in which something is found; the others say what names represent."""

_HAND_ON = frozenset(("python", "javascript"))
"""Clients whose groups of operations are members, so that programs hand them on."""

_CLIENT = re.compile(r"client|compute|azure|mgmt|management", re.IGNORECASE)
_LOOKS_AT = re.compile(
    r"^(?:assert|expect|is|has|mock|spy|stub|patch|setattr|delattr|len|type|str|repr|dir|vars|bool)",
    re.IGNORECASE,
)
"""Functions that call no method of what they get."""

_ARGUMENTS = frozenset(("argument_list", "arguments", "keyword_argument"))
_SIDE_BY_SIDE = frozenset(("tuple", "list", "array", "argument_list", "arguments"))


def read(context: Context, source: bytes, language: str) -> Iterator[Occurrence]:
    """The calls in a text of an SDK language, in no order; one place may come twice."""
    rule = languages()[language]
    return _Reader(context, source, rule["grammar"], rule.get("rules", language)).read()


class _Reader:
    """Reads one text of an SDK language; `sdk` names the rules and names of its SDK."""

    def __init__(self, context: Context, source: bytes, parser: str, sdk: str) -> None:
        self._context = context
        self._source = source
        self._rules = rules(sdk)
        self._catalog: Catalog = context.names.catalog(sdk)
        self._words = context.names.words[sdk]
        self._root = grammar.parse(parser, source)
        self._found = list(grammar.matches(parser, self._root))
        self._bindings = Bindings(self._found, source)
        self._parents = grammar.Parents(self._root)
        self._infer = Inference(self._bindings, self._parents, self._catalog, self._rules)
        self._calls = Calls(context, source, self._bindings)
        lowered = source.lower()
        self._azure = b"azure" in lowered
        self._classes = any(
            word.lower().encode() in lowered for word in self._rules["class_evidence"]
        )

    def read(self) -> Iterator[Occurrence]:
        """The calls, in no order; one place may come twice."""
        strings = Strings(self._context, self._source, self._parents, self._rules)
        for match in self._found:
            if _READ.isdisjoint(match):
                continue
            for node in match.get("call", ()):
                yield from self._call(node)
            for node in match.get("create", ()):
                made = node.child_by_field_name("type")
                if made is not None:
                    yield from self._declared(node, self._bindings.text(made).rpartition(".")[2])
            for node in match.get("member", ()):
                yield from self._mention(node)
            for node in match.get("reference", ()):
                yield from self._reference(node)
            for node in match.get("each", ()):
                yield from self._each(node)
            for node in match.get("bind.value", ()) if "bind.each" in match else ():
                yield from self._each(node)
            for node in match.get("string", ()):
                yield from strings.read(node)
                yield from self._named(node)

    def _call(self, node: Node) -> Iterator[Occurrence]:
        shape = self._infer.shape(node)
        if shape.get("is") == "method":
            receiver = node.child_by_field_name(shape["object"])
            name = node.child_by_field_name(shape["name"])
            if name is not None:
                yield from self._method(node, receiver, name)
            return
        function = node.child_by_field_name(shape.get("function", ""))
        if function is None:
            return
        inner = self._infer.shape(function)
        if inner.get("is") == "member":
            name = function.child_by_field_name(inner["name"])
            if name is not None:
                yield from self._method(node, function.child_by_field_name(inner["object"]), name)
        elif inner.get("is") == "binding":
            name = function.child_by_field_name(inner["name"])
            if name is not None:
                yield from self._method(node, self._infer.bound_object(function), name)
        elif inner.get("is") == "index":
            yield from self._chosen_by_variable(function, inner)
        else:
            yield from self._function(node, function, shape)

    def _method(self, node: Node, receiver: Node | None, name: Node) -> Iterator[Occurrence]:
        method = self._bindings.text(name).lstrip("#")
        yield from self._declared(node, method)
        if receiver is None or method not in self._words or self._is_stubbed(node):
            return
        types = self._infer.types(receiver)
        sent = self._sends(types, method)
        if not sent and "SubscriptionResource" in types:
            sent = self._catalog.sends("SubscriptionResource", method)
        if not sent:
            sent = self._catalog.sends(ANY, method)
        if not sent and method in self._catalog.iterating:
            sent = tuple(s for t in sorted(types) for s in self._catalog.enumerates.get(t, ()))
        if sent:
            yield self._hit(receiver, name, sent, called=node, types=types)
        elif not types:
            yield from self._alike(node, receiver, name, method)

    def _is_stubbed(self, node: Node) -> bool:
        """Whether a test only says what the call is to answer, as in `when(sets.list())`."""
        arguments = self._parents.of(node)
        call = self._parents.of(arguments) if arguments is not None else None
        name = call.child_by_field_name("name") if call is not None else None
        return (
            name is not None
            and arguments is not None
            and arguments.type == "argument_list"
            and self._bindings.text(name) in self._rules.get("stubs", ())
        )

    def _sends(self, types: Types, method: str) -> tuple[Sent, ...]:
        found: list[Sent] = []
        for type_name in sorted(types):
            found += [s for s in self._catalog.sends(type_name, method) if s not in found]
        return tuple(found)

    def _alike(self, node: Node, receiver: Node, name: Node, method: str) -> Iterator[Occurrence]:
        """A receiver that only its name tells: sure enough when the method does, too."""
        if not self._azure:
            return
        called = self._last_name(receiver)
        telling = self._catalog.telling
        if (telling and telling.match(method)) or self._is_handed(node):
            for pattern, type_name in self._catalog.handed:
                if pattern.search(called) and self._catalog.sends(type_name, method):
                    sent = self._catalog.sends(type_name, method)
                    yield self._hit(
                        receiver, name, sent, Confidence.LIKELY, node, frozenset((type_name,))
                    )
                    return
        for pattern, type_name in self._catalog.like:
            if not pattern.search(called):
                continue
            sent = self._catalog.sends(type_name, method)
            client = called.lower().endswith(
                ("client", "operations", "ops", "api", "svc", "service")
            )
            types = frozenset((type_name,))
            if sent and (client or method not in self._catalog.general):
                yield self._hit(receiver, name, sent, Confidence.LIKELY, node, types)
            elif sent and method.lower() not in ("get", "update", "create"):
                yield self._hit(receiver, name, sent, Confidence.POSSIBLE, node, types)
            return

    def _is_handed(self, node: Node) -> bool:
        """Whether the first of several arguments is one that only calls of a client take."""
        wanted = self._catalog.handed_argument
        arguments = node.child_by_field_name("arguments") if wanted else None
        if arguments is None or arguments.named_child_count < 2:
            return False
        first = grammar.nth(arguments, 0)
        return first is not None and bool(wanted and wanted.match(self._bindings.head(first, 80)))

    def _last_name(self, node: Node) -> str:
        """The name that a receiver is known by: its last member, or the function it comes from."""
        shape = self._infer.shape(node)
        kind = shape.get("is")
        if kind in ("member", "method", "binding"):
            return self._infer.part(node, shape["name"])
        if kind == "call":
            function = node.child_by_field_name(shape["function"])
            return self._last_name(function) if function is not None else ""
        if kind in ("same", "index", "last"):
            child = grammar.nth(node, 0)
            return self._last_name(child) if child is not None else ""
        return self._bindings.text(node) if kind == "name" else ""

    def _function(self, node: Node, function: Node, shape: dict[str, str]) -> Iterator[Occurrence]:
        """A function that gets a method by its name, or a class that declares a set."""
        name = self._bindings.text_of_name(function)
        if name in self._rules["reflection"]:
            arguments = node.child_by_field_name(shape["arguments"])
            given = list(arguments.named_children) if arguments is not None else []
            if len(given) >= 2:
                yield from self._reflected(node, given[0], given[1])
            return
        if name == "super":
            yield from self._declared(node, self._parent_class(node))
        yield from self._declared(node, name)

    def _parent_class(self, node: Node) -> str:
        """The class that the class around a node is made from, by its last name."""
        around = self._parents.of(node)
        while around is not None and around.type not in ("class_declaration", "class"):
            around = self._parents.of(around)
        heritage = [c for c in around.children if c.type == "class_heritage"] if around else []
        text = self._bindings.text(heritage[0])[:200] if heritage else ""
        match = re.search(r"\bextends\s+(?:\w+\.)*(\w+)", text)
        return match[1] if match else ""

    def _reflected(self, node: Node, target: Node, name: Node) -> Iterator[Occurrence]:
        types = self._infer.types(target)
        if not types:
            return
        if name.type == "string":
            sent = self._sends(types, self._bindings.text(name).strip("\"'"))
            if sent:
                yield self._hit(node, name, sent)
        else:
            yield self._dynamic(node)

    def _chosen_by_variable(self, function: Node, shape: dict[str, str]) -> Iterator[Occurrence]:
        """`client.group[action](…)`: a string names the method, or a variable does."""
        target = function.child_by_field_name(shape["object"])
        index = function.child_by_field_name(shape["index"]) if "index" in shape else None
        if target is None or index is None or not self._infer.types(target):
            return
        if index.type == "string":
            sent = self._sends(self._infer.types(target), self._bindings.text(index).strip("\"'`"))
            if sent:
                yield self._hit(target, index, sent)
        else:
            yield self._dynamic(function)

    def _dynamic(self, node: Node) -> Occurrence:
        shown = self._bindings.head(node, 80).partition("\n")[0]
        return Occurrence(
            start=node.start_byte, end=node.end_byte, client=self._rules["client"], name=shown,
            kind=Kind.DYNAMIC, open=True,
        )  # fmt: skip

    def _mention(self, node: Node) -> Iterator[Occurrence]:
        """A method that is named without being called here: passed on, or kept in a variable."""
        shape = self._infer.shape(node)
        if shape.get("is") != "member":
            return
        name = node.child_by_field_name(shape["name"])
        if name is not None:
            yield from self._field(node.child_by_field_name(shape["object"]), name)
            yield from self._handed_on(node, name)
        if name is None or self._bindings.text(name) not in self._words:
            return
        parent = self._parents.of(node)
        if parent is None or not self._is_value(node, parent):
            return
        receiver = node.child_by_field_name(shape["object"])
        if receiver is not None:
            sent = self._sends(self._infer.types(receiver), self._bindings.text(name))
            if sent and not self._from_element(receiver):
                yield self._hit(receiver, name, sent)

    def _handed_on(self, node: Node, name: Node) -> Iterator[Occurrence]:
        """A group of operations that another function gets, which can call any of them."""
        group = self._catalog.navigate.get(self._bindings.text(name).lower())
        receiver = node.child_by_field_name(self._infer.shape(node)["object"])
        if not group or receiver is None or self._rules["client"] not in _HAND_ON:
            return
        parent = self._parents.of(node)
        around = self._parents.of(parent) if parent is not None else None
        if parent is None or around is None or not _CLIENT.search(self._last_name(receiver)):
            return
        is_argument = parent.type in _ARGUMENTS and not self._is_followed(around)
        if is_argument or (parent.type == "pair" and parent.child_by_field_name("value") == node):
            yield self._dynamic(node)

    def _is_followed(self, call: Node) -> bool:
        """Whether what a call gets is followed through it, or is only looked at."""
        function = call.child_by_field_name("function")
        called = self._last_name(function) if function is not None else ""
        return (
            called in self._catalog.helpers
            or called in self._rules["text_functions"]
            or called in self._rules["reflection"]
            or bool(_LOOKS_AT.search(called))
        )

    def _named(self, node: Node) -> Iterator[Occurrence]:
        """The names of a group and of one of its methods, side by side in a list."""
        group = self._catalog.navigate.get(self._bindings.text_of_name(node).strip("\"'`").lower())
        after = node.next_named_sibling
        parent = self._parents.of(node)
        if not group or after is None or parent is None or after.type != node.type:
            return
        sent = self._catalog.sends(group, self._bindings.text_of_name(after).strip("\"'`"))
        if sent and parent.type in _SIDE_BY_SIDE:
            hit = self._hit(node, after, sent, Confidence.LIKELY)
            yield replace(hit, name=hit.name.strip("\"'`"))

    def _field(self, receiver: Node | None, name: Node) -> Iterator[Occurrence]:
        """A field that is read from what a call returned and that is empty on a Flexible set."""
        field = self._bindings.text(name)
        for result, known in self._rules.get("fields", {}).items():
            if field in known["names"] and result in self._infer.types(receiver):
                yield Occurrence(
                    start=name.start_byte, end=name.end_byte, client=self._rules["client"],
                    name=field, kind=Kind.PATTERN, patterns=(known["pattern"],),
                    sends=(Sent(operation=known["operation"]),),
                )  # fmt: skip

    def _from_element(self, receiver: Node) -> bool:
        """Whether the receiver is a resource, whose members can be data of the same name."""
        return bool(
            self._infer.types(receiver)
            & (self._catalog.builders | set(self._catalog.returns.values()))
        )

    def _is_value(self, node: Node, parent: Node) -> bool:
        """Whether the member is used as a value: not called, and not left of a dot."""
        inner = self._infer.shape(parent)
        if inner.get("is") == "member":
            return self._infer.part(parent, inner["name"]) in self._rules.get("through", ())
        if inner.get("is") == "call":
            return parent.child_by_field_name(inner["function"]) != node
        for field in ("left", "condition", "type"):
            if parent.child_by_field_name(field) == node:
                return False
        return parent.type not in (
            "decorator",
            "delete_statement",
            "expression_statement",
            "for_statement",
        )

    def _reference(self, node: Node) -> Iterator[Occurrence]:
        """`client::method`, which Java passes on."""
        if node.named_child_count >= 2:
            receiver, name = grammar.nth(node, 0), grammar.nth(node, -1)
            if receiver is not None and name is not None:
                sent = self._sends(self._infer.types(receiver), self._bindings.text(name))
                if sent:
                    yield self._hit(receiver, name, sent)

    def _each(self, node: Node) -> Iterator[Occurrence]:
        """Iterating over a collection sends the list, without any method that says so."""
        types = self._infer.types(node)
        sent = tuple(s for t in sorted(types) for s in self._catalog.enumerates.get(t, ()))
        if sent:
            yield Occurrence(
                start=node.start_byte, end=node.end_byte, client=self._rules["client"],
                name=self._bindings.head(node, 80).partition("\n")[0], sends=sent,
            )  # fmt: skip

    def _declared(self, node: Node, name: str) -> Iterator[Occurrence]:
        """A class of an infrastructure library that declares a set."""
        kind = self._rules["classes"].get(name) if self._classes else None
        if not kind:
            return
        given = self._calls.declared(node)
        made = Occurrence(
            start=node.start_byte, end=min(node.end_byte, node.start_byte + len(name) + 20),
            client=self._rules["client"], name=name,
            sends=(Sent(operation="VirtualMachineScaleSets_CreateOrUpdate"),),
            kind=Kind.DECLARATION, confidence=Confidence.LIKELY, mode=given.mode, why=given.why,
            arguments=tuple(given.arguments), hidden=tuple(given.hidden), whole=given.whole,
        )  # fmt: skip
        of_terraform = kind in ("uniform", "flexible")
        yield as_terraform(self._context.names.wires, made, Mode(kind)) if of_terraform else made

    def _hit(
        self,
        first: Node,
        last: Node,
        sent: tuple[Sent, ...],
        confidence: Confidence = Confidence.EXACT,
        called: Node | None = None,
        types: Types = NOTHING,
    ) -> Occurrence:
        """The hit at a method's name; it begins at the receiver when both are on one line.

        `called` is the call, if it is one here, and `types` are those of its receiver.
        """
        same_line = first.start_point[0] == last.start_point[0]
        method = self._bindings.text(last).lstrip("#")
        given = self._calls.given(called, sent) if called is not None else Given()
        return Occurrence(
            start=first.start_byte if same_line else last.start_byte,
            end=last.end_byte,
            client=self._rules["client"],
            name=method,
            sends=sent,
            open=len(sent) > 1,
            confidence=confidence,
            mode=given.mode,
            why=given.why,
            arguments=tuple(given.arguments),
            hidden=tuple(given.hidden),
            whole=given.whole,
            names=tuple(self._full_names(types, method)),
        )

    def _full_names(self, types: Types, method: str) -> Iterator[str]:
        """The method as the mapping names it: with its client, and in its other spellings."""
        for type_name in sorted(types):
            yield f"{type_name}.{method}"
            if self._rules["client"] == "python":
                yield f"{type_name}.begin_{method}"
            yield f"{type_name}.{method.removesuffix('Async')}"
            bare = re.sub(r"^begin([A-Z])", lambda m: m[1].lower(), method).removesuffix("AndWait")
            yield f"{type_name}.{bare}"
            yield f"serviceClient().get{type_name.removesuffix('Client')}().{method}"
