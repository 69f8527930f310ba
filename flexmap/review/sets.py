"""Reads which scale sets there are and their modes, from what tools already write.

That is the answer of `az vmss list`, an export of Resource Graph as JSON or CSV, or
`terraform show -json`.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from flexmap.failure import Failure
from flexmap.readers.known_sets import KnownSet, KnownSets, Name, known_sets
from flexmap.readers.occurrences import Mode
from flexmap.rules import rules
from flexmap.sources.content import decoded, read
from flexmap.values import dataclass

LARGEST = 100_000_000
"""Bytes that a file may have."""

HOW = (
    "write one with `az vmss list --output json`, `az graph query --output json` or "
    "`terraform show -json`"
)
_TYPE = "microsoft.compute/virtualmachinescalesets"
_MODES = {"flexible": Mode.FLEXIBLE, "uniform": Mode.UNIFORM}
_WHOLE = ("virtualMachineProfile", "upgradePolicy", "provisioningState", "uniqueId")
"""Keys of a set that is given whole: the service leaves the mode of a Uniform one out at times."""

_GROUP = re.compile(r"/resourceGroups/([^/]+)", re.IGNORECASE)
_SUBSCRIPTION = re.compile(r"/subscriptions/([^/]+)", re.IGNORECASE)
_MOST = 20
"""Problems that are listed."""

Path: TypeAlias = "tuple[str | int, ...]"


class SetsError(Failure):
    """A file of sets cannot be used; one line per problem, by place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sets:
    """The sets of all files, and remarks on the files."""

    known: KnownSets
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    """What is wrong at a path in the JSON, or at a place in another text."""

    said: str
    path: Path = ()
    place: tuple[int, int] | None = None


_Row: TypeAlias = "KnownSet | _Problem"


def read_sets(paths: Sequence[str]) -> Sets:
    """The sets of the files; raises `SetsError` with every problem of the first bad file."""
    found: list[KnownSet] = []
    notices: list[str] = []
    for path in paths:
        source = _text(path)
        rows, more = parsed(source, _shown(path))
        problems = [row for row in rows if isinstance(row, _Problem)]
        if problems:
            raise SetsError(_listed(path, source, problems))
        sets = [row for row in rows if isinstance(row, KnownSet)]
        found += sets
        notices += [f"{_shown(path)}: {said}" for said in more]
        if not sets:
            notices.append(f"{_shown(path)}: names no scale set")
    _agreed(found)
    return Sets(known=known_sets(found), notices=tuple(notices))


def parsed(source: bytes, shown: str) -> tuple[list[_Row], list[str]]:
    """The sets and the problems of a text, and remarks on it."""
    if source.lstrip()[:1] not in (b"[", b"{"):
        return list(_of_csv(source, shown)), []
    try:
        record = json.loads(source)
    except json.JSONDecodeError as error:
        return [
            _Problem(said=f"no JSON: {error.msg}; {HOW}", place=(error.lineno, error.colno))
        ], []
    except RecursionError:
        return [_Problem(said=f"nested too deeply; {HOW}", place=(1, 1))], []
    return list(_of_json(record, shown)), list(_more(record))


def _of_json(record: Any, shown: str) -> Iterator[_Row]:
    if isinstance(record, list):
        yield from _items(record, (), shown)
        return
    for key in ("data", "value"):
        if isinstance(record.get(key), list):
            yield from _items(record[key], (key,), shown)
            return
    if "format_version" in record:
        yield from _of_terraform(record, shown)
    elif "serial" in record and "resources" in record:
        yield _Problem(said="a state file; give the output of `terraform show -json` instead")
    elif isinstance(record.get("data"), dict):
        yield _Problem(said="rows without names; ask Resource Graph for objects (resultFormat "
                            "objectArray), as `az graph query` does", path=("data",))  # fmt: skip
    elif "name" in record and "id" in record:
        yield from _items([record], (), shown, alone=True)
    else:
        keys = ", ".join(list(map(str, record))[:5]) or "nothing"
        yield _Problem(said=f"no list of scale sets in it, but {keys}; {HOW}")


