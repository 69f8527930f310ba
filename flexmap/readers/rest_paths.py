"""REST paths in text: which operations a path can be, whatever represents its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flexmap.mapping import Endpoint, Mapping
from flexmap.readers.wire import parameter
from flexmap.values import dataclass

SET = "virtualmachinescalesets"
_PROVIDER = "microsoft.compute/"
_MARK = "\x00"
"""Represents a value that the code puts in."""

_PUT_IN = re.compile(
    r"\$\{\{[^}]*\}\}|\$\((?:[^()]|\([^()]*\))*\)|\$\{[^}]*\}|\$[A-Za-z_][\w.]*(?:\[[^\]]*\])?"
    r"|@\{[^}]*\}|\{\{[^}]*\}\}|\{[^{}]*\}|%[-+#0-9.]*[sdvq]|<[\w\s.-]+>|%\w+%"
)
_END = re.compile(r"[?#&\s\"'`|;,()\[\]]")
_ID = re.compile(
    r"\s*[\"'`]?(?:https?://[^/\x00]*/?)?(?:\x00[^\x00]*\x00/?)*?(\x00[^\x00]*\x00)/([A-Za-z].*)",
    re.DOTALL,
)
"""A path that begins with the id of a resource, after an address if there is one."""

_ID_ALONE = re.compile(
    r"\s*[\"'`]?(?:https?://[^/\x00]*)?(\x00[^\x00]*\x00)/?\?api-version=", re.IGNORECASE
)
"""The id of a resource and nothing behind it but the version."""

_COLLECTIONS = frozenset(
    ("virtualmachines", "extensions", "runcommands", "rollingupgrades", "lifecyclehookevents",
     "diagnosticruncommands", "instanceview", "skus", "osupgradehistory", "networkinterfaces",
     "publicipaddresses", "read", "write", "action")
)  # fmt: skip
_VERSION = re.compile(r"api[-_]?version", re.IGNORECASE)
_HOST = re.compile(r"https?://|management\.(azure|chinacloudapi|usgovcloudapi)", re.IGNORECASE)
_SETTISH = re.compile(r"vmss|scale_?-?set", re.IGNORECASE)


_LONGEST = 4_000
"""Characters of a text that are looked at; no path is longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Operations a path can be, by HTTP method, and what suggests a request.

    `called` when the path ends in something only a request has; `addressed` when the text
    has a host or an api-version, `listing` when the path ends in the name of a collection.
    `given` are the instance in the path and the parameters of the query, each with its word,
    or None for a value that is put in.
    """

    operations: tuple[tuple[str, str], ...]
    called: bool
    addressed: bool
    listing: bool
    api_version: str = ""
    given: tuple[tuple[str, str | None], ...] = ()


class Paths:
    """The endpoints and requests of the mapping, to be found in text."""

    def __init__(self, mapping: Mapping) -> None:
        self._templates: list[tuple[tuple[str, ...], str, str]] = []
        for entry in mapping.entries:
            for endpoint in entry.uniform.endpoints():
                if entry.sent():
                    self._templates.append((*_template(endpoint), entry.sent()))

    def find(self, text: str, *, set_id: bool = False) -> Found | None:
        """The operations of the first scale-set path in the text, or None without one.

        `set_id` tells that a value put in at the head of the path is the id of a set.
        """
        text = text[:_LONGEST]
        marked = _PUT_IN.sub(lambda match: _MARK + _word(match[0]) + _MARK, text)
        segments = _segments(marked)
        if segments is None:
            segments = _behind_id(marked, set_id)
        if segments is None:
            return None
        operations = tuple(_in_scope(self._matching(segments), text.lower()))
        if not operations or (len(segments) == 1 and _LISTED.search(marked) is None):
            return None
        return Found(
            operations=operations,
            called=_only_requests(segments, operations),
            addressed=bool(_VERSION.search(text) or _HOST.search(text)),
            listing=segments[-1] in _COLLECTIONS
            or (len(segments) == 1 and "/subscriptions/" in text.lower()),
            api_version=version[1] if (version := _DATED.search(text)) else "",
            given=(*_instance(segments), *_query(marked)),
        )

    def action(self, path: str, action: str) -> str | None:
        """The operation that POSTs the action to a resource type of sets or instances."""
        lowered = path.lower()
        if SET not in lowered:
            return None
        instance = "virtualmachines" in lowered.partition(SET)[2]
        middle = (_MARK, "virtualmachines", _MARK) if instance else (_MARK,)
        wanted = (SET, *middle, *action.strip("/").lower().split("/"))
        for segments, method, operation in self._templates:
            if method == "POST" and segments == wanted:
                return operation
        return None

    def put(self, resource: str) -> str | None:
        """The operation that writes a resource of that ARM type."""
        return self.of_type(resource, "PUT")

    def read(self, resource: str) -> str | None:
        """The operation that reads one resource of that ARM type."""
        return self.of_type(resource, "GET")

    def list(self, resource: str) -> str | None:
        """The operation that lists the resources of an ARM type."""
        types = resource.lower().split("/")[1:]
        for segments, method, operation in self._templates:
            if method == "GET" and _types(segments) == types and segments[-1] == types[-1]:
                return operation
        return None

    def of_type(self, resource: str, wanted: str) -> str | None:
        """The operation with that method on one resource of an ARM type."""
        types = resource.lower().split("/")[1:]
        for segments, method, operation in self._templates:
            if method == wanted and _types(segments) == types and segments[-1] == _MARK:
                return operation
        return None

    def _matching(self, segments: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for template, method, operation in self._templates:
            if len(template) == len(segments) and all(map(_fits, template, segments)):
                yield method, operation


_DATED = re.compile(r"api-version=(\d{4}-\d{2}-\d{2}[\w-]*)", re.IGNORECASE)
_PARAMETER = re.compile(
    r"(?:[?&]|%26)(?:\\|`|%24)?(\$?[A-Za-z][\w-]*)=(\x00[^\x00]*\x00|[^&\s\"'`#;|]*)"
)
_MARKED = re.compile(r"\\?\x00(expand|filter|select)\x00=", re.IGNORECASE)
"""In shell and in strings with values put in, `$expand` looks like one of them."""


def _instance(segments: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """The instance that a path names, which a placeholder leaves open."""
    if len(segments) > 3 and segments[0] == SET and segments[2] == "virtualmachines":
        yield "instanceId", None if _MARK in segments[3] else segments[3]


def _query(marked: str) -> Iterator[tuple[str, str | None]]:
    """The parameters of a query by their names; a value that is put in has no word."""
    for name, value in _PARAMETER.findall(_MARKED.sub(r"$\1=", marked)):
        if name.lower() != "api-version":
            yield parameter(name), None if _MARK in value else value


_LISTED = re.compile(rf"(?:providers/+microsoft\.compute/+|\x00/){SET}", re.IGNORECASE)
"""A list of sets; without the provider's path the text is the name of a type."""


