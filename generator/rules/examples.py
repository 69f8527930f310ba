"""The samples that the pages of entries show, as the rules about them read them back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from flexmap.mapping import Client, Sample
from generator.reading.documents import Document, Documents
from generator.reading.problems import Problem
from generator.reading.yaml_text import Path
from generator.samples import Mode, SampleBook, sample_book, samples_of
from generator.surface.operations import Operation

Report = Callable[[str, str], Problem]
"""Makes a problem of a message and a hint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sample with what it was made for."""

    operation: Operation
    mode: Mode
    sample: Sample
    entry: str


def examples_of(operation: Operation, book: SampleBook, entry: str) -> list[Example]:
    """The samples of an operation for an entry; raises `ValueError` for a body that is not JSON."""
    return [
        Example(operation=operation, mode=mode, sample=sample, entry=entry)
        for mode in Mode
        for sample in samples_of(operation, mode, book.of(entry))
    ]


@lru_cache(maxsize=1)
def named_operations(documents: Documents) -> frozenset[tuple[str, str]]:
    """Every operation that an entry names, once with the id of the entry and once with none."""
    operations: set[tuple[str, str]] = set()
    for document in documents.content():
        holders = [document.value["uniform"], *document.value["flexible"]["alternatives"]]
        names = [holder["operation"] for holder in holders if "operation" in holder]
        operations.update((name, entry) for name in names for entry in ("", document.value["id"]))
    return frozenset(operations)


def reportable_examples(
    documents: Documents, client: Client, code: str
) -> Iterator[tuple[Example, Report]]:
    """The samples in a client of all that entries name, each with a way to report a problem."""
    book, document = sample_book(documents), documents.singles.get("samples")
    if book is None or document is None:
        return
    places = {
        (item["id"], item.get("entry", "")): index
        for index, item in enumerate(document.value["operations"])
    }
    for name, entry in sorted(named_operations(documents)):
        index = places.get((name, entry))
        if name not in book.operations or (entry and index is None):
            continue
        path: Path = ("operations",) if index is None else ("operations", index)
        try:
            samples = examples_of(book.operations[name], book, entry)
        except ValueError:
            continue  # sample-body-is-json has said so
        for example in samples:
            if example.sample.client is client:
                yield example, _reporter(document, path, code, example)


def _reporter(document: Document, path: Path, code: str, example: Example) -> Report:
    def report(message: str, hint: str) -> Problem:
        where = f"{example.operation.id} on {example.mode.value}"
        return document.problem(path, code, f"{where}: {message}", hint)

    return report
