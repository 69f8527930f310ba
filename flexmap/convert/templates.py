"""A template converted: which sets are in it, what changes, and what is left to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from tree_sitter import Node

from flexmap.convert.arguments import Block, references
from flexmap.convert.edits import Edit, changed
from flexmap.convert.members import objects, text
from flexmap.convert.properties import Template
from flexmap.convert.rows import LeftOut
from flexmap.mapping import Mapping
from flexmap.readers.occurrences import Form, Kind, Mode, Occurrence
from flexmap.readers.scanner import Scanner
from flexmap.readers.wire import canonical, is_below
from flexmap.review.findings import Finding, findings
from flexmap.sources.languages import by_name
from flexmap.syntax import grammar
from flexmap.values import dataclass

NEWLINE = b"\n"
_OF_TEMPLATES = (Kind.DECLARATION, Kind.PROPERTY)
_SET = "microsoft.compute/virtualmachinescalesets"

LANGUAGES = {"json": "json", "bicep": "bicep", "terraform": "hcl"}
"""The languages of templates that are converted, each with its grammar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A template before and after; `sets` were converted, `notes` say what else there is.

    `left_out` has no use on a Flexible set; for what is `to_do` something else has to be written.

    `left` are findings of the result that stop. `steps` is what Terraform needs besides.
    """

    path: str
    before: bytes
    after: bytes
    sets: tuple[str, ...]
    left_out: tuple[str, ...]
    to_do: tuple[str, ...]
    notes: tuple[str, ...]
    left: tuple[Finding, ...]
    steps: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether there was a set to convert, and nothing is left to do."""
        return bool(self.sets) and not (self.left or self.notes or self.to_do)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """A set of a template: its name, what changes, and what is left out."""

    name: str
    edits: Sequence[Edit] = ()
    left_out: LeftOut = field(default_factory=LeftOut)


