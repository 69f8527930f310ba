"""From bytes to documents that follow their schemas, with every problem found."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.reading.documents import (
    BY_HAND,
    ENTRY,
    OBSERVATIONS,
    PACKAGE_FILES,
    SINGLES,
    SURFACES,
    Document,
    Documents,
)
from generator.reading.files import Folder
from generator.reading.problems import Place, Problem, did_you_mean
from generator.reading.schemas import Schemas, schema_problems
from generator.reading.yaml_text import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The documents worth applying rules to; `nothing_read` when no file could be read."""

    documents: Documents
    problems: tuple[Problem, ...]
    nothing_read: bool


def load(folder: Folder, schemas: Schemas) -> Loaded:
    """Parses every file and checks it against its schema."""
    problems = list(folder.problems)
    good: list[Document] = []
    broken = {PurePosixPath(problem.place.path).stem for problem in folder.problems}
    for path, content in folder.contents.items():
        document, faults = _document(folder.name, path, content, schemas)
        problems.extend(faults)
        if document is None or faults:
            broken.add(PurePosixPath(path).stem)
        else:
            good.append(document)
    problems.extend(_missing(folder))
    documents = Documents(
        entries=tuple(document for document in good if document.schema == ENTRY),
        singles={document.schema: document for document in good if document.schema in SINGLES},
        surfaces={
            document.schema: document
            for document in good
            if document.schema in (*SURFACES, *BY_HAND, *PACKAGE_FILES.values())
        },
        observations=tuple(document for document in good if document.schema == OBSERVATIONS),
        broken=frozenset(broken),
    )
    return Loaded(documents=documents, problems=tuple(problems), nothing_read=not folder.contents)


def _document(
    name: str, path: str, content: bytes, schemas: Schemas
) -> tuple[Document | None, list[Problem]]:
    """The document, if it could be parsed, and its problems."""
    schema = _schema(name, path)
    if schema is None:
        folders = ["entries/<id>.yml", "observations/<source>.yml"]
        known = [*(f"{single}.yml" for single in SINGLES), *folders]
        hint = did_you_mean(path.removeprefix(f"{name}/"), known)
        place = Place(path=path)
        return None, [Problem(place=place, code="stray-file", message="unknown file", hint=hint)]
    parsed = parse(path, content)
    if parsed.value is None:
        return None, list(parsed.problems)
    document = Document(
        path=path,
        schema=schema,
        stem=PurePosixPath(path).stem,
        value=parsed.value,
        parsed=parsed,
    )
    return document, [*parsed.problems, *schema_problems(document, schemas)]


def _schema(name: str, path: str) -> str | None:
    """Which schema a file at its place follows, or None for a file that does not belong here."""
    relative = PurePosixPath(path.removeprefix(f"{name}/"))
    if relative.suffix != ".yml":
        return None
    if relative.parent.name == "entries":
        return ENTRY
    if relative.parent.name == OBSERVATIONS:
        return OBSERVATIONS
    if relative.parent.name == "surface":
        stem = relative.stem.partition("@")[0]
        return PACKAGE_FILES.get(stem, stem if stem in (*SURFACES, *BY_HAND) else None)
    return relative.stem if relative.stem in SINGLES else None


def _missing(folder: Folder) -> Iterator[Problem]:
    """The files that every data folder has; none when the folder itself is missing."""
    if not folder.contents:
        return
    there = set(folder.contents) | {problem.place.path for problem in folder.problems}
    for single in SINGLES:
        path = f"{folder.name}/{single}.yml"
        if path not in there:
            yield Problem(
                place=Place(path=path), code="missing-file", message="the file is missing"
            )
    yield from _missing_surface(f"{folder.name}/surface/", there)
    if not any(path.startswith(f"{folder.name}/entries/") for path in there):
        place = Place(path=f"{folder.name}/entries")
        yield Problem(place=place, code="missing-file", message="there is no entry")


def _missing_surface(folder: str, there: Set[str]) -> Iterator[Problem]:
    """The files that are not there, and the collected ones that are there in two versions."""
    for stem in BY_HAND:
        path = f"{folder}{stem}.yml"
        if path not in there:
            hint = "take it from the repository"
            place = Place(path=path)
            yield Problem(
                place=place, code="missing-file", message="the file is missing", hint=hint
            )
    for surface in SURFACES:
        path = f"{folder}{surface}.yml"
        if path not in there:
            yield _collect(path, "missing-file", "the collected file is missing")
    for stem in PACKAGE_FILES:
        versions = sorted(path for path in there if path.startswith(f"{folder}{stem}@"))
        if not versions:
            path = f"{folder}{stem}@VERSION.yml"
            yield _collect(path, "missing-file", "the collected file is missing")
        for path in versions[:-1]:
            yield _collect(path, "stray-file", f"there is {versions[-1]} too; keep one")


def _collect(path: str, code: str, message: str) -> Problem:
    hint = "take it from the repository, or run `python -m generator collect`"
    return Problem(place=Place(path=path), code=code, message=message, hint=hint)
