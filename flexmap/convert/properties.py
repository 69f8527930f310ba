"""ARM JSON and Bicep: the properties of a set, by the rows of the mapping's conversions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from flexmap.convert.edits import (
    Edit,
    as_comment,
    indent_at,
    newline_of,
    own_lines,
)
from flexmap.convert.members import Member, at, members, objects, segments, text
from flexmap.convert.rows import LeftOut, inline_comment, is_right, literal, value_of
from flexmap.mapping import Mapping, PropertyConversion

COMMENTS = "comments"
"""The member of an ARM resource that holds a note for readers."""


class Template:
    """The edits of one set in a template; `json` tells ARM from Bicep."""

    def __init__(self, mapping: Mapping, source: bytes, body: Node, *, json: bool) -> None:
        self.mapping, self.source, self.body, self.json = mapping, source, body, json
        self.left_out = LeftOut()
        self._grown: dict[int, tuple[Node, list[bytes]]] = {}
        self._cut: dict[int, tuple[Node, dict[int, bytes]]] = {}

    def edits(self) -> list[Edit]:
        """Every change of the set."""
        conversions = self.mapping.conversions
        made: list[Edit] = []
        done: set[str] = set()
        for row in conversions.arm if conversions else ():
            if row.path in done or not self._is_with(row):
                continue
            if row.drop:
                made += self._drops(row)
            else:
                made += self._sets(row)
                done |= {row.path} if row.set is not None else set()
        return [*made, *self._cuts(), *self._additions(), *self._note()]

    def _is_with(self, row: PropertyConversion) -> bool:
        return row.with_ is None or any(at(self.body, segments(row.with_), self.source))

    def _sets(self, row: PropertyConversion) -> Iterator[Edit]:
        """Another value for the property, or the property where it is missing."""
        found = list(at(self.body, segments(row.path), self.source))
        value = literal(value_of(row), '"' if self.json else "'")
        for member in found:
            written = text(member.value, self.source).lower()
            is_wrong = _is_literal(member.value, written) and not is_right(row, written)
            if is_wrong and (row.set is not None or row.allowed):
                node = member.value
                yield Edit(start=node.start_byte, end=node.end_byte, text=value)
        if not found:
            *above, name = row.path.replace("[]", "").split(".")
            for holder in self._holders(above):
                self._grow(holder, name, value)

    def _holders(self, above: Sequence[str]) -> Iterator[Node]:
        """The objects that a missing property goes into."""
        if not above:
            yield from objects(self.body)
            return
        for member in at(self.body, [name.lower() for name in above], self.source):
            yield from objects(member.value)

    def _grow(self, holder: Node, name: str, value: bytes) -> None:
        key = json.dumps(name).encode() if self.json else name.encode()
        line = key + b": " + value
        self._grown.setdefault(holder.start_byte, (holder, []))[1].append(line)

    def _additions(self) -> Iterator[Edit]:
        """The new properties, at the beginning of their objects."""
        for start, (holder, lines) in self._grown.items():
            yield Edit(start=start + 1, end=start + 1, text=self._added(holder, lines))

    def _added(self, holder: Node, lines: Sequence[bytes]) -> bytes:
        """The lines as the first ones of an object, on its line or on lines of their own."""
        start = holder.start_byte
        cut = self._cut.get(start, (holder, {}))[1]
        newline = newline_of(self.source)
        rest = self.source[start + 1 : start + 400]
        break_ = re.match(rb"[ \t]*\r?\n([ \t]*)", rest)
        is_empty = all(m.node.start_byte in cut for m in members(holder, self.source))
        if break_ is None:
            after = b"" if is_empty else b", "
            return b" " + b", ".join(lines) + after
        indent = break_[1] if not is_empty else indent_at(self.source, start) + b"  "
        comma = b"," if self.json else b""
        last = b"" if is_empty else comma
        joined = (comma + newline + indent).join(lines)
        return newline + indent + joined + last

    def _drops(self, row: PropertyConversion) -> Iterator[Edit]:
        """The property as a comment; ARM JSON has none, so it is named in the resource's note."""
        entry = self.mapping.by_id[row.entry]
        above = row.path.replace("[]", "").split(".")[:-1]
        for holder in list(self._holders(above)):
            for member in at(holder, segments(row.path)[-1:], self.source):
                name = row.path.rpartition(".")[2]
                heading = self.left_out.add(name, entry, entry.headline)
                yield from self._dropped(holder, member, heading)

    def _dropped(self, holder: Node, member: Member, heading: str) -> Iterator[Edit]:
        """The lines of the member as a comment; without lines of its own, it is cut out."""
        node = member.node
        lines = None if self.json else own_lines(self.source, node.start_byte, node.end_byte)
        if lines is not None:
            start, end = lines
            text_ = as_comment(self.source, start, end, b"//", heading)
            yield Edit(start=start, end=end, text=text_)
            return
        old = self.source[node.start_byte : node.end_byte]
        comment = b"" if self.json else inline_comment(heading, old)
        self._cut.setdefault(holder.start_byte, (holder, {}))[1][node.start_byte] = comment

    def _cuts(self) -> Iterator[Edit]:
        """The members that are cut out, each with one comma; comments are put where they were."""
        for holder, comments in self._cut.values():
            every = list(members(holder, self.source))
            kept = [m.node for m in every if m.node.start_byte not in comments]
            last = max((node.start_byte for node in kept), default=-1)
            for member, following in zip(every, [*every[1:], None], strict=True):
                start = member.node.start_byte
                if start not in comments:
                    continue
                if following is not None and start < last:
                    text_ = comments[start] + (b" " if comments[start] else b"")
                    yield Edit(start=start, end=following.node.start_byte, text=text_)
            behind = [m.node for m in every if m.node.start_byte > last]
            if behind:
                first = kept[-1].end_byte if kept else behind[0].start_byte
                said = b" ".join(filter(None, (comments[n.start_byte] for n in behind)))
                space = b" " if said and kept else b""
                yield Edit(start=first, end=behind[-1].end_byte, text=space + said)

    def _note(self) -> Iterator[Edit]:
        """What was left out, as the note of an ARM resource that has none yet."""
        left_out = [*self.left_out.useless, *self.left_out.to_do]
        if not self.json or not left_out:
            return
        if any(member.name == COMMENTS for member in members(self.body, self.source)):
            return
        said = "flexmap left out " + "; ".join(left_out)
        line = json.dumps(COMMENTS).encode() + b": " + json.dumps(said).encode()
        start = self.body.start_byte
        yield Edit(start=start + 1, end=start + 1, text=self._added(self.body, [line]))


def _is_literal(value: Node, written: str) -> bool:
    """Whether the value is written out: no expression, no name, no text with an expression."""
    if value.type in ("true", "false", "number", "boolean"):
        return True
    return value.type == "string" and not written.startswith("[") and "${" not in written
