"""What a review reports: a place, what is called there, and what the mapping says about it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from flexmap.model import Entry, Mapping, Severity, Verdict
from flexmap.review.hits import Confidence, Hit, Kind, Mode

__all__ = ["Confidence", "Finding", "Kind", "Match", "Mode", "Place", "findings"]

_WEIGHT = {
    Verdict.NONE: 6,
    Verdict.REPLACED: 5,
    Verdict.COMPOSED: 4,
    Verdict.PARTIAL: 3,
    Verdict.UNKNOWN: 2,
    Verdict.SAME: 1,
}
"""How much work a verdict means, to name the heaviest of several operations first."""

WORDS = {
    Verdict.SAME: "documented for Flexible too",
    Verdict.REPLACED: "on Flexible another call is documented in its place",
    Verdict.COMPOSED: "on Flexible several calls are documented in its place",
    Verdict.PARTIAL: "documented for Flexible in part",
    Verdict.NONE: "documented for Uniform only",
    Verdict.UNKNOWN: "no source says what becomes of it on Flexible",
}
"""The verdicts in words that promise no more than the sources do."""

_SNIPPET = 160
"""Characters of a line that are shown."""

_LONG_LINE = 2_000
"""Bytes of a line from which only what is around the place is looked at."""

_PIECE = 512
"""Bytes of which the characters are counted in one go."""

_GOING_ON = bytes(range(0x80, 0xC0))
"""The bytes of a character in UTF-8 behind its first one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A span in a file: lines and columns count from 1, the end column is the one after."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One operation or property that the place stands for, and its entry in short."""

    operation: str
    within: bool
    ref: str
    entry: str
    title: str
    verdict: Verdict
    severity: Severity
    headline: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place in the code.

    `matches` has the heaviest first; several when the call sends several, or when `open`
    tells that the code does not say which. It is empty for a dynamic name. `fingerprint`
    stays the same when lines move. `ignored` holds the reason of the ignore that covers it.
    """

    place: Place
    language: str
    kind: Kind
    client: str
    name: str
    confidence: Confidence
    open: bool
    mode: Mode
    why: str
    matches: tuple[Match, ...]
    snippet: str
    fingerprint: str = ""
    ignored: str = ""

    @property
    def main(self) -> Match | None:
        """The heaviest match, or None for a dynamic name."""
        return self.matches[0] if self.matches else None

    @property
    def severity(self) -> Severity:
        """That of the heaviest match; a note for a dynamic name and a mere declaration."""
        if self.main is None or (self.kind is Kind.DECLARATION and self.same):
            return Severity.NOTE
        return self.main.severity

    @property
    def same(self) -> bool:
        """Whether everything at the place is documented to stay as it is."""
        return bool(self.matches) and all(m.verdict is Verdict.SAME for m in self.matches)

    @property
    def quiet(self) -> bool:
        """Whether it is only counted unless somebody asks: it stays the same on Flexible.

        A set that is declared Uniform is shown, because it is what would be moved.
        """
        return self.same and not (self.kind is Kind.DECLARATION and self.mode is Mode.UNIFORM)

    @property
    def message(self) -> str:
        """What to know, in one or two sentences."""
        return _message(self)


def findings(
    mapping: Mapping, path: str, language: str, content: bytes, hits: Iterable[Hit]
) -> list[Finding]:
    """The findings of one file, by place; hits whose operation has no entry are left out."""
    by_operation = {entry.sent(): entry for entry in mapping.entries if entry.sent()}
    by_id = {entry.id: entry for entry in mapping.entries}
    lines = _Lines(content)
    found: list[Finding] = []
    for hit in hits:
        matches = tuple(_matches(hit, by_operation, by_id))
        if not matches and hit.kind is not Kind.DYNAMIC:
            continue
        found.append(
            Finding(
                place=lines.place(path, hit.start, hit.end),
                language=language,
                kind=hit.kind,
                client=hit.client,
                name=hit.name,
                confidence=hit.confidence,
                open=hit.open and len(matches) != 1,
                mode=hit.mode,
                why=hit.why,
                matches=matches,
                snippet=lines.snippet(hit.start),
            )
        )
    return list(_with_fingerprints(found))


def _matches(hit: Hit, by_operation: dict[str, Entry], by_id: dict[str, Entry]) -> Iterator[Match]:
    if hit.entry:
        yield _match(by_id[hit.entry], "", within=False)
        return
    known = [(by_operation[s.operation], s) for s in hit.sends if s.operation in by_operation]
    known.sort(key=lambda pair: (-_WEIGHT[pair[0].verdict], pair[1].within, pair[0].ref))
    for entry, sent in known:
        yield _match(entry, entry.operation, within=sent.within)


def _match(entry: Entry, operation: str, *, within: bool) -> Match:
    return Match(
        operation=operation,
        within=within,
        ref=entry.ref,
        entry=entry.id,
        title=entry.title,
        verdict=entry.verdict,
        severity=entry.severity or Severity.NOTE,
        headline=entry.headline,
        url=entry.url,
    )


def _message(finding: Finding) -> str:
    if finding.main is None:
        return (
            f"{finding.name}: the operation is in a variable, so it cannot be looked up. "
            "Check each operation that it can name."
        )
    if finding.kind is Kind.DECLARATION:
        return _declared(finding, finding.main)
    subject = finding.main.operation or finding.main.title
    said = f"{subject}: {WORDS[finding.main.verdict]}. {finding.main.headline}"
    if finding.kind is Kind.PROPERTY:
        said = f"{finding.main.title}: {WORDS[finding.main.verdict]}. {finding.main.headline}"
    if finding.open and len(finding.matches) > 1:
        others = ", ".join(m.operation or m.title for m in finding.matches[1:])
        said += f" The code leaves open which operation it is; it can also be {others}."
    return f"{_condition(finding)} {said}"


def _condition(finding: Finding) -> str:
    if finding.mode is Mode.FLEXIBLE:
        return f"The set is Flexible ({finding.why})." if finding.why else "The set is Flexible."
    if finding.mode is Mode.UNIFORM:
        why = f" ({finding.why})" if finding.why else ""
        return f"The set is Uniform{why}; if it becomes Flexible:"
    return "If this set is or becomes Flexible:"


def _declared(finding: Finding, main: Match) -> str:
    shown = {Mode.UNIFORM: "a Uniform set", Mode.FLEXIBLE: "a Flexible set"}
    what = shown.get(finding.mode, "a set whose mode is not visible here")
    if "/" in finding.name and finding.name.lower().count("/") > 1:
        what = f"{finding.name}, a part of a set"
    why = f" ({finding.why})" if finding.why else ""
    return f"Declares {what}{why}. {main.operation}: {WORDS[main.verdict]}. {main.headline}"


def _with_fingerprints(found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings with a mark each that does not hold the line's number.

    Equal lines of one file are told apart by their order.
    """
    seen: dict[str, int] = {}
    for finding in found:
        parts = (
            finding.place.path,
            finding.client,
            finding.kind.value,
            ",".join(match.ref for match in finding.matches),
            " ".join(finding.snippet.split()),
        )
        text = "\x1f".join(parts)
        seen[text] = seen.get(text, 0) + 1
        digest = hashlib.sha256(f"{text}\x1f{seen[text]}".encode()).hexdigest()
        yield replace(finding, fingerprint=digest[:32])


