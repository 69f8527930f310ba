"""The mapping as one flat table for spreadsheets."""

from __future__ import annotations

import csv
import io

from flexmap.mapping import Client, Entry, Mapping
from flexmap.mapping.preferred import preferred_commands
from generator.text.prose import plain

COLUMNS = (
    "ref", "id", "kind", "title", "category", "uniform_operation", "uniform_method",
    "uniform_path", "verdict", "disputed", "strength", "headline", "alternatives",
    "strongest_severity", "caveats", "seed_rows", "since", "url",
    "uniform_resource", "uniform_property", "uniform_arguments", "flexible_arguments",
    "unchanged", *(f"flexible_{client.replace('-', '_')}" for client in Client),
)  # fmt: skip


def csv_table(mapping: Mapping) -> str:
    """RFC 4180 text with a header, one line per entry, and line ends as on Unix."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in mapping.entries:
        writer.writerow([_harmless(cell) for cell in _row(entry)])
    return buffer.getvalue()


def _row(entry: Entry) -> tuple[str, ...]:
    endpoint, flexible = entry.uniform.endpoint, entry.flexible
    return (
        entry.ref,
        entry.id,
        entry.kind,
        plain(entry.title),
        entry.category,
        entry.uniform.operation or "",
        endpoint.method if endpoint else "",
        endpoint.path if endpoint else "",
        flexible.verdict,
        "yes" if flexible.disputed else "no",
        flexible.strength or "",
        plain(flexible.headline),
        "; ".join(item.title for item in flexible.alternatives),
        entry.strongest_severity or "",
        "; ".join(caveat.id for caveat in entry.caveats),
        "; ".join(map(str, entry.seed_rows)),
        entry.since,
        entry.url,
        *_property(entry),
        flexible.unchanged.outcome if flexible.unchanged else "",
        *_commands(entry),
    )


def _property(entry: Entry) -> tuple[str, str, str, str]:
    """The columns that only entries of properties fill."""
    target = entry.uniform.property
    written = [argument for write in entry.flexible.write for argument in write.arguments]
    return (
        target.resource if target else "",
        target.path if target else "",
        "; ".join(entry.uniform.arguments or ()),
        "; ".join(written),
    )


def _commands(entry: Entry) -> tuple[str, ...]:
    """What to call or write on a Flexible set, a column a client."""
    found = preferred_commands(entry)
    return tuple(found.get(client, "") for client in Client)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