def _in_scope(operations: Iterable[tuple[str, str]], text: str) -> Iterator[tuple[str, str]]:
    """The operations without the lists of another scope than the path's."""
    head = text.partition(SET)[0]
    for method, operation in operations:
        group = "resourcegroups/" in head
        if operation.endswith("_ListAll") and group:
            continue
        if operation.endswith("Sets_List") and not group and "subscriptions/" in head:
            continue
        yield method, operation


def _word(put_in: str) -> str:
    """What is left of a value that is put in: its name, without what could end a path."""
    return re.sub(r"[^\w.]", "", put_in)


def _template(endpoint: Endpoint) -> tuple[tuple[str, ...], str]:
    """The path's segments from the set on, or from the location for a list by location."""
    path = endpoint.path.lower()
    tail = path.partition(_PROVIDER)[2] or path
    parts = [_MARK if part.startswith("{") else part for part in tail.split("/")]
    return tuple(parts), endpoint.method


def _types(segments: Iterable[str]) -> list[str]:
    return [segment for segment in segments if segment != _MARK]


def _fits(template: str, segment: str) -> bool:
    if template == _MARK:
        return segment.startswith(_MARK) or segment not in _COLLECTIONS
    return template == segment


def _segments(text: str) -> tuple[str, ...] | None:
    """The segments from the provider on, in lower case, or None when there is no set in it."""
    lowered = text.lower()
    at = lowered.find(SET)
    if at < 1 or lowered[at - 1] not in "/" + _MARK:
        return None
    location = re.search(r"microsoft\.compute/+(locations/+[^/]+/+)$", lowered[:at])
    if location:
        at -= len(location[1])
    return _cut(lowered[at:])


def _behind_id(text: str, set_id: bool) -> tuple[str, ...] | None:
    """The segments of a path that begins with a value put in: the id of a set."""
    alone = _ID_ALONE.match(text)
    if alone and (set_id or _SETTISH.search(alone[1])):
        return (SET, _MARK)
    match = _ID.match(text)
    if match is None:
        return None
    tail = _cut(match[2].lower())
    of_set = set_id or bool(_SETTISH.search(match[1]))
    if not tail or not (tail[0] == "virtualmachines" or of_set):
        return None
    if tail[0] == "virtualmachines" and len(tail) < 3 and not of_set:
        return None
    return (SET, _MARK, *tail)


def _cut(tail: str) -> tuple[str, ...]:
    """The segments up to the query or whatever else ends a path; values put in stay marked."""
    pieces = re.split(r"(\x00[^\x00]*\x00)", tail)
    kept = ""
    for piece in pieces:
        if piece.startswith(_MARK):
            kept += _MARK
            continue
        end = _END.search(piece)
        kept += piece[: end.start()] if end else piece
        if end:
            break
    return tuple(part for part in kept.strip().split("/") if part)


def _only_requests(segments: tuple[str, ...], operations: tuple[tuple[str, str], ...]) -> bool:
    """Whether the path ends in an action or a view, which no id of a resource does."""
    methods = {method for method, _ in operations}
    return methods == {"POST"} or segments[-1] in (
        "instanceview",
        "osupgradehistory",
        "skus",
        "latest",
    )
