"""What was seen in recorded runs: by operation and mode, the keys of answers, and each entry's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flexmap.mapping import Entry, Kind, Observation, Recording
from flexmap.mapping.observations import (
    FLEXIBLE,
    SHOWN_BY,
    UNIFORM,
    answer_words,
    day,
    newest_first,
    of_entry,
)
from generator.pages.answer_keys import KeyTable, key_tables
from generator.pages.site import Site

_SHOWN_ON_AN_ENTRY = 2
"""The newest rows of each mode that the page of an entry shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenView:
    """A row with its recording, and both in words; `link` is empty for a package."""

    row: Observation
    recording: Recording
    mode: str
    day: str
    answer: str
    shown_by: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """An operation with its answers by mode: how many, and the newest of each or None."""

    entry: Entry
    flexible: int
    newest_flexible: SeenView | None
    uniform: int
    newest_uniform: SeenView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationsView:
    """All that the page of recorded runs shows. `others` are not operations on scale sets."""

    operations: tuple[OperationView, ...]
    seen_on_flexible: int
    recordings: int
    rows: int
    flexible_rows: tuple[SeenView, ...]
    refused: tuple[SeenView, ...]
    tables: tuple[KeyTable, ...]


def observations_view(site: Site) -> ObservationsView:
    """The rows of the mapping, counted and ordered."""
    mapping = site.mapping
    operations = tuple(
        _operation(entry, site) for entry in mapping.entries if entry.kind is Kind.OPERATION
    )
    ordered = newest_first(mapping, list(mapping.observations))
    return ObservationsView(
        operations=operations,
        seen_on_flexible=sum(item.flexible > 0 for item in operations),
        recordings=len(mapping.recordings),
        rows=len(mapping.observations),
        flexible_rows=tuple(seen_view(row, site) for row in ordered if row.mode == FLEXIBLE),
        refused=tuple(seen_view(row, site) for row in ordered if row.error),
        tables=key_tables(mapping.observations),
    )


def seen_on(entry: Entry, site: Site) -> tuple[SeenView, ...]:
    """The rows that the page of an entry shows, Flexible ones first."""
    rows = of_entry(site.mapping, entry)
    by_mode = [[row for row in rows if row.mode == mode] for mode in (FLEXIBLE, UNIFORM)]
    return tuple(seen_view(row, site) for of_mode in by_mode for row in _first(of_mode))


def seen_view(row: Observation, site: Site) -> SeenView:
    """A row with what a page says of it."""
    recording = site.mapping.recordings[row.recording]
    return SeenView(
        row=row,
        recording=recording,
        mode=row.mode.capitalize(),
        day=day(recording),
        answer=answer_words(row),
        shown_by=SHOWN_BY.get(row.shown_by, row.shown_by),
        link=recording.address if recording.repository else "",
    )


def _first(rows: Sequence[Observation]) -> Sequence[Observation]:
    """The newest rows, one for each operation and status: the next one like it says no more."""
    distinct = {(row.operation, row.status): row for row in reversed(rows)}
    return [row for row in rows if row in distinct.values()][:_SHOWN_ON_AN_ENTRY]


def _operation(entry: Entry, site: Site) -> OperationView:
    own = [row for row in site.mapping.observations if row.operation == entry.operation]
    ordered = newest_first(site.mapping, own)
    flexible = [row for row in ordered if row.mode == FLEXIBLE]
    uniform = [row for row in ordered if row.mode == UNIFORM]
    return OperationView(
        entry=entry,
        flexible=len(flexible),
        newest_flexible=seen_view(flexible[0], site) if flexible else None,
        uniform=len(uniform),
        newest_uniform=seen_view(uniform[0], site) if uniform else None,
    )
