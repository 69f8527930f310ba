"""Which pages represent all: one of each type, found in a built site.

The audit, the screenshots and the browser tests look at these, so that a new type of page is
looked at without a change here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ENTRIES = "entries"
_REDIRECT = re.compile(r"""http-equiv=["']?refresh""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageType:
    """A type of page: its name, fit for a file name, and the address of one such page."""

    name: str
    path: str


def page_types(site: Path) -> tuple[PageType, ...]:
    """One page of each type of a built site; raises OSError when there is no site."""
    sizes = {
        path.parent.relative_to(site).as_posix(): path.stat().st_size
        for path in sorted(site.rglob("index.html"))
        if path.parent != site and not _REDIRECT.search(path.read_text(encoding="utf-8"))
    }
    entries = json.loads((site / "mapping.json").read_text(encoding="utf-8"))["entries"]
    return (
        PageType(name="home", path=""),
        *chosen(sizes, {f"{ENTRIES}/{entry['id']}": kinds_of(entry) for entry in entries}),
        PageType(name="404", path="404.html"),
    )


def kinds_of(entry: Mapping[str, object]) -> tuple[str, ...]:
    """The types of an entry's page: its kind, and that it is disputed."""
    flexible = entry["flexible"]
    disputed = isinstance(flexible, dict) and flexible["disputed"]
    return (str(entry["kind"]), *(["disputed"] if disputed else []))


def chosen(sizes: Mapping[str, int], kinds: Mapping[str, Iterable[str]]) -> tuple[PageType, ...]:
    """The page types among folders with a page, given with its bytes, in order of name.

    A folder at the top is a type. The pages below it are one more, and for an entry one for
    each of its `kinds`; the largest represents it, since it shows the most.
    """
    largest: dict[str, str] = {}
    for folder, size in sorted(sizes.items()):
        for name in _types(folder, kinds):
            if name not in largest or size > sizes[largest[name]]:
                largest[name] = folder
    return tuple(PageType(name=name, path=f"{folder}/") for name, folder in sorted(largest.items()))


def _types(folder: str, kinds: Mapping[str, Iterable[str]]) -> list[str]:
    top, *below = folder.split("/")
    if not below:
        return [top]
    if folder in kinds:
        return [f"entry-{kind}" for kind in kinds[folder]]
    return [f"{top}-page"]
