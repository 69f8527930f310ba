"""The command for a VM instead of one for an instance, with the arguments of the code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flexmap.mapping import Mapping, Rewrite
from flexmap.readers.occurrences import Confidence, Mode, Occurrence, Piece
from flexmap.rules import rules
from flexmap.values import dataclass

_VM_NAME = {"batch": "%VM_NAME%"}
"""The variable for a name that has to be looked up, where it differs from that of a shell."""

_LOOK_UP = "put the name of the VM in VM_NAME; `az vm list --vmss` lists the names"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A text for a span of bytes, and what to know about it.

    `safe` tells that it does the same on a Flexible set without a further decision; `notes`
    say what has to be decided or looked up, or what then differs.
    """

    text: str
    start: int
    end: int
    safe: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """An option of the line under the name that the rewrite uses, with its words."""

    name: str
    option: Piece
    values: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join([self.option.text, *(value.text for value in self.values)])


def replacement(
    mapping: Mapping, place: Occurrence, language: str, content: bytes
) -> Replacement | None:
    """The line for a VM, or None where the data has none, or an option has no counterpart.

    None too where the words are in the content in another way than they are read, as with
    quotes that are escaped.
    """
    rewrite = _rewrite(mapping, place)
    if rewrite is None or not _is_line(place.line, content):
        return None
    first = len(rewrite.call.split())
    given = _options(rewrite, place.line[first:])
    if given is None:
        return None
    named = next((item for item in given if item.name == rewrite.instance), None)
    if named is None or len(named.values) != 1 or named.values[0].literal == "*":
        return None
    unknown = _VM_NAME.get(language, "$VM_NAME")
    words = list(_words(rewrite, given, unknown))
    if None in words:
        return None
    value = named.values[0]
    notes = [_LOOK_UP] if _is_number(value) else []
    if value.literal is None:
        notes.append(f"{value.text} must hold the name of a VM")
    notes += [rewrite.note] if rewrite.note else []
    return Replacement(
        text=" ".join([rewrite.to, *(word for word in words if word)]),
        start=place.line[0].start,
        end=place.line[-1].end,
        safe=_is_safe(place) and _is_known(rewrite, place, given, content) and not notes,
        notes=tuple(notes),
    )


def _is_line(pieces: Sequence[Piece], content: bytes) -> bool:
    """Whether the words are in the content as they are read, with spaces alone between them."""
    between = (content[one.end : other.start] for one, other in pairwise(pieces))
    return all(
        content[piece.start : piece.end].decode("utf-8", "replace") == piece.text
        for piece in pieces
    ) and not any(text.strip(_BLANKS) for text in between)


_BLANKS = b" \t\r\n\\`^"
"""What may be between two words of a line: spaces, and marks that a line continues."""


def _rewrite(mapping: Mapping, place: Occurrence) -> Rewrite | None:
    """The rewrite of the command that is there in words, each of them written out."""
    found = (item for item in mapping.rewrites if item.call == place.name and place.line)
    rewrite = next(found, None)
    if rewrite is None:
        return None
    words = rewrite.call.split()[1:]
    written = [(piece.literal or "").lower() for piece in place.line[1 : len(words) + 1]]
    return rewrite if written == words else None


def _is_number(piece: Piece) -> bool:
    return (piece.literal or "").isdigit()


_LONGEST = 2_000
"""Bytes of a command that declares a set which are looked at."""

_LINE_END = re.compile(rb"(?<![\\`^])\r?\n")


def _is_known(rewrite: Rewrite, place: Occurrence, given: Sequence[_Given], content: bytes) -> bool:
    """Whether the mode is that of this very set: the user states it, or the file declares a set
    of the name that the line gives, as it is written."""
    if place.stated:
        return True
    names = [item.values[0].text.encode() for item in given
             if item.name == rewrite.set and item.values]  # fmt: skip
    return any(
        re.search(rb"(?<![\w-])%s(?![\w-])" % re.escape(name), _command(content, start))
        for start, _ in place.declared
        for name in names
    )


def _command(content: bytes, start: int) -> bytes:
    """The command that begins at a byte, to the end of its last line."""
    return _LINE_END.split(content[start : start + _LONGEST], maxsplit=1)[0]


def _is_safe(place: Occurrence) -> bool:
    return place.mode is Mode.FLEXIBLE and place.confidence is Confidence.EXACT


def _options(rewrite: Rewrite, pieces: Sequence[Piece]) -> list[_Given] | None:
    """The options of the line; None when a word is before the first one."""
    found: list[_Given] = []
    for piece in pieces:
        word = piece.literal or ""
        if word.startswith("-") and not word[1:2].isdigit():
            name, equals, _ = word.partition("=")
            if equals:
                return None
            found.append(_Given(name=rewrite.spellings.get(name, name), option=piece, values=()))
        elif found:
            last = found.pop()
            found.append(_Given(name=last.name, option=last.option, values=(*last.values, piece)))
        else:
            return None
    return found


def _words(rewrite: Rewrite, given: Sequence[_Given], unknown: str) -> Iterator[str | None]:
    """The options of the new line in the order of the old one; None for one without counterpart."""
    kept = {*rewrite.kept, *rules("shell")["global_options"]}
    short = any(item.name == rewrite.set and item.option.text != rewrite.set for item in given)
    for item in given:
        if item.name == rewrite.set:
            yield ""
        elif item.name == rewrite.instance:
            value = item.values[0]
            name = "-n" if short and rewrite.name == "--name" else rewrite.name
            yield f"{name} {unknown if _is_number(value) else value.text}"
        elif item.name in rewrite.renamed:
            values = " ".join(value.text for value in item.values)
            yield f"{rewrite.renamed[item.name]} {values}".rstrip()
        else:
            yield item.text if item.name in kept or item.option.text in kept else None
