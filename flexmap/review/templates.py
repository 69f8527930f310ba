"""Resources in ARM JSON, Bicep and Terraform: sets, their parts, mode and properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from flexmap.review import grammar
from flexmap.review.context import Context
from flexmap.review.hits import Confidence, Hit, Kind, Mode, Sent
from flexmap.review.paths import SET
from flexmap.review.tree import Object, bicep_object, hcl_object, json_object

_TYPE = re.compile(
    rb"\"type\"\s*:\s*\"(Microsoft\.Compute/virtualMachineScaleSets[\w/]*|[A-Za-z]+(?:/[A-Za-z]+)?)\"",
    re.IGNORECASE,
)
"""Where a resource may begin: the type of a set or of a part of it, long or short."""

_WHY_MISSING = "no orchestrationMode, which reads as Uniform"


def read_arm(context: Context, source: bytes) -> Iterator[Hit]:
    """The resources of an ARM template; a resource has a type and an apiVersion."""
    if SET.encode() not in source.lower():
        return
    root = grammar.parse("json", source)
    types: dict[int, tuple[str | None, Node | None]] = {}
    for found in _TYPE.finditer(source):
        place = root.descendant_for_byte_range(found.start(1), found.end(1))
        node = _object_around(place)
        if node is None:
            continue
        body = json_object(node, source)
        if node.id not in types:
            types[node.id] = body.text("type"), body.node("type")
        kind, value = types[node.id]
        if kind and value is not None and value.start_byte <= found.start(1) < value.end_byte:
            if body.text("existing") == "true":
                continue
            if body.text("apiVersion") or _looks_like_template(body):
                yield from _resource(context, "arm", kind, body, value, _parents(node, source))


def _object_around(node: Node | None) -> Node | None:
    while node is not None and node.type != "object":
        node = node.parent
    return node


def read_bicep(context: Context, source: bytes) -> Iterator[Hit]:
    """The resources of a Bicep file; `existing` ones are only referred to."""
    root = grammar.parse("bicep", source)
    for match in grammar.matches("bicep", root):
        for node in match.get("resource", []):
            yield from _bicep_resource(context, node, source)


def _bicep_resource(context: Context, node: Node, source: bytes) -> Iterator[Hit]:
    name = next((c for c in node.named_children if c.type == "string"), None)
    if name is None or re.search(rb"'\s+existing\b", _head(node, source)):
        return
    kind = source[name.start_byte : name.end_byte].decode("utf-8", "replace").strip("'")
    body = next((found for c in node.named_children for found in _bodies(c)), None)
    if body is None:
        return
    parents = []
    outer = node.parent
    while outer is not None:
        if outer.type == "resource_declaration":
            named = re.search(r"'([^'@]+)@", _head(outer, source).decode("utf-8", "replace"))
            parents.append(named[1] if named else "")
        outer = outer.parent
    yield from _resource(
        context, "bicep", kind.partition("@")[0], bicep_object(body, source), name, parents[::-1]
    )


def _head(node: Node, source: bytes) -> bytes:
    """The text of a resource before its body."""
    end = source.find(b"{", node.start_byte, node.end_byte)
    return source[node.start_byte : end if end >= 0 else node.end_byte]


def _bodies(node: Node) -> Iterator[Node]:
    """The object of a resource, also behind a condition or a loop."""
    if node.type == "object":
        yield node
    elif node.type in ("if_statement", "for_statement", "parenthesized_expression", "array"):
        for child in node.named_children:
            yield from _bodies(child)


def _parents(node: Node, source: bytes) -> list[str]:
    """The types of the resources that a nested resource stands in, outermost first."""
    found: list[str] = []
    outer = node.parent
    while outer is not None:
        if outer.type == "object":
            kind = json_object(outer, source).text("type")
            if kind:
                found.append(kind)
        outer = outer.parent
    return found[::-1]


def _looks_like_template(body: Object) -> bool:
    """A resource without a version of its own, as profiles allow: a name, a place and a size.

    With an id it is what the service answered, which declares nothing.
    """
    placed = body.text("name") and body.has("location") and body.has("sku")
    return bool(placed and not body.has("id"))


def _resource(
    context: Context, client: str, kind: str, body: Object, place: Node, parents: Sequence[str]
) -> Iterator[Hit]:
    full = _full_type(kind, parents)
    resource: str = grammar.rules("templates")["resource"]
    if not full.lower().startswith(resource.lower()):
        return
    operation = context.paths.put(full)
    if operation is None:
        return
    is_set = full.lower() == resource.lower()
    mode, why = _mode(context, body) if is_set else (Mode.UNKNOWN, "")
    yield Hit(
        start=place.start_byte, end=place.end_byte, client=client, name=full,
        sends=(Sent(operation=operation),), kind=Kind.DECLARATION, mode=mode, why=why,
    )  # fmt: skip
    if is_set:
        yield from _properties(context, client, full, body, mode)


def _full_type(kind: str, parents: Sequence[str]) -> str:
    if "/" in kind and "." in kind.partition("/")[0]:
        return kind
    outer = [parent for parent in parents if "." in parent.partition("/")[0]]
    return f"{outer[-1].partition('@')[0]}/{kind}" if outer else kind


def _mode(context: Context, body: Object) -> tuple[Mode, str]:
    path: list[str] = grammar.rules("templates")["mode_path"]
    found = body.find(path)
    if found is None:
        if body.open_ended("properties"):
            return Mode.UNKNOWN, "the properties are in a variable"
        return Mode(grammar.rules("templates")["without_mode"]), _WHY_MISSING
    mode = context.mode(found)
    if mode is Mode.UNKNOWN:
        return mode, "the mode is in a parameter"
    return mode, "orchestrationMode says so"


def _properties(
    context: Context, client: str, resource: str, body: Object, mode: Mode
) -> Iterator[Hit]:
    """The properties of the set that have an entry of their own."""
    for entry in context.names.mapping.entries:
        if entry.property is None or entry.property.resource.lower() != resource.lower():
            continue
        for place in body.places(entry.property.path.replace("[]", "").split(".")):
            yield Hit(
                start=place.start_byte, end=place.end_byte, client=client,
                name=entry.property.path, entry=entry.id, kind=Kind.PROPERTY, mode=mode,
            )  # fmt: skip


def read_terraform(context: Context, source: bytes) -> Iterator[Hit]:
    """The resources and data sources of a Terraform file, and the commands that it runs."""
    from flexmap.review.shell import command_text

    root = grammar.parse("hcl", source)
    known = grammar.rules("templates")["terraform"]
    seen: set[int] = set()
    for match in grammar.matches("hcl", root):
        for node in match.get("block", []):
            if node.id in seen:  # a block matches once for each word before its body
                continue
            seen.add(node.id)
            labels = _labels(node, source)
            if len(labels) >= 2 and labels[0] in ("resource", "data"):
                yield from _terraform_block(context, node, source, labels)
            elif len(labels) == 2 and labels[0] == "provisioner" and context.deeper:
                wanted = known["commands"].get(labels[1])
                for value in hcl_object(node, source).values(wanted) if wanted else ():
                    text = source[value.start_byte : value.end_byte]
                    body = re.sub(rb"^\s*(<<-?\w+)|^\"|\"$", lambda m: b" " * len(m[0]), text)
                    yield from command_text(context, body, value.start_byte, Confidence.EXACT)


def _labels(node: Node, source: bytes) -> list[str]:
    labels: list[str] = []
    for child in node.named_children:
        if child.type not in ("identifier", "string_lit"):
            break
        text = source[child.start_byte : child.end_byte].decode("utf-8", "replace")
        labels.append(text.strip('"'))
    return labels


def _terraform_block(
    context: Context, node: Node, source: bytes, labels: Sequence[str]
) -> Iterator[Hit]:
    known = grammar.rules("templates")["terraform"]
    kind, type_name = labels[0], labels[1]
    body = hcl_object(node, source)
    label = grammar.nth(node, 1) or node
    rule = known[kind].get(type_name)
    if rule:
        mode = Mode(rule["mode"] or "unknown")
        yield Hit(
            start=node.start_byte, end=label.end_byte, client="terraform", name=type_name,
            sends=(Sent(operation=rule["operation"]),), mode=mode,
            kind=Kind.DECLARATION if kind == "resource" else Kind.CALL,
            why="the type of the resource says so" if rule["mode"] else "",
        )  # fmt: skip
        yield from _arguments(context, body, type_name, mode)
        return
    method = known["azapi"].get(kind, {}).get(type_name)
    if method:
        yield from _azapi(context, body, type_name, method, (node.start_byte, label.end_byte))


def _arguments(context: Context, body: Object, type_name: str, mode: Mode) -> Iterator[Hit]:
    for entry in context.names.mapping.entries:
        for argument in entry.arguments:
            head, _, path = argument.partition(".")
            if head != type_name:
                continue
            for place in body.places(path.split(".")):
                yield Hit(
                    start=place.start_byte, end=place.end_byte, client="terraform",
                    name=argument, entry=entry.id, kind=Kind.PROPERTY, mode=mode,
                )  # fmt: skip


def _azapi(
    context: Context, body: Object, type_name: str, method: str, span: tuple[int, int]
) -> Iterator[Hit]:
    """A resource of the azapi provider: its type is that of ARM, an action is a POST."""
    kind = (body.text("type") or "").partition("@")[0]
    resource: str = grammar.rules("templates")["resource"]
    if not kind.lower().startswith(resource.lower()):
        return
    action = body.text("action")
    if method == "POST" or action:
        operation = context.paths.action(kind, action or "")
        declared, mode, why = Kind.CALL, Mode.UNKNOWN, ""
    elif method == "GET":
        operation, declared, mode, why = context.paths.read(kind), Kind.CALL, Mode.UNKNOWN, ""
    else:
        operation, declared = context.paths.put(kind), Kind.DECLARATION
        mode, why = (
            _azapi_mode(context, body) if kind.lower() == resource.lower() else (Mode.UNKNOWN, "")
        )
    if operation:
        yield Hit(
            start=span[0], end=span[1], client="terraform", name=f"{type_name} {kind}",
            sends=(Sent(operation=operation),), kind=declared, mode=mode, why=why,
        )  # fmt: skip


def _azapi_mode(context: Context, body: Object) -> tuple[Mode, str]:
    found = re.search(r"orchestrationMode\"?\s*[=:]\s*\"?([\w.]+)", body.whole, re.IGNORECASE)
    if found is None:
        return Mode(grammar.rules("templates")["without_mode"]), _WHY_MISSING
    mode = context.mode(found[1])
    return (
        mode,
        "orchestrationMode says so" if mode is not Mode.UNKNOWN else "the mode is in a variable",
    )
