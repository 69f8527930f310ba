"""The types and methods of one SDK, made from the mapping's names and the SDK's naming rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as ReadOnly
from dataclasses import field

from flexmap.mapping import Mapping
from flexmap.readers.occurrences import Sent
from flexmap.rules import Rules
from flexmap.values import dataclass

ANY = "*"
"""The receiver of a method that may be called on anything."""


@dataclass(slots=True, kw_only=True)
class Catalog:
    """What is known of an SDK.

    `methods` gives per type the operations of each method; `navigate` the type that a
    member leads to, from anything (by lower case) or from one type; `returns` the type of
    what a type's methods return; `enumerates` what is sent when a type is iterated over.
    `results` names what one method returns where its fields are looked at.
    `like` gives types by what a receiver is called, `handed` only when the first argument
    fits `handed_argument` or the method `telling`, which only clients have.
    """

    methods: dict[str, dict[str, tuple[Sent, ...]]] = field(default_factory=dict)
    navigate: dict[str, str] = field(default_factory=dict)
    navigate_on: dict[tuple[str, str], str] = field(default_factory=dict)
    annotations: dict[str, str] = field(default_factory=dict)
    returns: dict[str, str] = field(default_factory=dict)
    results: dict[tuple[str, str], str] = field(default_factory=dict)
    enumerates: dict[str, tuple[Sent, ...]] = field(default_factory=dict)
    like: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    handed: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    handed_argument: re.Pattern[str] | None = None
    telling: re.Pattern[str] | None = None
    passing: frozenset[str] = frozenset()
    iterating: frozenset[str] = frozenset()
    helpers: frozenset[str] = frozenset()
    general: frozenset[str] = frozenset()
    builders: frozenset[str] = frozenset()

    def sends(self, type_name: str, method: str) -> tuple[Sent, ...]:
        """The operations of a method of the type; none when it is not a method of it."""
        return self.methods.get(type_name, {}).get(method, ())

    def words(self) -> frozenset[str]:
        """Every method that sends something, and every one that iterates over a collection."""
        named = {method for methods in self.methods.values() for method in methods}
        return frozenset(named) | self.iterating

    def add(self, type_name: str, method: str, *operations: str) -> None:
        """Adds operations to a method; one that is there already stays."""
        known = self.methods.setdefault(type_name, {})
        sent = tuple(Sent(operation=operation) for operation in operations)
        have = known.get(method, ())
        known[method] = have + tuple(item for item in sent if item not in have)


def catalog(mapping: Mapping, rules: Rules) -> Catalog:
    """The catalogue of the SDK that the rules belong to."""
    made = Catalog(
        like=[(re.compile(pattern, re.IGNORECASE), name) for pattern, name in rules["like"]],
        passing=frozenset(rules["pass"]),
        iterating=frozenset(rules.get("enumerate", ())),
        helpers=frozenset(rules["helpers"]),
        general=frozenset(rules["general"]),
        builders=frozenset(rules.get("builders", ())),
        returns=dict(rules.get("returns", {})),
    )
    if "handed" in rules:
        made.handed_argument = re.compile(rules["handed"]["argument"])
        made.telling = re.compile(rules["handed"]["methods"])
        made.handed = [
            (re.compile(pattern, re.IGNORECASE), name) for pattern, name in rules["handed"]["like"]
        ]
    for name, operation in _names(mapping, rules["client"]):
        _add_name(made, name, operation, rules)
    _add_by_operation(made, mapping, rules.get("by_operation"))
    for type_name, parents in rules.get("inherit", {}).items():
        for parent in parents:
            for method, sent in made.methods.get(parent, {}).items():
                made.methods.setdefault(type_name, {}).setdefault(method, sent)
    for type_name, methods in rules.get("extra", {}).items():
        for method, operations in methods.items():
            sent = tuple(Sent(operation=operation) for operation in operations)
            made.methods.setdefault(type_name, {})[method] = sent
    _add_resources(made, rules.get("resources"))
    made.annotations.update(rules.get("annotations", {}))
    made.navigate.update({key.lower(): value for key, value in rules.get("navigate", {}).items()})
    for place, target in rules.get("navigate_on", {}).items():
        type_name, _, member = place.partition(".")
        made.navigate_on[type_name, member] = target
    for place, target in rules.get("results", {}).items():
        type_name, _, method = place.partition(".")
        made.results[type_name, method] = target
    return made


def _names(mapping: Mapping, client: str) -> Iterator[tuple[str, str]]:
    for entry in mapping.entries:
        for name in entry.uniform.names:
            if entry.operation and name.client == client:
                yield name.name, entry.operation


def _add_name(made: Catalog, name: str, operation: str, rules: Rules) -> None:
    for rule in rules["names"]:
        match = re.match(rule["pattern"], name)
        if match is None:
            continue
        parts = match.groupdict()
        type_name = _fill(rule["type"], parts)
        methods = list(_spelled(parts["method"], rule["spellings"]))
        for target in [type_name, *(_fill(also, parts) for also in rule.get("also", ()))]:
            for method in methods:
                made.add(target, method, operation)
        for member in rule["navigate"]:
            made.navigate[_fill(member, parts | {"type": type_name}).lower()] = type_name
        for annotation in rule["annotations"]:
            made.annotations[_fill(annotation, parts | {"type": type_name})] = type_name
        return


def _spelled(method: str, spellings: list[tuple[str, list[str]]]) -> Iterator[str]:
    yield method
    for pattern, others in spellings:
        match = re.match(pattern, method)
        if match:
            yield from (match.expand(other) for other in others)


def _fill(text: str, parts: ReadOnly[str, str]) -> str:
    """The text with `{part}` put in, `{part:pascal}` and `{part:camel}` in that case."""

    def put(match: re.Match[str]) -> str:
        value = parts[match[1]]
        if match[2] == ":camel":
            return value[:1].lower() + value[1:]
        if match[2]:
            words = value.split("_") if "_" in value else [value]
            return "".join(_capital(word) for word in words)
        return value

    return re.sub(r"\{(\w+)(:pascal|:camel)?\}", put, text)


def _capital(word: str) -> str:
    shown = {"vms": "VMs", "vm": "VM"}
    return shown.get(word, word[:1].upper() + word[1:])


def _add_by_operation(made: Catalog, mapping: Mapping, rule: Rules | None) -> None:
    """An older generation that names its methods as the operations are named."""
    if not rule:
        return
    for entry in mapping.entries:
        group, underscore, operation = entry.operation.partition("_")
        if not underscore:
            continue
        parts = {"group": group, "operation": operation}
        type_name = _fill(rule["type"], parts)
        for method in rule["methods"]:
            made.add(type_name, _fill(method, parts), entry.operation)
        for member in rule["navigate"]:
            made.navigate[_fill(member, parts).lower()] = type_name
        for annotation in rule["annotations"]:
            made.annotations[_fill(annotation, parts)] = type_name


def _add_resources(made: Catalog, rule: Rules | None) -> None:
    """Resource classes with their collections: what leads from one to the other."""
    if not rule:
        return
    bases = {m["base"] for m in (re.match(rule["pattern"], name) for name in made.methods) if m}
    for base in sorted(bases):
        parts = {"base": base}
        resource, collection = _fill(rule["resource"], parts), _fill(rule["collection"], parts)
        made.annotations |= {resource: resource, collection: collection}
        made.returns |= {collection: resource, resource: resource}
        for member in rule["get_resource"]:
            made.navigate[_fill(member, parts).lower()] = resource
        for member in rule["get_collection"]:
            made.navigate[_fill(member, parts).lower()] = collection
        for member in rule["get_one"]:
            made.navigate[_fill(member, parts).lower()] = resource
        for place, target in ((rule["operation_of"], None), (rule["list_of"], collection)):
            for dotted in place:
                type_name, _, method = _fill(dotted, parts).partition(".")
                sent = made.sends(type_name, method)
                if sent and target:
                    made.enumerates[collection] = sent
                elif sent:
                    for member in rule["get_one"]:
                        made.methods.setdefault(ANY, {}).setdefault(_fill(member, parts), sent)