class _Lines:
    """Places of byte offsets in a text in UTF-8; columns count characters."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._starts = [0, *(match.end() for match in re.finditer(b"\n", content))]
        self._counts = None if content.isascii() else _counts(content)

    def place(self, path: str, start: int, end: int) -> Place:
        line, column = self._point(start)
        end_line, end_column = self._point(max(end, start))
        return Place(path=path, line=line, column=column, end_line=end_line, end_column=end_column)

    def snippet(self, start: int) -> str:
        """The line that the offset is on, without its indentation, cut when it is long."""
        line = bisect_right(self._starts, start)
        first = self._starts[line - 1]
        last = self._starts[line] - 1 if line < len(self._starts) else len(self._content)
        if last - first > _LONG_LINE:
            first, last = max(first, start - 40), min(last, start + 2 * _SNIPPET)
        shown = self._content[first:last].decode("utf-8", "replace").strip()
        if len(shown) > _SNIPPET:
            shown = shown[: _SNIPPET - 1] + "…"
        return "".join(c if c.isprintable() or c == "\t" else "�" for c in shown)

    def _point(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, self._characters(offset) - self._characters(self._starts[line - 1]) + 1

    def _characters(self, offset: int) -> int:
        """How many characters begin before the offset."""
        if self._counts is None:
            return offset
        piece = offset // _PIECE
        return self._counts[piece] + _begun(self._content[piece * _PIECE : offset])


def _counts(content: bytes) -> list[int]:
    """The characters before each piece of the content, so that none is counted per finding."""
    pieces = (content[at : at + _PIECE] for at in range(0, len(content), _PIECE))
    return list(accumulate((_begun(piece) for piece in pieces), initial=0))


def _begun(piece: bytes) -> int:
    """The characters that begin in a piece: its bytes but for those that go on with one."""
    return len(piece.translate(None, _GOING_ON))
