"""What changed from one data version to the next, as JSON and as an Atom feed."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET
from typing import Any

from generator.model import Entry, Mapping
from generator.prose import plain

ATOM = "http://www.w3.org/2005/Atom"


def changes_record(mapping: Mapping) -> dict[str, Any]:
    """Data versions, newest first, with the ids of the entries that each one added or moved."""
    versions = {entry.since for entry in mapping.entries}
    versions |= {moved.since for moved in mapping.moved} | {mapping.release.data_version}
    return {
        "format": mapping.release.format,
        "data_version": mapping.release.data_version,
        "date": mapping.release.date,
        "releases": [
            {
                "data_version": version,
                "added": [entry.id for entry in mapping.entries if entry.since == version],
                "moved": [
                    {"id": moved.id, "to": moved.to, "why": moved.why}
                    for moved in mapping.moved
                    if moved.since == version
                ],
            }
            for version in sorted(versions, key=_version, reverse=True)
        ],
    }


def feed(mapping: Mapping) -> str:
    """An Atom feed (RFC 4287) with one item an entry added in the newest data version.

    Addresses are relative to the feed, and ids are name-based UUIDs of the references, so
    that the feed does not depend on where the site is hosted.
    """
    ET.register_namespace("", ATOM)
    updated = f"{mapping.release.date}T00:00:00Z"
    root = ET.Element(f"{{{ATOM}}}feed")
    _child(root, "id", _urn("feed"))
    _child(root, "title", "Flexmap: what becomes of scale-set calls on Flexible")
    _child(root, "updated", updated)
    _child(_child(root, "author"), "name", "Flexmap")
    _child(root, "link", rel="self", href="feed.xml")
    _child(root, "link", rel="alternate", href="./")
    for entry in mapping.entries:
        if entry.since == mapping.release.data_version:
            _item(root, entry, updated)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _item(root: ET.Element, entry: Entry, updated: str) -> None:
    item = _child(root, "entry")
    _child(item, "id", _urn(entry.ref))
    _child(item, "title", f"{entry.ref}: {plain(entry.title)} ({entry.flexible.verdict})")
    _child(item, "updated", updated)
    _child(item, "link", rel="alternate", href=entry.url)
    _child(item, "summary", plain(entry.flexible.headline))


def _child(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    child.text = text
    return child


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"flexmap:{name}").urn


def _version(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
