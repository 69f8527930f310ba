"""Values that are in code: literals, lists and objects, whatever the language calls them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from tree_sitter import Node

from flexmap.syntax.grammar import nth
from flexmap.values import dataclass

Member: TypeAlias = tuple[str, Node, Node]
"""A name, the node of it, and the node of the value."""

Resolve: TypeAlias = Callable[[Node], Node | None]
"""What leads from a name to the value that it is bound to, once; None where that is not known."""

_TEXTS = {
    "string", "string_lit", "string_literal", "interpreted_string_literal", "raw_string_literal",
    "template_string", "verbatim_string_literal", "quoted_template", "template_expr",
}  # fmt: skip
_PUT_IN = ("interpolation", "substitution")
_NUMBERS = {
    "number", "numeric_lit", "integer", "float", "int_literal", "float_literal",
    "integer_literal", "decimal_integer_literal", "real_literal", "integer_scalar", "float_scalar",
}  # fmt: skip
_WORDS = {"true", "false", "boolean", "bool_lit", "boolean_literal", "boolean_scalar"}
_NOTHING = {"null", "null_lit", "none", "nil", "null_literal", "undefined", "null_scalar"}
_THROUGH = {
    "expression", "literal_value", "collection_value", "parenthesized_expression", "argument",
    "literal_element", "as_expression", "satisfies_expression", "non_null_expression",
    "unary_expression", "expression_element", "collection_element", "await",
    "flow_node", "block_node", "plain_scalar", "block_sequence_item",
}  # fmt: skip
_BEHIND = {"argument", "flow_node", "block_node"}
"""Nodes whose value is their last child: a label, a tag or an anchor is before it."""

_LISTS = {"array", "tuple", "list", "initializer_expression", "collection_expression",
          "block_sequence", "flow_sequence"}  # fmt: skip
_ARRAYS = {"implicit_array_creation_expression", "array_creation_expression"}
_OBJECTS = {"object", "dictionary", "block_mapping", "flow_mapping"}
_NO_ITEMS = {"tuple_start", "tuple_end", "comment", "assignment_expression"}
_PAIRS = {"pair", "object_property", "object_elem", "keyed_element", "assignment_expression",
          "keyword_argument", "attribute", "block_mapping_pair", "flow_pair"}  # fmt: skip
_ENUMS = {"attribute", "member_expression", "selector_expression", "member_access_expression",
          "field_access"}  # fmt: skip
_CALLS = {"call", "call_expression", "method_invocation", "invocation_expression"}
_SPREAD = {"spread_element", "dictionary_splat", "list_splat", "ERROR", "computed_property_name"}
_WRAPPERS = re.compile(
    r"^(?:\w+\.)?(?:Ptr|Of|Pointer|(?:String|Bool|Int|Int32|Int64|Float32|Float64)(?:Ptr)?)$"
)
_LIST_CALLS = re.compile(
    r"^(?:(?:java\.util\.)?Arrays\.asList|(?:java\.util\.)?(?:\w*List|Set)\.of|asList"
    r"|(?:java\.util\.)?Collections\.singletonList)$"
)
_PREFIX = re.compile(
    r"^\w*?(?:Types|Type|Modes|Mode|Options|Option|Rules|Rule|Tier|Kind|Priority)(?=[A-Z])"
)
"""What Go puts in front of the values of an enumeration."""

_CONSTRUCTED = {"ManagedServiceIdentity": "type"}
"""The member that the first argument of a constructor sets."""

_NAMES = {
    "identifier", "variable_expr", "shorthand_property_identifier", "member_expression", "alias",
    *_CALLS,
}  # fmt: skip
"""Nodes that can refer to a value that is written elsewhere."""

_SCALARS = {"string_scalar", "single_quote_scalar", "double_quote_scalar", "block_scalar"}
"""Texts of YAML, of which a template language can make another one."""

_SWITCHES = {"yes": "true", "on": "true", "no": "false", "off": "false"}
"""Words that YAML 1.1 reads as true and false when they are without quotes."""

_PUT_INTO_SCALAR = re.compile(r"\{[{%]|\$\{")

_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Literals:
    """Reads the values of one file; `resolve` follows names."""

    source: bytes
    resolve: Resolve = lambda _: None

    def text(self, node: Node) -> str:
        """The text of a node."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def bare(self, node: Node | None, depth: int = 0) -> Node | None:
        """The value without what is around it, behind names and wrappers."""
        while node is not None and depth < _DEEPEST:
            depth += 1
            if node.type in _THROUGH and node.named_child_count and not self._is_path(node):
                node = nth(node, -1) if node.type in _BEHIND else nth(node, 0)
            elif node.type in _CALLS and (inner := self._wrapped(node)) is not None:
                node = inner
            elif node.type in _NAMES or self._is_path(node) or self._is_expression(node):
                found = self.resolve(node)
                if found is None:
                    return node
                node = found
            else:
                return node
        return node

    def _is_path(self, node: Node) -> bool:
        """Whether it is a name of Terraform with members, such as `local.zones`."""
        return node.type == "expression" and node.named_child_count > 1

    def _is_expression(self, node: Node) -> bool:
        """Whether it is a text of an ARM template or of YAML that represents something else."""
        head = self.source[node.start_byte : node.start_byte + 3]
        if node.type in _SCALARS:
            return b"{{" in head or b"${" in head
        return node.type == "string" and head[1:2] == b"["

    def _wrapped(self, node: Node) -> Node | None:
        """The value in a call that only makes a pointer of it."""
        function = node.child_by_field_name("function")
        given = node.child_by_field_name("arguments")
        if function is None or given is None or given.named_child_count != 1:
            return None
        return nth(given, 0) if _WRAPPERS.match(self.text(function)) else None

    def word(self, node: Node | None) -> str | None:
        """The literal that a value is, or None when it is none or something is put into it."""
        node = self.bare(node)
        if node is None:
            return None
        if node.type in _TEXTS and not _has_put_in(node):
            return re.sub(r"^[@$rbuRBU]*[\"'`]+|[\"'`]+$", "", self.text(node))
        if node.type in _SCALARS:
            return self._scalar(node)
        if node.type in _NUMBERS:
            return self.text(node)
        if node.type in _WORDS:
            return self.text(node).lower()
        if node.type in _ENUMS:
            return self._enumerated(node)
        return None

    def _scalar(self, node: Node) -> str | None:
        """A text of YAML as it is meant, or None when a template puts something into it."""
        text = self.text(node)
        if _PUT_INTO_SCALAR.search(text):
            return None
        if node.type == "block_scalar":
            return text.partition("\n")[2].strip()
        if node.type == "string_scalar":
            return _SWITCHES.get(text.lower(), text)
        return text[1:-1]

    def _enumerated(self, node: Node) -> str | None:
        """The value that a member of an enumeration is called after."""
        match = re.fullmatch(r"(?:\w+\.)*?([A-Za-z]\w*)\.([A-Z]\w*)", self.text(node))
        if match is None:
            return None
        return _PREFIX.sub("", match[2]) if match[1][0].islower() else match[2]

    def is_nothing(self, node: Node | None) -> bool:
        """Whether the value is the one that represents none."""
        value = self.bare(node)
        return value is not None and value.type in _NOTHING

    def items(self, node: Node | None) -> list[Node] | None:
        """The items of a list, or None when it is not a list that is written out."""
        node = self.bare(node)
        if node is None:
            return None
        if node.type in _ARRAYS or node.type == "object_creation_expression":
            node = next(
                (c for c in node.named_children if c.type == "initializer_expression"), None
            )
            if node is not None and _sets_members(node):
                return None
        if node is not None and node.type == "composite_literal":
            kind = node.child_by_field_name("type")
            node = node.child_by_field_name("body")
            if kind is None or not self.text(kind).startswith("["):
                return None
            return list(node.named_children) if node is not None else None
        if node is not None and node.type in _CALLS and self._is_list_call(node):
            node = node.child_by_field_name("arguments")
            return list(node.named_children) if node is not None else None
        if node is None or node.type not in _LISTS:
            return None
        return [child for child in node.named_children if child.type not in _NO_ITEMS]

    def _is_list_call(self, node: Node) -> bool:
        function = node.child_by_field_name("function")
        if function is not None:
            return bool(_LIST_CALLS.match(self.text(function)))
        name, owner = node.child_by_field_name("name"), node.child_by_field_name("object")
        dotted = ".".join(self.text(part) for part in (owner, name) if part is not None)
        return bool(_LIST_CALLS.match(dotted))

    def members(self, node: Node | None) -> tuple[list[Member], bool] | None:
        """The members of an object and whether there can be more; None when it is not an object."""
        node = self.bare(node)
        if node is None:
            return None
        if node.type in _OBJECTS:
            return self._pairs(node)
        if node.type == "composite_literal":
            body = node.child_by_field_name("body")
            return self._pairs(body) if body is not None else None
        if node.type in ("object_creation_expression", "implicit_object_creation_expression"):
            return self._created(node)
        if node.type == "new_expression":
            given = node.child_by_field_name("arguments")
            return self.members(nth(given, 0)) if given is not None else None
        if node.type == "call":
            given = node.child_by_field_name("arguments")
            return self._pairs(given) if given is not None and self._is_class(node) else None
        if node.type == "method_invocation":
            return self._chain(node)
        return None

    def _is_class(self, node: Node) -> bool:
        function = node.child_by_field_name("function")
        name = self.text(function).rpartition(".")[2] if function is not None else ""
        return name[:1].isupper() or name == "dict"

    def _created(self, node: Node) -> tuple[list[Member], bool] | None:
        """The members of a C# object; what its constructor takes is not known by name."""
        body = _initializer(node)
        members, more = self._pairs(body) if body is not None else ([], False)
        kind, given = node.child_by_field_name("type"), node.child_by_field_name("arguments")
        first = nth(given, 0) if given is not None else None
        name = _CONSTRUCTED.get(self.text(kind)) if kind is not None else None
        if name and kind is not None and first is not None:
            return [(name, kind, first), *members], more
        return members, more or (body is None and first is not None)

    def _pairs(self, node: Node) -> tuple[list[Member], bool]:
        members: list[Member] = []
        more = False
        for child in node.named_children:
            if child.type == "shorthand_property_identifier":
                members.append((self.text(child), child, child))
            elif child.type in _PAIRS and child.named_child_count >= 2:
                key, value = nth(child, 0), nth(child, -1)
                if key is not None and value is not None and not self._is_spread(key):
                    members.append((self.text(key).strip("\"'`"), key, value))
                else:
                    more = True
            elif child.type in _SPREAD:
                more = True
        return members, more

    def _is_spread(self, key: Node) -> bool:
        """Whether what is instead of a name brings in members from elsewhere."""
        return key.type in _SPREAD or self.source[key.start_byte : key.end_byte] == b"<<"

    def _chain(self, node: Node) -> tuple[list[Member], bool] | None:
        """The values of `new Model().withName(…)`, one call a member."""
        members: list[Member] = []
        current: Node | None = node
        while current is not None and current.type == "method_invocation":
            name = current.child_by_field_name("name")
            given = current.child_by_field_name("arguments")
            called = self.text(name) if name is not None else ""
            if not called.startswith("with") or given is None or name is None:
                return None
            value = nth(given, 0)
            if value is not None:
                members.append((called[4:5].lower() + called[5:], name, value))
            current = current.child_by_field_name("object")
        return (members[::-1], False) if members else None

    def pairs_of_blocks(self, node: Node) -> Iterator[Member]:
        """The members of a Terraform block: attributes, and blocks by their kind."""
        for body in node.named_children:
            for child in body.named_children if body.type == "body" else ():
                name = nth(child, 0)
                if name is None:
                    continue
                if child.type == "attribute" and (value := nth(child, -1)) is not None:
                    yield self.text(name), name, value
                elif child.type == "block":
                    yield from self._block(name, child)

    def _block(self, name: Node, block: Node) -> Iterator[Member]:
        """A block, or the content of a dynamic one under the name that it makes."""
        if self.text(name) != "dynamic":
            yield self.text(name), name, block
            return
        label = nth(block, 1)
        for key, _, inner in self.pairs_of_blocks(block):
            if key == "content" and label is not None:
                yield self.text(label).strip('"'), label, inner


def _initializer(node: Node) -> Node | None:
    """What is in braces behind a C# object or array that is made."""
    return next((c for c in node.named_children if c.type == "initializer_expression"), None)


def _sets_members(initializer: Node) -> bool:
    """Whether what is in braces are the members of an object, and no items."""
    return any(child.type == "assignment_expression" for child in initializer.named_children)


def _has_put_in(node: Node) -> bool:
    return any(
        any(mark in child.type for mark in _PUT_IN) or _has_put_in(child)
        for child in node.named_children
    )
