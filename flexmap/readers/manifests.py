"""Scale sets that YAML declares: Azure Service Operator, Crossplane, and Pulumi."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from flexmap.readers.context import Context
from flexmap.readers.models import Model, model
from flexmap.readers.occurrences import Kind, Mode, Occurrence, Sent
from flexmap.readers.templates import declared_mode
from flexmap.readers.terraform_classes import as_terraform, resource_of
from flexmap.rules import Rules, rules
from flexmap.syntax import grammar
from flexmap.syntax.literals import Literals
from flexmap.syntax.yaml_pairs import key_of, pair_around, siblings, value_of_pair
from flexmap.values import dataclass

_RESOURCE = re.compile(
    rb"\b(?:apiVersion[\"']?[ \t]{0,9}:[ \t]{0,9}[\"']?"
    rb"(?P<group>compute\.azure\.com|compute\.azure(?:\.m)?\.upbound\.io)/"
    rb"|type[\"']?[ \t]{0,9}:[ \t]{0,9}[\"']?(?P<provider>azure|azure-native):compute[:/])"
)
_TEMPLATE = re.compile(rb"\{%|\{\{-?\s*(?:include|template|toYaml|tpl|range|with|if)\b")
"""What can bring further properties into a manifest of Helm."""

_DATE = re.compile(r"v\w{0,20}?(\d{4})(\d\d)(\d\d)(preview)?\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Declared:
    """A resource: its kind and where that is, its version, and what it gives."""

    kind: str
    place: Node
    version: str
    model: Model


def read(context: Context, source: bytes) -> Iterator[Occurrence]:
    """The sets and their extensions that the file declares."""
    matches = list(_RESOURCE.finditer(source))
    if not matches:
        return
    root = grammar.parse("yaml", source)
    literals = Literals(source)
    for match in matches:
        pair = pair_around(root.descendant_for_byte_range(match.start(), match.start() + 4))
        if pair is None or match.start() - pair.start_byte not in (0, 1):  # a quote at most
            continue
        if match["provider"]:
            yield from _of_pulumi(context, literals, pair, match["provider"] == b"azure-native")
        else:
            yield from _of_kubernetes(context, literals, pair, b"upbound" in match["group"])


def _of_pulumi(
    context: Context, literals: Literals, pair: Node, native: bool
) -> Iterator[Occurrence]:
    """A resource of a program in YAML, by its type; of the classic provider as in Terraform."""
    place, body = value_of_pair(pair), _beside(literals, pair, "properties")
    name = literals.word(place)
    if name is None or place is None:
        return
    declared = _Declared(
        kind=name.rpartition(":")[2], place=place, version=_dated(name),
        model=_model(literals, body),
    )  # fmt: skip
    yield from _as_arm(context, declared) if native else _as_provider(context, declared)


def _of_kubernetes(
    context: Context, literals: Literals, pair: Node, crossplane: bool
) -> Iterator[Occurrence]:
    """A resource of Kubernetes, by its kind; in Crossplane it is one of the Terraform provider."""
    kind, spec = _beside(literals, pair, "kind"), _beside(literals, pair, "spec")
    name, version = literals.word(kind), literals.word(value_of_pair(pair)) or ""
    if kind is None or name is None:
        return
    if not crossplane:
        declared = _Declared(
            kind=name, place=kind, version=_dated(version), model=_model(literals, spec)
        )
        yield from _as_arm(context, declared)
        return
    found = Model()
    for member, _, value in (literals.members(spec) or ([], False))[0]:
        if member in ("forProvider", "initProvider"):
            part = _model(literals, value)
            found.arguments += part.arguments
            found.hidden += part.hidden
    if _is_patched(literals, pair):
        found.hidden.append("")
    yield from _as_provider(context, _Declared(kind=name, place=kind, version="", model=found))


def _beside(literals: Literals, pair: Node, key: str) -> Node | None:
    """The value of another key of the mapping."""
    pairs = (item for item in siblings(pair) if key_of(item, literals.source) == key)
    return next((value_of_pair(item) for item in pairs), None)


def _model(literals: Literals, body: Node | None) -> Model:
    """What a body gives; a body that is not visible hides everything, and a template more."""
    found = model(literals, body) if body is not None else Model(hidden=[""])
    if body is not None and _TEMPLATE.search(literals.source, body.start_byte, body.end_byte):
        found.hidden.append("")
    return found


def _is_patched(literals: Literals, pair: Node) -> bool:
    """Whether a composition fills in more of the resource than is written there."""
    base = pair_around(pair.parent)
    return base is not None and _beside(literals, base, "patches") is not None


def _dated(version: str) -> str:
    """The api-version in the version of a kind or in the type of a resource, or nothing."""
    match = _DATE.search(version)
    return f"{match[1]}-{match[2]}-{match[3]}{'-preview' if match[4] else ''}" if match else ""


def _as_arm(context: Context, declared: _Declared) -> Iterator[Occurrence]:
    """A resource with the properties of ARM, which are at its root."""
    known = rules("templates")
    full = known["manifests"].get(declared.kind)
    operation = context.paths.put(full) if full else None
    if operation is None:
        return
    mode, why = Mode.UNKNOWN, ""
    if full == known["resource"]:
        mode, why = declared_mode(context, declared.model, "orchestrationMode")
    made = _made(declared, operation)
    yield replace(
        made, client="arm", name=full, resource=full, mode=mode, why=why,
        api_version=declared.version,
    )  # fmt: skip


def _as_provider(context: Context, declared: _Declared) -> Iterator[Occurrence]:
    """A resource of the Terraform provider under another name."""
    known = rules("templates")["terraform"]["resource"]
    rule: Rules = known.get(resource_of(declared.kind), {})
    if "operation" in rule:
        made = _made(declared, rule["operation"])
        yield as_terraform(context.names.wires, made, Mode(rule["mode"] or "unknown"))


def _made(declared: _Declared, operation: str) -> Occurrence:
    return Occurrence(
        start=declared.place.start_byte, end=declared.place.end_byte, client="", name=declared.kind,
        sends=(Sent(operation=operation),), kind=Kind.DECLARATION, whole=True,
        arguments=tuple(declared.model.arguments), hidden=tuple(declared.model.hidden),
    )  # fmt: skip
