"""The entries of a command: what it is for, then what else it sends."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from flexmap.mapping import Entry, Kind, Mapping, Name, Outcome
from flexmap.mapping.commands import commands
from flexmap.readers.options import Given, holds_any
from flexmap.readers.wire import canonical, is_below, wires

_METHODS = ("PUT", "PATCH", "POST", "DELETE", "GET")
"""A command that reads, writes and then acts is for the write."""


def command_name(mapping: Mapping, text: str) -> tuple[Name, str] | None:
    """The command, cmdlet or module that a line begins with, and what is behind it.

    Cmdlets and modules are known by their older names, too. None when the line begins with none.
    """
    words = text.split()
    known = commands(mapping)
    found = known.command([word.lower() for word in words])
    if found:
        length, candidates = found
        return candidates[0][0], " ".join(words[length:])
    option = known.module(" ".join(words))
    if option:
        return option[0][0], ""
    first = words[0] if words else ""
    other = known.cmdlet(first) or known.module(first.rstrip(":"))
    return (other[0][0], " ".join(words[1:])) if other else None


def of_command(mapping: Mapping, command: Name) -> list[Entry]:
    """The entries of a command or cmdlet, first what it is for.

    These are, in this order: the entries of its own operations, of which one that it sends
    without options comes first; when it has none, the entries that are about it though it sends
    another operation; and the entries of what else it sends, a write before a read.
    """
    called = {entry.id: name for entry in mapping.entries for name in _names(entry, command)}
    own = [mapping.by_id[key] for key, name in called.items() if not name.within]
    way = [mapping.by_id[key] for key, name in called.items() if name.within]
    about = [] if own else list(_about(mapping, command, way))
    by_use = [*sorted(own, key=lambda entry: _rank(entry, called[entry.id])),
              *sorted(about, key=_method),
              *sorted(way, key=lambda entry: _rank(entry, called[entry.id]))]  # fmt: skip
    return list({entry.id: entry for entry in by_use}.values())


def _names(entry: Entry, command: Name) -> Iterator[Name]:
    for name in entry.uniform.names:
        if name.client == command.client and name.name == command.name:
            yield name


def _rank(entry: Entry, name: Name) -> tuple[bool, bool, int]:
    """Without options before with some, what stops before the rest, a write before a read."""
    chosen = name.when is not None and not holds_any(name.when, Given())
    return (chosen, _outcome(entry, name) is not Outcome.FAILS, _method(entry))


def _outcome(entry: Entry, name: Name) -> Outcome:
    """What the entry says of calls of that name."""
    unchanged = entry.flexible.unchanged
    if unchanged is None:
        return Outcome.UNKNOWN
    fitting = [c for c in unchanged.clients if c.client == name.client]
    named = [c for c in fitting if c.name == name.name] or [c for c in fitting if not c.name]
    return named[0].outcome if named else unchanged.outcome


def _method(entry: Entry) -> int:
    """How much an entry's request writes; what is not a request comes before all that are."""
    if entry.kind != Kind.OPERATION or entry.uniform.endpoint is None:
        return -1
    method = entry.uniform.endpoint.method
    return _METHODS.index(method) if method in _METHODS else len(_METHODS)


def _about(mapping: Mapping, command: Name, way: Sequence[Entry]) -> Iterator[Entry]:
    """The entries that are about a command and no operation that it sends.

    They name it alone in a condition or in a keyword, or it writes their property alone.
    """
    filled = wires(mapping).fillable(command.client, command.name)
    writes = any(0 <= _method(entry) < _METHODS.index("POST") for entry in way)
    for entry in mapping.entries:
        if (
            (writes and _is_property(entry, filled))
            or command.name.lower() in entry.keywords
            or _is_condition(entry, command)
        ):
            yield entry


def _is_property(entry: Entry, filled: Collection[str]) -> bool:
    """Whether all that the options fill is the property or a direct part of it."""
    if entry.uniform.property is None or not filled:
        return False
    path = canonical(entry.uniform.property.path)
    deepest = path.count(".") + 1
    return all(is_below(wire, path) and wire.count(".") <= deepest for wire in filled)


def _is_condition(entry: Entry, command: Name) -> bool:
    """Whether a caveat of the entry holds wherever the command is called."""
    return any(
        when.client == command.client and when.name == command.name and not when.tests
        for caveat in entry.caveats
        for when in caveat.when
    )
