"""What a review reports: a place, what is called there, and what the mapping says about it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from flexmap.mapping import Entry, Mapping, Outcome, Severity, Verdict
from flexmap.mapping import Kind as EntryKind
from flexmap.mapping.renamed import Renamed
from flexmap.readers.occurrences import Argument, Confidence, Kind, Mode, Occurrence
from flexmap.readers.wire import canonical, is_below
from flexmap.review.conditions import CLASSES, WORDS, Applied, Class, of_client
from flexmap.review.judged import Judged, Said, judged
from flexmap.review.messages import Quoted, Typed, pieces
from flexmap.review.paths import in_checkout
from flexmap.review.replacement import Replacement, replacement
from flexmap.values import dataclass

__all__ = [
    "WORDS", "AppliedCaveat", "Class", "Confidence", "Finding", "Kind", "Match", "Mode", "Place",
    "Proposal", "Quoted", "Typed", "findings",
]  # fmt: skip

_WEIGHT = {
    Verdict.NONE: 6,
    Verdict.REPLACED: 5,
    Verdict.COMPOSED: 4,
    Verdict.PARTIAL: 3,
    Verdict.UNKNOWN: 2,
    Verdict.SAME: 1,
}
"""How much work a verdict means, to name the heaviest of several operations first."""

_METHODS = ("PUT", "PATCH", "POST", "DELETE", "GET")
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
class AppliedCaveat:
    """A caveat that applies at a place; `shown` are the arguments that make it apply."""

    ref: str
    id: str
    severity: Severity
    title: str
    text: str
    action: str
    url: str
    shown: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """What leads to the caveat: the reference of its entry and its own name."""
        return f"{self.ref}#{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One operation or property that the place represents, and its entry in short.

    `outcome` tells what happens to the code apart from caveats, and `because` what is said of
    its client alone. `aside` when the entry is about something else, and one of its caveats
    applies all the same.
    """

    operation: str
    within: bool
    ref: str
    entry: str
    title: str
    verdict: Verdict
    severity: Severity
    headline: str
    url: str
    outcome: Outcome = Outcome.UNKNOWN
    because: str = ""
    aside: bool = False
    caveats: tuple[AppliedCaveat, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A text for a place, whether it is safe to put it there, and what to know about it.

    `start` is the first byte of the place in the text in UTF-8, and `original` what is there.
    """

    place: Place
    start: int
    original: bytes
    text: str
    safe: bool
    notes: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The text on one line; of a longer one the first line."""
        first, newline, _ = self.text.partition("\n")
        return f"{first.rstrip()} …" if newline else first


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
    arguments: tuple[str, ...] = ()
    declared: tuple[Place, ...] = ()
    """Where the file declares the mode, when that is not at the place itself."""
    renamed: tuple[Renamed, ...] = ()
    """What another line of the Terraform provider calls the arguments that the finding is about."""
    replacement: Proposal | None = None
    """What can be there on a Flexible set, with the arguments of the code."""
    extent: tuple[tuple[int, int], ...] = ()
    """The first and last lines of what else it is about: its command, what makes caveats apply."""
    known: bool = False
    """Whether the baseline lists it."""
    untouched: bool = False
    """Whether all its lines are unchanged, when the user asks for changed lines only."""

    @property
    def main(self) -> Match | None:
        """The heaviest match, or None for a dynamic name."""
        return self.matches[0] if self.matches else None

    @property
    def caveats(self) -> tuple[AppliedCaveat, ...]:
        """The caveats that apply here, worst first, those of the main entry before others."""
        every = [caveat for match in self.matches for caveat in match.caveats]
        return tuple(sorted(every, key=lambda caveat: caveat.severity, reverse=True))

    @property
    def severity(self) -> Severity:
        """The worst of what happens to the code as it is and of the caveats that apply."""
        return max((match.severity for match in self.matches), default=Severity.NOTE)

    @property
    def cls(self) -> Class:
        """What happens to the code on a Flexible set; of a dynamic name no one can say it."""
        return CLASSES[self.severity] if self.matches else Class.DIFFERS

    @property
    def stops(self) -> bool:
        """Whether the code stops on a Flexible set."""
        return self.cls is Class.STOPS

    @property
    def differs(self) -> bool:
        """Whether the code is known to work differently on a Flexible set."""
        return self.cls is Class.DIFFERS and bool(self.matches)

    @property
    def same(self) -> bool:
        """Whether the code works as it is, and no caveat applies.

        A call that does its job in part only is not the same: what the code does with the
        answer decides, which nothing here sees.
        """
        works = all(match.outcome is Outcome.WORKS for match in self.matches)
        return bool(self.matches) and works and not self.caveats and not self._partial

    @property
    def possible(self) -> bool:
        """Whether the place is only possibly a call."""
        return self.confidence is Confidence.POSSIBLE

    @property
    def declares_flexible(self) -> bool:
        """Whether it is a set that is declared Flexible."""
        return self.kind is Kind.DECLARATION and self.mode is Mode.FLEXIBLE

    @property
    def _partial(self) -> bool:
        return self.kind is Kind.CALL and any(
            match.verdict is Verdict.PARTIAL and not match.within for match in self.matches
        )

    @property
    def quiet(self) -> bool:
        """Whether it is only counted unless someone asks: it works on Flexible as it is.

        A set that is declared Uniform is shown, because it is what would be moved.
        """
        return self.same and not (self.kind is Kind.DECLARATION and self.mode is Mode.UNIFORM)

    @property
    def anchor(self) -> str:
        """The reference of what the message is about: an entry, or a caveat of it."""
        caveat = self.leading
        return caveat.anchor if caveat else self.main.ref if self.main else "dynamic"

    @property
    def url(self) -> str:
        """The address of what the message is about, below the site's root."""
        caveat = self.leading
        return caveat.url if caveat else self.main.url if self.main else ""

    @property
    def leading(self) -> AppliedCaveat | None:
        """The caveat that the message begins with, unless the call itself is worse."""
        first = next(iter(self.caveats), None)
        if first is None or first.severity < self.severity or self._stops_by_itself:
            return None
        return first

    @property
    def _stops_by_itself(self) -> bool:
        """Whether the call stops whatever it is given, so that a caveat of others explains less."""
        main = self.main
        return bool(main and main.outcome is Outcome.FAILS and not main.aside and not main.caveats)

    @property
    def message(self) -> str:
        """What to know, in a few sentences of plain text; what the code says is in backticks."""
        return "".join(f"`{p}`" if isinstance(p, Typed) else p for p in self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        """The pieces of the message; what comes from the reviewed code is `Quoted`."""
        return tuple(pieces(self))


def findings(
    mapping: Mapping, path: str, language: str, content: bytes, hits: Iterable[Occurrence]
) -> list[Finding]:
    """The findings of one file, by place; hits whose operation has no entry are left out."""
    lines = _Lines(content)
    found = [
        _finding(mapping, item, path, language, lines)
        for item in judged(mapping, hits)
        if item.said or item.place.kind is Kind.DYNAMIC
    ]
    found.sort(key=lambda f: (f.place.line, f.place.column, f.kind is Kind.PROPERTY))
    return list(_with_fingerprints(found))


def _finding(mapping: Mapping, item: Judged, path: str, language: str, lines: _Lines) -> Finding:
    hit = item.place
    matches = [_match(said, hit) for said in sorted(item.said, key=_order)]
    shown = (argument.shown or argument.typed for argument in hit.arguments)
    finding = Finding(
        place=lines.place(path, hit.start, hit.end),
        language=language,
        kind=hit.kind,
        client=hit.client,
        name=hit.name,
        confidence=hit.confidence,
        open=hit.open and sum(not match.aside for match in matches) != 1,
        mode=hit.mode,
        why=hit.why,
        matches=tuple(matches),
        snippet=lines.snippet(hit.start),
        arguments=tuple(dict.fromkeys(shown)) if hit.kind is Kind.CALL else (),
        declared=tuple(lines.place(path, *span) for span in hit.declared),
        extent=tuple(_extent(item, lines)),
        renamed=tuple(_renamed(item)),
    )
    if finding.same or not hit.line:
        return finding
    return replace(
        finding,
        replacement=_proposal(replacement(mapping, hit, language, lines.content), path, lines),
    )


def _extent(item: Judged, lines: _Lines) -> Iterator[tuple[int, int]]:
    """The lines of the command, and of each argument that makes a caveat apply."""
    pieces = item.place.line
    spans = {(pieces[0].start, pieces[-1].end)} if pieces else set()
    for said in item.said:
        spans |= {(a.start, a.end) for one in said.judgement.caveats for a in one.arguments}
    for start, end in sorted(spans):
        yield lines.number(start), lines.number(max(start, end))


def _renamed(item: Judged) -> Iterator[Renamed]:
    """The other names of what the finding is about: what the property has, or a caveat needs."""
    targets = [
        said.entry.uniform.property
        for said in item.said
        if item.place.kind is Kind.PROPERTY and said.entry.id == item.place.entry
    ]
    own = [a for target in targets if target for a in item.place.arguments
           if is_below(canonical(a.wire), canonical(target.path))]  # fmt: skip
    held = [a for said in item.said for c in said.judgement.caveats for a in c.arguments]
    yield from dict.fromkeys(a.renamed for a in (*own, *held) if a.renamed)


def _proposal(found: Replacement | None, path: str, lines: _Lines) -> Proposal | None:
    if found is None:
        return None
    place = lines.place(path, found.start, found.end)
    return Proposal(
        place=place, start=found.start, original=lines.content[found.start : found.end],
        text=found.text, safe=found.safe, notes=found.notes,
    )  # fmt: skip


def _order(said: Said) -> tuple[object, ...]:
    """The worst first, then what the call is for: a write before the read that it begins with."""
    entry = said.entry
    rank = list(Severity).index(said.judgement.severity)
    method = entry.uniform.endpoint.method if entry.uniform.endpoint else ""
    reads = (_METHODS.index(method) if method in _METHODS else 0) if not said.aside else 0
    general = entry.kind == EntryKind.CONCEPT
    return (rank, said.aside, said.within, not general, reads, -_WEIGHT[entry.verdict], entry.ref)


def _match(said: Said, place: Occurrence) -> Match:
    entry = said.entry
    client = None if said.aside else of_client(entry, place)
    return Match(
        operation=entry.operation,
        within=said.within,
        ref=entry.ref,
        entry=entry.id,
        title=entry.title,
        verdict=entry.verdict,
        severity=said.judgement.severity,
        headline=entry.headline,
        url=entry.url,
        outcome=said.judgement.outcome,
        because=_claim(entry, client.claims) if client else "",
        aside=said.aside,
        caveats=tuple(_caveat(entry, applied) for applied in said.judgement.caveats),
    )


def _claim(entry: Entry, ids: Sequence[str]) -> str:
    """What the first of the claims says."""
    return next((claim.says for claim in entry.claims if claim.id in ids), "")


def _caveat(entry: Entry, applied: Applied) -> AppliedCaveat:
    caveat = applied.caveat
    return AppliedCaveat(
        ref=entry.ref,
        id=caveat.id,
        severity=caveat.severity,
        title=caveat.title,
        text=caveat.text,
        action=caveat.action,
        url=f"{entry.url}#{caveat.id}",
        shown=tuple(dict.fromkeys(map(_shown, applied.arguments))),
    )


def _shown(argument: Argument) -> str:
    return " ".join((argument.shown or argument.typed).split())


def _with_fingerprints(found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings of one file with a mark each that does not hold the line's number.

    Equal lines of one file are distinguished by their order.
    """
    seen: dict[str, int] = {}
    path = in_checkout(found[0].place.path) if found else ""
    for finding in found:
        parts = (
            path,
            finding.client,
            finding.kind.value,
            ",".join(match.ref for match in finding.matches),
            " ".join(finding.snippet.split()),
        )
        text = "\x1f".join(parts)
        seen[text] = seen.get(text, 0) + 1
        # A path may hold bytes that are not text, which plain UTF-8 refuses.
        marked = f"{text}\x1f{seen[text]}".encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(marked).hexdigest()
        yield replace(finding, fingerprint=digest[:32])


class _Lines:
    """Places of byte offsets in a text in UTF-8; columns count characters."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._starts = [0, *(match.end() for match in re.finditer(b"\n", content))]
        self._counts = None if content.isascii() else _counts(content)

    def place(self, path: str, start: int, end: int) -> Place:
        line, column = self._point(start)
        end_line, end_column = self._point(max(end, start))
        return Place(path=path, line=line, column=column, end_line=end_line, end_column=end_column)

    def number(self, offset: int) -> int:
        """The number of the line that the offset is on."""
        return bisect_right(self._starts, offset)

    def snippet(self, start: int) -> str:
        """The line that the offset is on, without its indentation, cut when it is long."""
        line = bisect_right(self._starts, start)
        first = self._starts[line - 1]
        last = self._starts[line] - 1 if line < len(self._starts) else len(self.content)
        if last - first > _LONG_LINE:
            first, last = max(first, start - 40), min(last, start + 2 * _SNIPPET)
        shown = self.content[first:last].decode("utf-8", "replace").strip()
        if len(shown) > _SNIPPET:
            shown = shown[: _SNIPPET - 1] + "…"
        if shown.isprintable():
            return shown
        return "".join(c if c.isprintable() or c == "\t" else "�" for c in shown)

    def _point(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, self._characters(offset) - self._characters(self._starts[line - 1]) + 1

    def _characters(self, offset: int) -> int:
        """How many characters begin before the offset."""
        if self._counts is None:
            return offset
        piece = offset // _PIECE
        return self._counts[piece] + _begun(self.content[piece * _PIECE : offset])


def _counts(content: bytes) -> list[int]:
    """The characters before each piece of the content, so that none is counted per finding."""
    pieces = (content[at : at + _PIECE] for at in range(0, len(content), _PIECE))
    return list(accumulate((_begun(piece) for piece in pieces), initial=0))


def _begun(piece: bytes) -> int:
    """The characters that begin in a piece: its bytes but for those that continue with one."""
    return len(piece.translate(None, _GOING_ON))
