"""Models of the Python management package: what they say about orchestration modes."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.collect.archive import Archive
from generator.collect.sdk.operations import Operation
from generator.collect.sentences import fields, mode_sentences

_REFERENCE = re.compile(r"_models\.(\w+)")
_FOLDER = "azure/mgmt/compute/models"


@dataclass(slots=True, kw_only=True)
class Model:
    """A model or enumeration: its own text, that of its properties, and what it refers to."""

    name: str
    text: str
    properties: dict[str, str] = field(default_factory=dict)  # REST name to text
    refers_to: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSentences:
    """Sentences of a model or of one property, with the operations that carry the model."""

    model: str
    property: str  # "" for the model itself
    sentences: tuple[str, ...]
    sent_by: tuple[str, ...]
    returned_by: tuple[str, ...]


def read_models(archive: Archive) -> dict[str, Model]:
    """Every model and enumeration by name; raises `CollectError` when a module is missing."""
    models: dict[str, Model] = {}
    for module in ("_models.py", "_enums.py"):
        for node in archive.tree(f"{_FOLDER}/{module}").body:
            if isinstance(node, ast.ClassDef):
                models[node.name] = _model(node)
    return models


def sentences_of_models(
    models: Mapping[str, Model], operations: Iterable[Operation]
) -> list[ModelSentences]:
    """What the models say that an operation sends or answers, in the package's order."""
    sent: dict[str, list[str]] = {}
    returned: dict[str, list[str]] = {}
    for operation in operations:
        for start, carried in ((operation.body, sent), (operation.returns, returned)):
            for name in reachable(models, start):
                carried.setdefault(name, []).append(operation.id)
    quotes: list[ModelSentences] = []
    for name, model in models.items():
        if name in sent or name in returned:
            for owner, text in (("", model.text), *model.properties.items()):
                sentences = [s for s in mode_sentences(text) if s.rstrip(".") != owner.upper()]
                if sentences:
                    quotes.append(
                        ModelSentences(
                            model=name,
                            property=owner,
                            sentences=tuple(sentences),
                            sent_by=tuple(sent.get(name, ())),
                            returned_by=tuple(returned.get(name, ())),
                        )
                    )
    return quotes


def reachable(models: Mapping[str, Model], start: str) -> set[str]:
    """The names of a model and of all it refers to, over any number of steps."""
    seen: set[str] = set()
    waiting = [start] if start in models else []
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += [other for other in models[name].refers_to if other in models]
    return seen


def _model(node: ast.ClassDef) -> Model:
    docstring = ast.get_docstring(node) or ""
    model = Model(name=node.name, text=fields(docstring)[""])
    for base in node.bases:
        if isinstance(base, ast.Name):
            model.refers_to.add(base.id)
    for owner, text, annotation in _members(node):
        model.properties[owner] = text
        model.refers_to.update(_REFERENCE.findall(annotation))
    return model


def _members(node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """REST name, text and annotation of each property, and name and text of enum members."""
    body = [*node.body, ast.Pass()]
    for item, after in itertools.pairwise(body):
        text = ""
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            text = str(after.value.value)
        match item:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                yield rest_name(name, value), text, ast.unparse(annotation)
            case ast.Assign(targets=[ast.Name(id=_)], value=ast.Constant(value=str(value))):
                yield value, text, ""


def rest_name(name: str, value: ast.expr | None) -> str:
    """The name in JSON of a field that is declared under a name of Python."""
    if isinstance(value, ast.Call):
        for keyword in value.keywords:
            if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                return str(keyword.value.value)
    return name
