"""Entries with the samples of their calls."""

from __future__ import annotations

from dataclasses import replace

from flexmap.mapping import Entry, Sample, Verdict
from generator.samples.book import Mode, SampleBook
from generator.samples.make import samples_of


def with_samples(entry: Entry, book: SampleBook | None) -> Entry:
    """The entry with samples of its Uniform call and of every alternative that is an operation.

    Where the same call works on Flexible, it has samples of that too. Without a book, which is
    so when a collected file is missing, the entry stays as it is.
    """
    if book is None:
        return entry
    book = book.of(entry.id)
    flexible, uniform = entry.flexible, entry.uniform
    same = flexible.verdict is Verdict.SAME
    return replace(
        entry,
        uniform=replace(uniform, samples=_samples(uniform.operation, Mode.UNIFORM, book)),
        flexible=replace(
            flexible,
            samples=_samples(uniform.operation, Mode.FLEXIBLE, book) if same else (),
            alternatives=tuple(
                replace(item, samples=_samples(item.operation, Mode.FLEXIBLE, book))
                for item in flexible.alternatives
            ),
        ),
    )


def _samples(operation: str | None, mode: Mode, book: SampleBook) -> tuple[Sample, ...]:
    collected = book.operations.get(operation or "")
    return samples_of(collected, mode, book) if collected else ()