def _more(record: Any) -> Iterator[str]:
    """A remark where the answer has further pages."""
    token = record.get("skip_token") or record.get("$skipToken") if isinstance(record, dict) else ""
    if token or (isinstance(record, dict) and record.get("nextLink")):
        yield "has further pages; give them too, each as another --sets"


def _items(items: list[Any], path: Path, shown: str, *, alone: bool = False) -> Iterator[_Row]:
    for number, item in enumerate(items):
        at: Path = path if alone else (*path, number)
        if not isinstance(item, dict):
            yield _Problem(said=f"no scale set but {type(item).__name__}; {HOW}", path=at)
        elif str(item.get("type") or _TYPE).lower() == _TYPE:
            yield _item(item, at, shown)


def _item(item: dict[str, Any], at: Path, shown: str) -> _Row:
    """A set as Azure CLI and Resource Graph give it."""
    name = item.get("name")
    if not isinstance(name, str) or not name:
        return _Problem(said="a scale set without its name", path=at)
    properties = item.get("properties")
    inside = properties if isinstance(properties, dict) else {}
    word = next((held[key] for held in (item, inside)
                 for key in ("orchestrationMode", "properties_orchestrationMode")
                 if held.get(key) is not None), None)  # fmt: skip
    if word is None and (inside or any(key in item for key in _WHOLE)):
        word = "Uniform"
    mode = _MODES.get(str(word).lower())
    if mode is None:
        return _Problem(said=_without_mode(name, word), path=at)
    found = str(item.get("id") or "")
    return KnownSet(
        name=_name(name, item.get("resourceGroup") or _part(_GROUP, found),
                   item.get("subscriptionId") or _part(_SUBSCRIPTION, found)),
        mode=mode, source=shown,
    )  # fmt: skip


def _without_mode(name: str, word: object) -> str:
    if word is None:
        return f"{name!r} has no orchestrationMode; list the sets whole, without --query or project"
    return f"{name!r} has the orchestrationMode {word!r}; known ones: Flexible, Uniform"


def _of_terraform(record: dict[str, Any], shown: str) -> Iterator[_Row]:
    """The sets of a state, or of what a plan makes."""
    key = "planned_values" if "planned_values" in record else "values"
    values = record.get(key)
    if values is None:  # `terraform show -json` of an empty state
        return
    if not isinstance(values, dict) or not isinstance(values.get("root_module"), dict):
        yield _Problem(said=f"no root_module in {key}; {HOW}", path=(key,))
        return
    for resource in _resources(values["root_module"]):
        yield from _resource(resource, shown)


