"""The mapping as files for tools: JSON, CSV, feed and plain text, all pure."""

from __future__ import annotations

from generator.exports.changes import changes_record, feed
from generator.exports.listing import llms
from generator.exports.records import dumps, entry_record, mapping_record, moved_record
from generator.exports.schema import PublishedError, check_published
from generator.exports.table import csv_table
from generator.model import Mapping

__all__ = ["PublishedError", "exports"]


def exports(mapping: Mapping, published_schema: str) -> dict[str, str]:
    """Every exported file by its path in the site.

    Raises `PublishedError` when the JSON does not follow its own published schema: then
    nothing may be written.
    """
    record = mapping_record(mapping)
    check_published(record, published_schema)
    files = {
        "mapping.json": dumps(record),
        "mapping.schema.json": published_schema,
        "mapping.csv": csv_table(mapping),
        "changes.json": dumps(changes_record(mapping)),
        "feed.xml": feed(mapping),
        "llms.txt": llms(mapping),
    }
    for entry in mapping.entries:
        files[entry.json_url] = dumps(entry_record(entry))
    for moved in mapping.moved:
        files[moved.json_url] = dumps(moved_record(moved))
    return files
