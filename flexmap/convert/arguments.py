"""Terraform: a set of another resource type, by the rows of the mapping's conversions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from flexmap.convert.edits import (
    Edit,
    as_comment,
    changed,
    indent_at,
    line_start,
    newline_of,
    own_lines,
)
from flexmap.convert.members import Member, at, body_of, segments, text
from flexmap.convert.rows import LeftOut, inline_comment, is_right, literal, value_of
from flexmap.mapping import ArgumentConversion, Entry, Mapping, TerraformConversion, Verdict
from flexmap.review.messages import plain

_COMMENT_LINE = re.compile(rb"[ \t]*(?:#|//)")


class Block:
    """The edits of one resource; a member that moves into a block goes to where the first was."""

    def __init__(self, mapping: Mapping, table: TerraformConversion, source: bytes,
                 block: Node, resource: str) -> None:  # fmt: skip
        self.mapping, self.table, self.source = mapping, table, source
        self.body, self.resource = body_of(block), resource
        self.left_out = LeftOut()
        self._moved: list[tuple[tuple[str, ...], Member]] = []
        self._added: list[bytes] = []

    def edits(self) -> list[Edit]:
        """Every change inside the resource."""
        if self.body is None:
            return []
        made: list[Edit] = []
        done: set[str] = set()
        for row in self.table.arguments:
            applies = not row.resources or self.resource in row.resources
            if not applies or row.argument in done or not self._is_with(row):
                continue
            made += self._row(row)
            done |= {row.argument} if row.set is not None else set()
        return [*made, *self._moves(), *self._additions()]

    def _is_with(self, row: ArgumentConversion) -> bool:
        return row.with_ is None or any(self._at(row.with_))

    def _at(self, path: str) -> Iterator[Member]:
        return at(self.body, segments(path), self.source) if self.body else iter(())

    def _row(self, row: ArgumentConversion) -> Iterator[Edit]:
        found = list(self._at(row.argument))
        if row.drop:
            yield from (self._dropped(row, member) for member in found)
        elif row.to:
            yield from self._renamed(row.argument, row.to, found)
        else:
            yield from self._valued(row, found)

    def _renamed(self, old: str, new: str, found: Sequence[Member]) -> Iterator[Edit]:
        *above, name = new.split(".")
        for member in found:
            if above == old.split(".")[:-1]:
                yield self._named(member.key, name)
            else:
                self._moved.append((tuple(above), member))

    def _named(self, key: Node, name: str) -> Edit:
        """Another name for a member; its sign of equality stays in its column where it can."""
        start, end = key.start_byte, key.end_byte
        if self.source[start : start + 1] == b'"':
            return Edit(start=start, end=end, text=b'"' + name.encode() + b'"')
        blanks = len(self.source[end:]) - len(self.source[end:].lstrip(b" "))
        width = max(end - start + blanks, len(name) + 1)
        return Edit(start=start, end=end + blanks, text=name.ljust(width).encode())

    def _valued(self, row: ArgumentConversion, found: Sequence[Member]) -> Iterator[Edit]:
        value = literal(value_of(row), '"')
        for member in found:
            written = text(member.value, self.source).lower()
            if re.fullmatch(r"[\w-]+", written) and not is_right(row, written):
                node = member.value
                yield Edit(start=node.start_byte, end=node.end_byte, text=value)
        if not found:
            self._added.append(row.argument.encode() + b" = " + value)

    def _dropped(self, row: ArgumentConversion, member: Member) -> Edit:
        entry = self.mapping.by_id[row.entry]
        heading = self.left_out.add(row.argument, entry, _advice(entry))
        node = member.node
        lines = own_lines(self.source, node.start_byte, node.end_byte)
        if lines is None:  # a block on one line holds one argument: only a comment is left in it
            old = self.source[node.start_byte : node.end_byte]
            return Edit(start=node.start_byte, end=node.end_byte, text=inline_comment(heading, old))
        start, end = lines
        return Edit(start=start, end=end, text=as_comment(self.source, start, end, b"#", heading))

    def _moves(self) -> Iterator[Edit]:
        """The members that moved, in their blocks, where the first of them was."""
        for number, (_, member) in enumerate(sorted(self._moved, key=_place)):
            start, end = self._lines(member)
            if number == 0:
                yield Edit(start=start, end=end, text=self._blocks(indent_at(self.source, start)))
            else:
                yield Edit(start=self._with_blank(start, end), end=end, text=b"")

    def _with_blank(self, start: int, end: int) -> int:
        """Where to cut so that no two empty lines follow each other."""
        before = re.search(rb"\n[ \t]*\r?\n\Z", self.source[:start])
        after = re.match(rb"[ \t]*(?:\r?\n|\})", self.source[end:])
        return before.start() + 1 if before and after else start

    def _lines(self, member: Member) -> tuple[int, int]:
        """The lines of a member with the comments right above it and the end of its last line."""
        node = member.node
        start = line_start(self.source, node.start_byte)
        if self.source[start : node.start_byte].strip():
            return node.start_byte, node.end_byte
        while start and _COMMENT_LINE.match(self.source, line_start(self.source, start - 1)):
            start = line_start(self.source, start - 1)
        end = self.source.find(b"\n", node.end_byte)
        return start, (end + 1 if end >= 0 else node.end_byte)

    def _blocks(self, indent: bytes) -> bytes:
        newline = newline_of(self.source)
        lines = [indent + b"os_profile {"]
        inner = indent + b"  "
        groups: dict[tuple[str, ...], list[Member]] = {}
        for above, member in sorted(self._moved, key=_place):
            groups.setdefault(above[1:], []).append(member)
        for names, group in sorted(groups.items(), key=lambda item: len(item[0])):
            deeper = inner
            for name in names:
                lines.append(deeper + name.encode() + b" {")
                deeper += b"  "
            lines += [line for member in group for line in self._shifted(member, indent, deeper)]
            for number in reversed(range(len(names))):
                lines.append(inner + b"  " * number + b"}")
        return newline.join([*lines, indent + b"}", b""])

    def _shifted(self, member: Member, old: bytes, new: bytes) -> Iterator[bytes]:
        """The lines of a member at another indentation; those of a here-document stay."""
        start, end = self._lines(member)
        kept = [(n.start_byte, n.end_byte) for n in _heredocs(member.node)]
        at_ = start
        for line in self.source[start:end].splitlines(keepends=True):
            inside = any(first < at_ < last for first, last in kept)
            plain = line.rstrip(b"\r\n")
            moved = plain.startswith(old) and not inside and plain.strip()
            yield new + plain[len(old) :] if moved else plain
            at_ += len(line)

    def _additions(self) -> Iterator[Edit]:
        if not self._added or self.body is None:
            return
        newline, indent = newline_of(self.source), indent_at(self.source, self.body.start_byte)
        first = line_start(self.source, self.body.start_byte)
        if self.source[first : self.body.start_byte].strip():
            at_, indent = self.body.start_byte, b" "
            yield Edit(start=at_, end=at_, text=b"".join(a + newline + indent for a in self._added))
            return
        lines = b"".join(indent + added + newline for added in self._added)
        yield Edit(start=first, end=first, text=lines)


def _advice(entry: Entry) -> str:
    """What to do in Terraform, on one line."""
    texts = (item.text for item in entry.flexible.write if item.client == "terraform")
    text_ = entry.headline if entry.verdict is Verdict.NONE else next(texts, entry.headline)
    return " ".join(plain(text_).split())


def _place(pair: tuple[tuple[str, ...], Member]) -> int:
    return pair[1].node.start_byte


def _heredocs(node: Node) -> Iterator[Node]:
    if node.type == "heredoc_template":
        yield node
        return
    for child in node.named_children:
        yield from _heredocs(child)


def references(source: bytes, old: str, name: str, new: str) -> bytes:
    """The text with every reference to a resource under its new type."""
    found = re.compile(rf"(?<![\w.-]){re.escape(old)}\.{re.escape(name)}(?![\w-])".encode())
    edits = [
        Edit(start=match.start(), end=match.start() + len(old), text=new.encode())
        for match in found.finditer(source)
    ]
    return changed(source, edits)