class Converter:
    """Converts templates by the rows of one mapping."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self._scanner = Scanner(mapping)

    def convert(self, path: str, source: bytes) -> Converted | None:
        """The template converted; None when it is in no language of templates."""
        language = by_name(path.rpartition("/")[2])
        if language not in LANGUAGES:
            return None
        chosen: list[_Set] = []
        notes: list[str] = []
        for hit in self._sets(source, language):
            where = f"line {source.count(NEWLINE, 0, hit.start) + 1}: {hit.name}"
            if hit.mode is not Mode.UNIFORM:
                notes += _why_not(hit, where)
                continue
            one = self._set(hit, source, language)
            if one.edits:
                chosen.append(one)
                notes += [f"{where}: {path} is not written here; look at it yourself"
                          for path in self._unseen(hit)]  # fmt: skip
            else:
                notes.append(f"{where}: its properties are not written in this file")
        after = changed(source, [edit for one in chosen for edit in one.edits])
        resources = [one.name for one in chosen if language == "terraform"]
        for resource in resources:
            after = self._renamed(after, resource)
        return Converted(
            path=path, before=source, after=after, sets=tuple(one.name for one in chosen),
            left_out=tuple(item for one in chosen for item in one.left_out.useless),
            to_do=tuple(item for one in chosen for item in one.left_out.to_do), notes=tuple(notes),
            left=tuple(self._left(path, language, after)) if chosen else (),
            steps=tuple(step for resource in resources for step in self._steps(resource)),
        )  # fmt: skip

    def _unseen(self, hit: Occurrence) -> Iterator[str]:
        """The paths of a set whose values are elsewhere, where a row has something to change."""
        conversions = self.mapping.conversions
        unknown = (a.wire for a in hit.arguments if a.value.form is Form.UNKNOWN)
        elsewhere = filter(None, unknown)  # without a path it is an argument of the client alone
        for path in dict.fromkeys([*hit.hidden, *elsewhere]):
            parent = canonical(path)
            for row in conversions.arm if conversions else ():
                below = is_below(canonical(row.path), parent)
                if below and not (row.drop and canonical(row.path) == parent):
                    yield path or "a part"
                    break

    def _sets(self, source: bytes, language: str) -> Iterator[Occurrence]:
        """The declarations of sets, in the order of the text."""
        hits = self._scanner.scan(source, language)
        found = {hit.start: hit for hit in hits if hit.kind is Kind.DECLARATION and _is_set(hit)}
        yield from (found[start] for start in sorted(found))

    def _set(self, hit: Occurrence, source: bytes, language: str) -> _Set:
        """What changes of a set; nothing when it is not written out."""
        root = grammar.parse(LANGUAGES[language], source)
        node = root.descendant_for_byte_range(hit.start, max(hit.start, hit.end - 1))
        if language == "terraform":
            return self._block(hit, source, node)
        body = _around(node, "object") if language == "json" else _bicep_body(node)
        if body is None:
            return _Set(name=hit.name)
        template = Template(self.mapping, source, body, json=language == "json")
        edits = template.edits()
        return _Set(name=hit.name, edits=edits, left_out=template.left_out)

    def _block(self, hit: Occurrence, source: bytes, node: Node | None) -> _Set:
        conversions = self.mapping.conversions
        block = _around(node, "block")
        if conversions is None or block is None or hit.name not in conversions.terraform.resources:
            return _Set(name=hit.name)
        labels = [child for child in block.named_children if child.type == "string_lit"]
        if len(labels) != 2:
            return _Set(name=hit.name)
        table = conversions.terraform
        made = Block(self.mapping, table, source, block, hit.name)
        kind = Edit(start=labels[0].start_byte, end=labels[0].end_byte,
                    text=b'"' + table.to.encode() + b'"')  # fmt: skip
        edits = [kind, *made.edits()]
        name = f"{hit.name}.{text(labels[1], source)}"
        return _Set(name=name, edits=edits, left_out=made.left_out)

    def _renamed(self, after: bytes, resource: str) -> bytes:
        """The text with its references to the resource under the new type."""
        conversions = self.mapping.conversions
        if conversions is None:
            return after
        kind, _, name = resource.partition(".")
        return references(after, kind, name, conversions.terraform.to)

    def _steps(self, resource: str) -> Iterator[str]:
        """What state and plan need: the set is a new resource, and the old one has to live on."""
        to = self.mapping.conversions.terraform.to if self.mapping.conversions else ""
        new = f"{to}.{resource.partition('.')[2]}"
        yield f"give {new} another name: both sets exist until the move is done"
        yield f"run terraform state rm '{resource}', so that apply does not delete the old set"
        yield f"run terraform plan: it must only create {new} and change what refers to it"
        yield "delete the old set with the Azure CLI once you no longer need it"

    def _left(self, path: str, language: str, after: bytes) -> Iterator[Finding]:
        """The findings of the result that stop, without those of sets that were left alone."""
        hits = list(self._scanner.scan(after, language))
        alone = [
            _span(after, language, hit)
            for hit in hits
            if hit.kind is Kind.DECLARATION and _is_set(hit) and hit.mode is not Mode.FLEXIBLE
        ]
        for finding in findings(self.mapping, path, language, after, hits):
            line = finding.place.line
            elsewhere = any(first <= line <= last for first, last in alone)
            if finding.stops and not elsewhere and finding.kind in _OF_TEMPLATES:
                yield finding


def _span(source: bytes, language: str, hit: Occurrence) -> tuple[int, int]:
    """The first and last line of the resource that a hit declares."""
    root = grammar.parse(LANGUAGES[language], source)
    node = root.descendant_for_byte_range(hit.start, max(hit.start, hit.end - 1))
    kinds = {"json": "object", "bicep": "resource_declaration", "terraform": "block"}
    around = _around(node, kinds[language]) or root
    return around.start_point[0] + 1, around.end_point[0] + 1


def _is_set(hit: Occurrence) -> bool:
    """Whether it declares a set; a resource of azurerm has no type of ARM."""
    if hit.client == "terraform" and not hit.resource:
        return hit.mode is Mode.UNIFORM  # resources for parts of a set have no mode
    return hit.resource.lower() == _SET


def _why_not(hit: Occurrence, where: str) -> Sequence[str]:
    """Why a set is left as it is; one that is Flexible already needs no word."""
    if hit.mode is Mode.FLEXIBLE:
        return ()
    return (f"{where}: its mode is open ({hit.why})",)


def _around(node: Node | None, kind: str) -> Node | None:
    while node is not None and node.type != kind:
        node = node.parent
    return node


def _bicep_body(node: Node | None) -> Node | None:
    """The object of the resource that a type belongs to, also behind a condition or a loop."""
    resource = _around(node, "resource_declaration")
    children = resource.named_children if resource else ()
    return next((body for child in children for body in objects(child)), None)
