"""Groups and methods of the JavaScript package, read from its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.collect.archive import Archive, changed_shape
from generator.collect.emit import Data
from generator.collect.packages import Package

_DIST = "package/dist/commonjs"
_CLIENT = f"{_DIST}/computeManagementClient.d.ts"
_ATTRIBUTE = re.compile(r"readonly (\w+): (\w+)Operations;")
_METHOD = re.compile(r"^    (?P<name>\w+): \(.*\) => (?P<returns>.*);$")
_DEPRECATED = re.compile(r"@deprecated use (\w+) instead")
_SENDER = re.compile(
    r"^function _\$?(?P<name>\w+)Send\(.*?expandUrlTemplate\)\(\s*\"(?P<path>/[^\"]*)\".*?"
    r"context\.path\(path\)\.(?P<verb>\w+)\(",
    re.MULTILINE | re.DOTALL,
)
_QUERY = re.compile(r"\{\?([^}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method of a group; `path` is without the query."""

    group: str
    name: str
    kind: str  # single, paged or long-running
    method: str
    path: str
    deprecated: tuple[str, ...]  # older spellings that still work

    @property
    def spelling(self) -> str:
        """The call as people write it after the client."""
        return f"{self.group}.{self.name}"


def is_wanted(name: str) -> bool:
    """Whether a member of the package is read."""
    if name == _CLIENT:
        return True
    return name.startswith(f"{_DIST}/") and name.endswith(
        ("/index.d.ts", "/operations.js")
    )  # fmt: skip


def read_methods(archive: Archive) -> list[Method]:
    """Every method in the order of the client; raises `CollectError`."""
    groups = _ATTRIBUTE.findall(archive.text(_CLIENT))
    if not groups:
        raise changed_shape(archive.label, f"no operation groups in {_CLIENT}")
    return [method for group, _ in groups for method in _group(archive, group)]


def _group(archive: Archive, group: str) -> list[Method]:
    declared = archive.text(f"{_DIST}/classic/{group}/index.d.ts")
    sent = _senders(archive.text(f"{_DIST}/api/{group}/operations.js"))
    current, deprecated = declared_methods(declared)
    methods: list[Method] = []
    for name, returns in current.items():
        if name not in sent:
            raise changed_shape(archive.label, f"{group}.{name} sends nothing that can be read")
        verb, path = sent[name]
        older = tuple(old for old, new in deprecated.items() if new == name)
        methods.append(
            Method(group=group, name=name, kind=_kind(returns), method=verb, path=path,
                   deprecated=older)
        )  # fmt: skip
    if not methods:
        raise changed_shape(archive.label, f"the group {group} has no methods")
    return methods


def declared_methods(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Current methods with what they return, and deprecated ones with their successor."""
    current: dict[str, str] = {}
    deprecated: dict[str, str] = {}
    successor = ""
    for line in text.splitlines():
        match = _METHOD.match(line)
        if match and successor:
            deprecated[match["name"]] = successor
        elif match:
            current[match["name"]] = match["returns"]
        successor_link = _DEPRECATED.search(line)
        successor = successor_link[1] if successor_link else ""
    return current, deprecated


def _senders(text: str) -> dict[str, tuple[str, str]]:
    """HTTP method and path by the name of the function that sends."""
    return {
        match["name"]: (match["verb"].upper(), _QUERY.sub("", match["path"]))
        for match in _SENDER.finditer(text)
    }


def _kind(returns: str) -> str:
    if returns.startswith("PollerLike"):
        return "long-running"
    return "paged" if returns.startswith("PagedAsyncIterableIterator") else "single"


def javascript_surface(
    package: Package, methods: list[Method], ids: Mapping[str, str]
) -> dict[str, Data]:
    """The file of the package; `ids` gives the operation id of a spelling."""
    groups: dict[str, list[Data]] = {}
    for method in methods:
        data: dict[str, Data] = {"name": method.name, "kind": method.kind}
        if method.spelling in ids:
            data["operation"] = ids[method.spelling]
        else:
            data |= {"method": method.method, "path": method.path}
        if method.deprecated:
            data["deprecated"] = method.deprecated
        groups.setdefault(method.group, []).append(data)
    return {
        **package.origin,
        "counts": {"groups": len(groups), "methods": len(methods)},
        "groups": [{"group": group, "methods": items} for group, items in groups.items()],
    }
