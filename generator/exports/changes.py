"""What changed from one data version to the next, as JSON and as an Atom feed."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET  # nosec B405 # it writes here, and parses nothing
from collections.abc import Sequence
from typing import Any

from flexmap.mapping import Entry, Mapping
from generator.text.prose import plain
from generator.versions import Change, Diff, Part, compare, diff_record
from generator.versions.releases import Record, Released

ATOM = "http://www.w3.org/2005/Atom"


def history(record: Record, released: Sequence[Released]) -> tuple[Diff, ...]:
    """What each data version changed, newest first; the last one is that of `record`.

    While its version is one of the released, `record` adds nothing to them.
    """
    records: list[Record] = [item.record for item in released]
    if record["data_version"] not in {item.version for item in released}:
        records.append(record)
    before: list[Record | None] = [None, *records[:-1]]
    return tuple(compare(old, new) for old, new in zip(before, records, strict=True))[::-1]


def changes_record(mapping: Mapping, diffs: Sequence[Diff]) -> dict[str, Any]:
    """Data versions, newest first, with what each one added, removed, moved and changed."""
    return {
        "format": mapping.format,
        "data_version": mapping.data_version,
        "date": mapping.date,
        "releases": [diff_record(diff) for diff in diffs],
    }


def feed(mapping: Mapping, diffs: Sequence[Diff]) -> str:
    """An Atom feed (RFC 4287) with one item for each entry that a data version touched.

    Newest version first; an entry that was removed has no page and no item.

    Addresses are relative to the feed, and ids are name-based UUIDs of the references, so
    that the feed does not depend on where the site is hosted.
    """
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed")
    _child(root, "id", _urn("feed"))
    _child(root, "title", "Flexmap: what happens to scale-set calls on Flexible")
    _child(root, "updated", _instant(mapping.date))
    _child(_child(root, "author"), "name", "Flexmap")
    _child(root, "link", rel="self", href="feed.xml")
    _child(root, "link", rel="alternate", href="./")
    for diff in diffs:
        for entry_id, changes in _touched(diff).items():
            if entry := mapping.by_id.get(entry_id):
                _item(root, entry, diff, changes)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _touched(diff: Diff) -> dict[str, list[Change]]:
    """The changes of each entry, in the order of the diff."""
    found: dict[str, list[Change]] = {}
    for change in diff.changes:
        found.setdefault(change.id, []).append(change)
    return found


def _item(root: ET.Element, entry: Entry, diff: Diff, changes: Sequence[Change]) -> None:
    item = _child(root, "entry")
    _child(item, "id", _urn(f"{entry.ref}@{diff.new}"))
    _child(item, "title", f"{entry.ref}: {plain(entry.title)} ({entry.flexible.verdict})")
    _child(item, "updated", _instant(diff.date))
    _child(item, "link", rel="alternate", href=entry.url)
    _child(item, "summary", _summary(entry, diff, changes))


def _summary(entry: Entry, diff: Diff, changes: Sequence[Change]) -> str:
    """The answer for a new entry, and what changed for one that was there."""
    if any(change.part is Part.ENTRY for change in changes):
        return plain(entry.flexible.headline)
    what = ", ".join(f"{c.part} {c.name} {c.action}".replace("  ", " ") for c in changes)
    return f"{diff.new}: {what}"


def _instant(date: str) -> str:
    return f"{date}T00:00:00Z"


def _child(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    child.text = text
    return child


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"flexmap:{name}").urn
