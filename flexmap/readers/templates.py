"""Resources in ARM JSON, Bicep and Terraform: sets, their parts, mode and properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tree_sitter import Node

from flexmap.readers.context import Context
from flexmap.readers.embedded import CMDLET, COMMAND
from flexmap.readers.models import Model, argument, blocks, model
from flexmap.readers.occurrences import Confidence, Form, Kind, Mode, Occurrence, Sent
from flexmap.readers.regions import Region
from flexmap.readers.rest_paths import SET
from flexmap.readers.wire import is_below
from flexmap.rules import Rules, rules
from flexmap.syntax import grammar
from flexmap.syntax.declared import of_arm, of_bicep, of_terraform
from flexmap.syntax.literals import Literals
from flexmap.syntax.objects import Object, hcl_object, json_object
from flexmap.values import dataclass

_TYPE = re.compile(
    rb"\"type\"\s*:\s*\"(Microsoft\.(?:Compute|Network)/[\w/]+|[A-Za-z]+(?:/[A-Za-z]+)?)\"",
    re.IGNORECASE,
)
"""Where a resource may begin: the type of a set or of a part of it, long or short."""

_WHY_ELSEWHERE = "a variable or the default of a parameter says so"
_WHY_MISSING = "no orchestrationMode, which reads as Uniform"


def read_arm(context: Context, source: bytes) -> Iterator[Occurrence]:
    """The resources of an ARM template; a resource has a type and an apiVersion."""
    if SET.encode() not in source.lower():
        return
    root = grammar.parse("json", source)
    types: dict[int, tuple[str | None, Node | None]] = {}
    literals = Literals(source, of_arm(root, source))
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
                about = _Resource(
                    client="arm", kind=kind, version=body.text("apiVersion") or "", place=value,
                    parents=_parents(node, source), model=model(literals, node),
                )  # fmt: skip
                yield from _resource(context, about)


def _object_around(node: Node | None) -> Node | None:
    while node is not None and node.type != "object":
        node = node.parent
    return node


def _bicep_script(name: Node, value: Node, source: bytes) -> Iterator[Region]:
    """The script that a property of a deployment script or of an extension holds."""
    key = source[name.start_byte : name.end_byte].decode("utf-8", "replace")
    text = source[value.start_byte : value.end_byte]
    shown = text.decode("utf-8", "replace")
    if key in rules("templates")["script_properties"] and (
        COMMAND.search(shown) or CMDLET.search(shown)
    ):
        plain = re.sub(rb"\A'+|'+\Z", lambda match: b" " * len(match[0]), text)
        language = "powershell" if CMDLET.search(shown) else "shell"
        yield Region(
            text=plain, language=language, start=value.start_byte, confidence=Confidence.LIKELY
        )


def read_bicep(context: Context, source: bytes) -> Iterator[Occurrence | Region]:
    """The resources of a Bicep file; `existing` ones are only referred to."""
    root = grammar.parse("bicep", source)
    found = list(grammar.matches("bicep", root))
    literals = Literals(source, of_bicep(found, source))
    for match in found:
        for node in match.get("resource", []):
            yield from _bicep_resource(context, node, literals)
        for node in match.get("module", []):
            yield from _bicep_module(context, node, literals)
        if "property.value" in match:
            yield from _bicep_script(match["property.name"][0], match["property.value"][0], source)


def _bicep_module(context: Context, node: Node, literals: Literals) -> Iterator[Occurrence]:
    """A module that makes a set: its parameters are called like the properties."""
    known = rules("templates")["bicep_module"]
    name = next((c for c in node.named_children if c.type == "string"), None)
    body = next((found for c in node.named_children for found in _bodies(c)), None)
    if name is None or body is None or not re.search(known["matches"], literals.text(name)):
        return
    members = literals.members(body)
    params = next((v for key, _, v in members[0] if key == "params"), None) if members else None
    found = model(literals, params) if params is not None else Model(hidden=[""])
    mode, why = declared_mode(context, found, "orchestrationMode")
    if mode is Mode.UNIFORM and found.find("orchestrationMode") is None:
        mode, why = Mode.UNKNOWN, "the default of the module's version decides"
    yield Occurrence(
        start=name.start_byte, end=name.end_byte, client="bicep", name=literals.text(name)[1:-1],
        sends=(Sent(operation=known["operation"]),), kind=Kind.DECLARATION, mode=mode, why=why,
        arguments=tuple(found.arguments), hidden=tuple(found.hidden), whole=True,
        fillable=frozenset(("orchestrationmode",)), resource=rules("templates")["resource"],
        patterns=(known["pattern"],),
    )  # fmt: skip


def _bicep_resource(context: Context, node: Node, literals: Literals) -> Iterator[Occurrence]:
    source = literals.source
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
    about = _Resource(
        client="bicep", kind=kind.partition("@")[0], version=kind.partition("@")[2], place=name,
        parents=parents[::-1], model=model(literals, body),
    )  # fmt: skip
    yield from _resource(context, about)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resource:
    """A resource of a template: its type as written, and what is in it."""

    client: str
    kind: str
    version: str
    place: Node
    parents: Sequence[str]
    model: Model


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
    """The types of the resources that a nested resource is in, outermost first."""
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


def _resource(context: Context, about: _Resource) -> Iterator[Occurrence]:
    full = _full_type(about.kind, about.parents)
    resource: str = rules("templates")["resource"]
    of_sets = full.lower().startswith(resource.lower())
    operation = context.paths.put(full) if of_sets else None
    if operation is None and full.lower() not in context.names.resources:
        return
    is_set = full.lower() == resource.lower()
    mode, why = declared_mode(context, about.model) if is_set else (Mode.UNKNOWN, "")
    yield Occurrence(
        start=about.place.start_byte, end=about.place.end_byte, client=about.client, name=full,
        sends=(Sent(operation=operation),) if operation else (), kind=Kind.DECLARATION,
        mode=mode, why=why, arguments=tuple(about.model.arguments),
        hidden=tuple(about.model.hidden), whole=True, api_version=about.version, resource=full,
    )  # fmt: skip


def _full_type(kind: str, parents: Sequence[str]) -> str:
    if "/" in kind and "." in kind.partition("/")[0]:
        return kind
    outer = [parent for parent in parents if "." in parent.partition("/")[0]]
    return f"{outer[-1].partition('@')[0]}/{kind}" if outer else kind


def declared_mode(
    context: Context, found: Model, path: str = "properties.orchestrationMode"
) -> tuple[Mode, str]:
    """The mode that a model declares; what is put together elsewhere leaves it open."""
    said = found.find(path)
    if said is None:
        if any(is_below(path, hidden) for hidden in [*found.hidden, *_unseen(found)]):
            return Mode.UNKNOWN, "the properties are put together elsewhere"
        return Mode(rules("templates")["without_mode"]), _WHY_MISSING
    word = said.value.words[0] if said.value.known and said.value.words else None
    mode = context.mode(word)
    if mode is Mode.UNKNOWN:
        return mode, "the mode is in a parameter"
    written = (word or "").lower() in said.shown.lower()
    return mode, "orchestrationMode says so" if written else _WHY_ELSEWHERE


def _unseen(found: Model) -> Iterator[str]:
    """The paths of values that are not visible."""
    yield from (a.wire for a in found.arguments if a.value.form is Form.UNKNOWN)


def read_terraform(context: Context, source: bytes) -> Iterator[Occurrence | Region]:
    """The resources and data sources of a Terraform file, and the commands that it runs."""
    from flexmap.readers.shell import command_text

    root = grammar.parse("hcl", source)
    # A block matches once for each word before its body.
    found = {node.id: node for match in grammar.matches("hcl", root)
             for node in match.get("block", [])}  # fmt: skip
    literals = Literals(source, of_terraform(list(found.values()), source))
    for node in found.values():
        labels = _labels(node, source)
        if labels[:2] == ["data", "external"] and context.deeper:
            for value in hcl_object(node, source).values("program"):
                words = re.sub(rb"[\[\],\n]", b" ", source[value.start_byte : value.end_byte])
                yield from command_text(context, words, value.start_byte, Confidence.EXACT)
        elif len(labels) == 2 and labels[0] == "module":
            yield from _terraform_module(context, node, literals)
        elif len(labels) >= 2 and labels[0] in ("resource", "data"):
            yield from _terraform_block(context, node, literals, labels)
        elif len(labels) == 2 and labels[0] == "provisioner" and context.deeper:
            yield from _provisioner(hcl_object(node, source), labels[1], source)
        elif labels == ["locals"] and context.deeper:
            yield from _kept_commands(hcl_object(node, source), source)


_JOIN = re.compile(rb"\s*join\(\s*\"\s*\"\s*,\s*\[(?P<words>[^\[\]]{0,4000})\]\s*\)\s*\Z")
_PUT_IN = re.compile(rb"(?<!\$)\$\{[^{}\n]{0,400}[.(\[][^{}\n]{0,400}\}")
_COMMAND = re.compile(rb"\s*(?:\"|<<-?\w+[ \t\r]*\n\s*)az(?:\.cmd)?\s+(?:vmss|rest)\s|\s*join\(")


def _command_of(text: bytes) -> bytes:
    """The text of a command, byte for byte, without what the language puts around it.

    What it puts in becomes a variable of the shell, which cannot read `${var.name}`.
    """
    text = _PUT_IN.sub(lambda match: b"$" + b"x" * (len(match[0]) - 1), text)
    joined = _JOIN.match(text)
    if joined:
        words = re.sub(rb"[\",\n]", b" ", joined["words"])
        return b" " * joined.start("words") + words
    return re.sub(rb"^\s*<<-?\w+|^\s*\[?\s*\"|\"\s*,?\s*\]?\s*$|\"\s*,\s*\"", _blank, text)


def _kept_commands(block: Object, source: bytes) -> Iterator[Region]:
    """The commands that local values hold for others to run."""
    for _, _, value in block.members(block.root):
        text = source[value.start_byte : value.end_byte]
        if _COMMAND.match(text):
            yield Region(
                text=_command_of(text), language="shell", start=value.start_byte,
                confidence=Confidence.LIKELY,
            )  # fmt: skip


def _provisioner(block: Object, kind: str, source: bytes) -> Iterator[Region]:
    """The commands of a provisioner, for the shell or for what the block runs them with."""
    wanted = rules("templates")["terraform"]["commands"].get(kind)
    interpreter = b" ".join(
        source[value.start_byte : value.end_byte] for value in block.values("interpreter")
    )
    words = re.findall(rb"[\w.-]+", interpreter)
    is_powershell = bool(re.search(rb"pwsh|powershell", interpreter, re.IGNORECASE))
    program = b" ".join([*words, b""]) if words[:1] == [b"az"] else b""
    for value in block.values(wanted) if wanted else ():
        text = source[value.start_byte : value.end_byte]
        yield Region(
            text=program + _command_of(text), language="powershell" if is_powershell else "shell",
            start=value.start_byte - len(program),
        )  # fmt: skip


def _blank(match: re.Match[bytes]) -> bytes:
    """What is around a text, as spaces; between two items of a list, as an end of a line."""
    if b"," not in match[0]:
        return b" " * len(match[0])
    return match[0] if b"\n" in match[0].strip() else b"\n".ljust(len(match[0]))


def _labels(node: Node, source: bytes) -> list[str]:
    labels: list[str] = []
    for child in node.named_children:
        if child.type not in ("identifier", "string_lit"):
            break
        text = source[child.start_byte : child.end_byte].decode("utf-8", "replace")
        labels.append(text.strip('"'))
    return labels


def _terraform_block(
    context: Context, node: Node, literals: Literals, labels: Sequence[str]
) -> Iterator[Occurrence]:
    known = rules("templates")["terraform"]
    kind, type_name = labels[0], labels[1]
    label = grammar.nth(node, 1) or node
    rule = known[kind].get(type_name)
    if rule:
        yield _terraform(context, node, literals, (kind, type_name), rule)
        return
    method = known["azapi"].get(kind, {}).get(type_name)
    if method:
        body = hcl_object(node, literals.source)
        found = _azapi_model(literals, node)
        span = node.start_byte, label.end_byte
        yield from _azapi(context, body, found, (type_name, method), span)


def _terraform(
    context: Context, node: Node, literals: Literals, labels: tuple[str, str], rule: Rules
) -> Occurrence:
    """A resource or a data source of a provider whose types the rules list."""
    kind, type_name = labels
    label = grammar.nth(node, 1) or node
    wires = context.names.wires
    name = type_name if kind == "resource" else f"data.{type_name}"
    found = blocks(literals, node, wires, name)
    operation = rule.get("operation")
    patterns = rule.get("pattern")
    return Occurrence(
        start=node.start_byte, end=label.end_byte, client="terraform", name=name,
        sends=(Sent(operation=operation),) if operation else (),
        mode=Mode(rule["mode"] or "unknown"),
        kind=Kind.PATTERN if patterns else Kind.DECLARATION if kind == "resource" else Kind.CALL,
        why="the type of the resource says so" if rule["mode"] else "",
        arguments=tuple(found.arguments), hidden=(), whole=kind == "resource",
        fillable=wires.fillable("terraform", name), resource=rule.get("type", ""),
        patterns=(patterns,) if patterns else (),
    )  # fmt: skip


def _terraform_module(context: Context, node: Node, literals: Literals) -> Iterator[Occurrence]:
    """A public module that makes a set and takes the arguments of the resource."""
    known = rules("templates")["terraform"]
    source = hcl_object(node, literals.source).text("source") or ""
    types = (made for end, made in known["modules"].items() if source.lower().endswith(end))
    type_name = next(types, None)
    if type_name is not None:
        rule = known["resource"][type_name]
        yield replace(
            _terraform(context, node, literals, ("resource", type_name), rule),
            why="the module makes such a set", name=source,
        )  # fmt: skip


def _azapi(
    context: Context, body: Object, found: Model, called: tuple[str, str], span: tuple[int, int]
) -> Iterator[Occurrence]:
    """A resource of the azapi provider: its type is that of ARM, an action is a POST."""
    type_name, method = called
    kind, _, version = (body.text("type") or "").partition("@")
    resource: str = rules("templates")["resource"]
    if not kind.lower().startswith(resource.lower()):
        return
    action, verb = body.text("action"), (body.text("method") or "").upper()
    mode, why = Mode.UNKNOWN, ""
    declared = Kind.CALL
    if method == "POST" or action:
        operation = context.paths.action(kind, action or "") if action else None
        operation = operation or context.paths.of_type(kind, verb)
    elif method in ("GET", "LIST"):
        operation = context.paths.read(kind) if method == "GET" else context.paths.list(kind)
    else:
        operation, declared = context.paths.put(kind), Kind.DECLARATION
        if kind.lower() == resource.lower():
            mode, why = declared_mode(context, found)
    if operation:
        yield Occurrence(
            start=span[0], end=span[1], client="terraform", name=f"{type_name} {kind}",
            sends=(Sent(operation=operation),), kind=declared, mode=mode, why=why,
            arguments=tuple(found.arguments), hidden=tuple(found.hidden),
            whole=type_name == "azapi_resource" and declared is Kind.DECLARATION,
            api_version=version, resource=kind,
        )  # fmt: skip


def _azapi_model(literals: Literals, node: Node) -> Model:
    """The body of an azapi resource, as an object or as text that is made of one, and what
    is next to it."""
    found = Model()
    for name, key, value in literals.pairs_of_blocks(node):
        if name == "body":
            bare = literals.bare(value)
            if bare is not None and bare.type == "function_call":
                given = next((c for c in bare.named_children if "arguments" in c.type), bare)
                bare = grammar.nth(given, 0)
            part = model(literals, bare if bare is not None else value)
            found.arguments += part.arguments
            found.hidden += part.hidden
        elif name == "identity" and value.type == "block":
            for inner_name, inner_key, item in literals.pairs_of_blocks(value):
                found.arguments.append(
                    argument(literals, f"identity.{inner_name}", inner_key, item)
                )
        elif name in ("location", "tags"):
            found.arguments.append(argument(literals, name, key, value))
    return found
