"""The mapping as files for tools: JSON, CSV, feed, plain text and checksums, all pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from flexmap.mapping import Mapping, encode
from generator.exports.changes import changes_record, feed, history
from generator.exports.checksums import PATH as CHECKSUMS
from generator.exports.checksums import checksums
from generator.exports.listing import llms
from generator.exports.opensearch import PATH as OPENSEARCH
from generator.exports.opensearch import opensearch
from generator.exports.plain_entry import plain_entry, text_url
from generator.exports.schema import PublishedError, check_published
from generator.exports.table import csv_table
from generator.versions import Diff
from generator.versions.releases import Released

__all__ = [
    "OPENSEARCH",
    "PublishedError",
    "export_files",
    "exports",
    "history",
    "mapping_record",
    "opensearch",
]

Record = dict[str, Any]


def mapping_record(mapping: Mapping) -> Record:
    """All of `mapping.json` as JSON values."""
    record: Record = encode(mapping, Mapping)
    return record


def exports(
    mapping: Mapping, published_schema: str, released: Sequence[Released] = ()
) -> dict[str, str]:
    """Every exported file by its path in the site; `released` are the earlier versions.

    Raises `PublishedError` when the JSON does not follow its own published schema: then
    nothing may be written.
    """
    record = mapping_record(mapping)
    return export_files(mapping, published_schema, released, record, history(record, released))


def export_files(
    mapping: Mapping,
    published_schema: str,
    released: Sequence[Released],
    record: Record,
    diffs: Sequence[Diff],
) -> dict[str, str]:
    """As `exports`, of a mapping whose record and history exist already."""
    check_published(record, published_schema)
    whole = _text(record)
    files = {
        f"data/{mapping.data_version}/mapping.json": whole,
        **{f"data/{item.version}/mapping.json": item.text for item in released},
        "mapping.json": whole,
        "mapping.schema.json": published_schema,
        "mapping.csv": csv_table(mapping),
        "changes.json": _text(changes_record(mapping, diffs)),
        "feed.xml": feed(mapping, diffs),
        "llms.txt": llms(mapping),
    }
    files |= {entry["json_url"]: _text(entry) for entry in record["entries"]}
    files |= {text_url(entry): plain_entry(entry, mapping) for entry in mapping.entries}
    return {**files, CHECKSUMS: checksums(files)}


def _text(record: Record) -> str:
    """The JSON text of a record, indented, with a trailing newline."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(record, option=options).decode()
