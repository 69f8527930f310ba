"""The mapping as files for tools: JSON, CSV, feed and plain text, all pure."""

from __future__ import annotations

from collections.abc import Sequence

from generator.exports.changes import changes_record, feed, history
from generator.exports.listing import llms
from generator.exports.records import dumps, mapping_record
from generator.exports.schema import PublishedError, check_published
from generator.exports.table import csv_table
from generator.model import Mapping
from generator.releases import Released

__all__ = ["PublishedError", "exports"]


def exports(
    mapping: Mapping, published_schema: str, released: Sequence[Released] = ()
) -> dict[str, str]:
    """Every exported file by its path in the site; `released` are the earlier versions.

    Raises `PublishedError` when the JSON does not follow its own published schema: then
    nothing may be written.
    """
    record = mapping_record(mapping)
    check_published(record, published_schema)
    diffs = history(record, released)
    whole = dumps(record)
    files = {
        f"data/{mapping.release.data_version}/mapping.json": whole,
        **{f"data/{item.version}/mapping.json": item.text for item in released},
        "mapping.json": whole,
        "mapping.schema.json": published_schema,
        "mapping.csv": csv_table(mapping),
        "changes.json": dumps(changes_record(mapping, diffs)),
        "feed.xml": feed(mapping, diffs),
        "llms.txt": llms(mapping),
    }
    files |= {entry["json_url"]: dumps(entry) for entry in record["entries"]}
    return files
