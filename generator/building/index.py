"""The index of `mapping.json`: from what clients call something to the entries about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flexmap.mapping import Client, Entry


def name_index(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Ids of entries by name, the names sorted, the ids in the order of the references."""
    found: dict[str, dict[str, None]] = {}
    for entry in entries:
        for name in _names(entry):
            found.setdefault(name, {})[entry.id] = None
    return {name: tuple(found[name]) for name in sorted(found)}


def _names(entry: Entry) -> Iterator[str]:
    """What represents the entry on the Uniform side, and the calls that it says more about.

    Requests of REST are left out, as they are paths and no names, and so is a name that sends
    the operation but has another purpose.
    """
    for name in entry.uniform.names:
        if name.command and not name.within and name.client != Client.REST:
            yield name.name
    for caveat in entry.caveats:
        yield from (item.name for item in caveat.when if item.name)
    if entry.flexible.unchanged:
        yield from (item.name for item in entry.flexible.unchanged.clients if item.name)
