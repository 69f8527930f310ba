"""One text: what its readers find in it, and what they could not read."""

from __future__ import annotations

from flexmap.readers.patterns import without_reader
from flexmap.readers.scanner import Reading, Scanner
from flexmap.review import ignores
from flexmap.review.file import Result, is_worth
from flexmap.review.findings import findings
from flexmap.sources.content import Skipped, Unread, decoded
from flexmap.sources.languages import may_match
from flexmap.syntax.unparsed import unparsed

__all__ = ["Scanner", "look_into"]


def _lost(shown: str, content: bytes, reading: Reading) -> list[Unread]:
    """The file as not read in full, when its grammar failed at names and nothing was found."""
    found = [(hit.start, hit.end) for hit in reading.hits] if reading.errors else []
    parts = unparsed(content, reading.errors, found, may_match)
    if not parts:
        return []
    line = content.count(b"\n", 0, parts[0]) + 1
    count = f"{len(parts)} part{'' if len(parts) == 1 else 's'}"
    reason = f"{count} with names of scale-set calls could not be parsed, the first at line {line}"
    return [Unread(shown, reason, parts=len(parts))]


def look_into(scanner: Scanner, shown: str, language: str, content: bytes) -> Result:
    """The result of a content in a language, wherever it comes from."""
    if not is_worth(content):
        return Result(files=1, bytes=len(content))
    text = decoded(content)
    if isinstance(text, str):
        return Result(skipped=[Skipped(shown, text)])
    result = Result(files=1, parsed=1, bytes=len(content))
    reading = scanner.read(text.content, language)
    result.unread += _lost(shown, text.content, reading)
    for start, what in without_reader(text.content, language):
        line = text.content.count(b"\n", 0, start) + 1
        result.unread.append(Unread(shown, f"{what} have no reader, the first at line {line}"))
    result.findings = findings(scanner.mapping, shown, language, text.content, reading.hits)
    if b"flexmap:" in text.content:
        result.ignores, result.notices = ignores.comments(shown, text.content)
    if text.one_byte:
        result.notices.append(
            f"{shown}: not UTF-8, so it was read as Windows-1252; "
            "letters outside ASCII may be shown wrong"
        )
    return result
