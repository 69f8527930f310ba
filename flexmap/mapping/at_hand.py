"""The mapping that was built with the package or the site, whose entries are read when needed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from flexmap.mapping.later import Unread, Wrong, deferred
from flexmap.mapping.model import Entry, Mapping

_ENTRIES = b'\n  "entries": [\n    {\n'
_NEXT = b"\n    },\n    {\n"
_END = b"\n    }\n  ]\n}"
"""How the builder indents: a string holds no line end, so only structure looks like this."""

_KEY = re.compile(rb'\n  "(\w+)": ')
_ENTRY_KEY = re.compile(rb'\n      "(\w+)": ')
_LONG = 1_000
_HEAD = re.compile(rb'\s+"kind": "(\w+)",\s+"id": "([\w-]+)",\s+"ref": "(\w+)",')


def at_hand(content: bytes, wrong: Wrong) -> Mapping | None:
    """The mapping of a document in the builder's own form, None for any other one.

    What is wrong in a part is raised as what `wrong` makes of it, where the part is asked for.
    """
    start, end = content.find(_ENTRIES), content.rfind(_END)
    if not 0 <= start < end or content[end + len(_END) :].strip():
        return None
    entries = list(_entries(content[start + len(_ENTRIES) : end].split(_NEXT), wrong))
    try:
        record = dict(_parts(content[:start]))
    except ValueError:
        return None
    if None in entries:
        return None
    made = deferred(Mapping, lambda: record, wrong, records=tuple(entries))
    made.__post_init__()
    return made


def _parts(head: bytes) -> Iterator[tuple[str, Any]]:
    """The keys in front of the entries; what is long is read when someone asks for it."""
    _, *found = _KEY.split(head)
    for key, text in zip(found[::2], found[1::2], strict=True):
        value = text.rstrip().removesuffix(b",")
        yield key.decode(), Unread(value) if len(value) > _LONG else json.loads(value)


def _entries(texts: list[bytes], wrong: Wrong) -> Iterator[Entry | None]:
    """An entry a text, None for what is none, such as one that moved."""
    for text in texts:
        head = _HEAD.match(text)
        if head is None or head[1] == b"moved":
            yield None
        else:
            known = {"id": head[2].decode(), "ref": head[3].decode()}
            yield deferred(Entry, _reading(text), wrong, **known)


def _reading(text: bytes) -> Callable[[], dict[str, Any]]:
    """What takes an entry apart: of most, a review needs the names and the conditions alone."""

    def read() -> dict[str, Any]:
        before, *found = _ENTRY_KEY.split(b"\n" + text)
        if before.strip():
            raise ValueError(f"an entry begins with {before[:40]!r}")
        return {
            key.decode(): Unread(value.rstrip().removesuffix(b","))
            for key, value in zip(found[::2], found[1::2], strict=True)
        }

    return read
