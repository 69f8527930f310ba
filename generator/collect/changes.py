"""What a collection changes: records of the old and the new surface compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.reading.yaml_text import Value

Kind = Literal["added", "removed", "changed"]

_KEYS = ("id", "resource", "group", "command", "model", "client", "operation", "name", "path")
"""What tells records of a list apart, most telling first."""

_SKIPPED = {"sha256", "counts", "operations_named", "names_by_verification"}
_QUALIFIERS = {"model": "property", "client": "name"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: `what` is the way to it, `before` and `after` its values as text."""

    kind: Kind
    file: str
    what: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """The change on one line, as a log shows it."""
        line = f"{self.kind} {self.file}: {self.what}"
        if self.kind == "changed":
            return f"{line}: {self.before} -> {self.after}"
        value = self.before or self.after
        return f"{line}: {value}" if value else line


def compare(file: str, before: Value | None, after: Value | None) -> list[Change]:
    """The differences between two surface files of one package, in the new file's order."""
    if before is None:
        return [Change(kind="added", file=file, what="the file")]
    if after is None:
        return [Change(kind="removed", file=file, what="the file")]
    return list(_compare(file, (), before, after))


def _compare(file: str, way: tuple[str, ...], before: Value, after: Value) -> Iterator[Change]:
    if before == after:
        return
    old, new = _children(before), _children(after)
    if old is None or new is None:
        yield Change(
            kind="changed", file=file, what=" / ".join(way), before=_text(before),
            after=_text(after),
        )  # fmt: skip
        return
    for key, value in new.items():
        if key not in old:
            yield _one_sided("added", file, (*way, key), value)
        elif key not in _SKIPPED:
            yield from _compare(file, (*way, key), old[key], value)
    for key, value in old.items():
        if key not in new:
            yield _one_sided("removed", file, (*way, key), value)


def _one_sided(kind: Kind, file: str, way: tuple[str, ...], value: Value) -> Change:
    shown = _text(value) if not isinstance(value, dict) and value != way[-1] else ""
    if kind == "added":
        return Change(kind=kind, file=file, what=" / ".join(way), after=shown)
    return Change(kind=kind, file=file, what=" / ".join(way), before=shown)


def _children(value: Value) -> Mapping[str, Value] | None:
    """The parts of a value by what tells them apart; None for a value without parts."""
    if isinstance(value, dict):
        return value
    if not isinstance(value, list):
        return None
    children: dict[str, Value] = {}
    for item in value:
        label = _label(item)
        children[label if label not in children else f"{label} (again {len(children)})"] = item
    return children


def _label(item: Value) -> str:
    if not isinstance(item, dict):
        return _text(item)
    for key in _KEYS:
        if key in item:
            rest = _QUALIFIERS.get(key, "")
            return f"{item[key]}.{item[rest]}" if rest in item else str(item[key])
    return _text(item)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_text(item)}" for key, item in value.items())
    return str(value)