def _resources(module: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The resources of a module and of those in it."""
    for resource in module.get("resources") or ():
        if isinstance(resource, dict) and isinstance(resource.get("values"), dict):
            yield resource
    for child in module.get("child_modules") or ():
        if isinstance(child, dict):
            yield from _resources(child)


def _resource(resource: dict[str, Any], shown: str) -> Iterator[_Row]:
    """The set that a resource is; none for another one, and where name or mode is not visible."""
    values = resource["values"]
    name, mode = values.get("name"), _mode(resource)
    if mode is None or not isinstance(name, str) or not name:
        return
    parent = str(values.get("id") or values.get("parent_id") or "")
    group = values.get("resource_group_name") or _part(_GROUP, parent)
    yield KnownSet(name=_name(name, group, _part(_SUBSCRIPTION, parent)), mode=mode, source=shown)


def _mode(resource: dict[str, Any]) -> Mode | None:
    """The mode that the type of a resource fixes, or that its body says; None for no set."""
    kind = "data" if resource.get("mode") == "data" else "resource"
    fixed = rules("templates")["terraform"][kind].get(resource.get("type"), {})
    if str(fixed.get("operation", "")).startswith("VirtualMachineScaleSets_"):
        return _MODES.get(fixed["mode"])
    if resource.get("type") == "azapi_resource" and _is_set(resource["values"]):
        return _of_body(resource["values"])
    return None


def _is_set(values: dict[str, Any]) -> bool:
    return str(values.get("type") or "").partition("@")[0].lower() == _TYPE


def _of_body(values: dict[str, Any]) -> Mode | None:
    """The mode in the body of an azapi resource, which older releases keep as text."""
    body = values.get("body")
    if isinstance(body, str):
        try:
            body = json.loads(body)
        except (ValueError, RecursionError):
            return None
    properties = body.get("properties") if isinstance(body, dict) else None
    if not isinstance(properties, dict):
        return None
    return _MODES.get(str(properties.get("orchestrationMode") or "uniform").lower())


def _of_csv(source: bytes, shown: str) -> Iterator[_Row]:
    """The rows of a table, whose columns the portal names in letters of its own."""
    reader = csv.reader(io.StringIO(source.decode("utf-8", "replace"), newline=""))
    try:
        names = [re.sub(r"[\s_]", "", name).lower() for name in next(reader, [])]
        columns = {name: number for number, name in enumerate(names)}
        modes = ("orchestrationmode", "propertiesorchestrationmode", "properties")
        mode = next((columns[name] for name in modes if name in columns), None)
        if "name" not in columns or mode is None:
            yield _Problem(said=f"no JSON, and no table with the columns name and "
                                f"orchestrationMode; {HOW}", place=(1, 1))  # fmt: skip
            return
        for row in reader:
            cells = dict(zip(names, row, strict=False))
            if row and (cells.get("type") or _TYPE).lower() == _TYPE:
                yield _row(cells, row[mode] if mode < len(row) else "", reader.line_num, shown)
    except csv.Error as error:
        yield _Problem(said=f"no table: {error}; {HOW}", place=(max(reader.line_num, 1), 1))


def _row(cells: dict[str, str], word: str, line: int, shown: str) -> _Row:
    name = cells.get("name", "")
    if word.lstrip().startswith("{"):
        try:
            word = str(json.loads(word).get("orchestrationMode") or "Uniform")
        except (ValueError, RecursionError):
            word = ""
    mode = _MODES.get(word.strip().lower())
    if not name or mode is None:
        return _Problem(said=_without_mode(name, word or None), place=(line, 1))
    found = cells.get("id", "")
    group = cells.get("resourcegroup") or _part(_GROUP, found)
    subscription = cells.get("subscriptionid") or _part(_SUBSCRIPTION, found)
    return KnownSet(name=_name(name, group, subscription), mode=mode, source=shown)


def _name(name: str, group: object, subscription: object) -> Name:
    return Name(
        name=name.lower(),
        group=str(group or "").lower(),
        subscription=str(subscription or "").lower(),
    )


def _part(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _agreed(found: Iterable[KnownSet]) -> None:
    """Raises `SetsError` when one set has both modes: one of the files is then out of date."""
    held: dict[Name, KnownSet] = {}
    for item in found:
        other = held.setdefault(item.name, item)
        if other.mode is not item.mode:
            where = f" of group {item.name.group!r}" if item.name.group else ""
            raise SetsError(
                f"{item.source}: the set {item.name.name!r}{where} is {item.mode.value} here and "
                f"{other.mode.value} in {other.source}; give the newer file only"
            )


def _text(path: str) -> bytes:
    content = read(path, LARGEST)
    if isinstance(content, str):
        reason = f"larger than {LARGEST:,} bytes" if content == "huge" else content
        raise SetsError(f"{_shown(path)}: {reason}; {HOW}")
    text = decoded(content)
    if isinstance(text, str):
        raise SetsError(f"{_shown(path)}: {text}; {HOW}")
    return text.content


def _listed(path: str, source: bytes, problems: Sequence[_Problem]) -> str:
    """The problems, one line each, by place."""
    placed = sorted((item.place or _place(source, item.path), item.said)
                    for item in problems[:_MOST])  # fmt: skip
    lines = [f"{_shown(path)}:{line}:{column}: {said}" for (line, column), said in placed]
    more = len(problems) - len(placed)
    return "\n".join([*lines, *([f"{_shown(path)}: {more} more like these"] if more else [])])


def _place(source: bytes, path: Path) -> tuple[int, int]:
    from flexmap.syntax.json_places import place_of  # here: a good file needs no places

    return place_of(source, path)


def _shown(path: str) -> str:
    return path if path.isprintable() else repr(os.fspath(path))
