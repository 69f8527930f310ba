"""Findings as the protocol of editors has them: diagnostics, hovers, and actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types
from pygls.workspace import PositionCodec

from flexmap.mapping import Entry, Mapping, Severity
from flexmap.mapping.address import page_address
from flexmap.review.conditions import WORDS
from flexmap.review.findings import Finding, Place
from flexmap.review.messages import plain
from flexmap.sources.languages import languages
from flexmap.values import dataclass

SOURCE = "flexmap"

_SEVERITIES = {
    Severity.BREAKING: types.DiagnosticSeverity.Error,
    Severity.BEHAVIOUR: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An open document with its findings, and how the editor counts the characters of a line."""

    uri: str
    lines: Sequence[str]
    codec: PositionCodec
    findings: tuple[Finding, ...]

    def range(self, place: Place) -> types.Range:
        """Where the place is, in the units of the editor."""
        return self.codec.range_to_client_units(
            self.lines,
            types.Range(
                start=types.Position(line=place.line - 1, character=place.column - 1),
                end=types.Position(line=place.end_line - 1, character=place.end_column - 1),
            ),
        )

    def at(self, wanted: types.Range) -> Iterator[Finding]:
        """The findings that touch the range, in their order."""
        for finding in self.findings:
            own = self.range(finding.place)
            if _point(own.start) <= _point(wanted.end) and _point(wanted.start) <= _point(own.end):
                yield finding


def _point(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


def diagnostics(document: Document, site: str) -> list[types.Diagnostic]:
    """One for each finding; a code that leads to the entry where the site is known."""
    return [_diagnostic(document, finding, site) for finding in document.findings]


def _diagnostic(document: Document, finding: Finding, site: str) -> types.Diagnostic:
    address = page_address(site, finding.url) if site and finding.url else ""
    return types.Diagnostic(
        range=document.range(finding.place),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        source=SOURCE,
        code=finding.anchor,
        code_description=types.CodeDescription(href=address) if address else None,
        related_information=[
            types.DiagnosticRelatedInformation(
                location=types.Location(uri=document.uri, range=document.range(place)),
                message="the mode of the set is declared here",
            )
            for place in finding.declared
        ],
        data=finding.fingerprint,
    )


def hover(
    document: Document, position: types.Position, mapping: Mapping, site: str
) -> types.Hover | None:
    """What is known of the finding at a position, with its entry."""
    found = list(document.at(types.Range(start=position, end=position)))
    if not found:
        return None
    text = "\n\n---\n\n".join(_about(finding, mapping, site) for finding in found)
    return types.Hover(
        contents=types.MarkupContent(kind=types.MarkupKind.Markdown, value=text),
        range=document.range(found[0].place),
    )


def _about(finding: Finding, mapping: Mapping, site: str) -> str:
    return "\n\n".join(_paragraphs(finding, mapping, site))


def _paragraphs(finding: Finding, mapping: Mapping, site: str) -> Iterator[str]:
    main = finding.main
    entry = mapping.by_id.get(main.entry) if main else None
    if main:
        yield f"**{main.ref} {main.title}**: {WORDS[finding.cls]}"
    yield finding.message
    if entry:
        yield from _entry(entry)
    if finding.replacement:
        yield f"Instead:\n\n```\n{finding.replacement.text}\n```"
        yield from (f"- {plain(note)}" for note in finding.replacement.notes)
    if main and site:
        yield f"[{main.ref}]({page_address(site, finding.url)})"
    yield f"*{mapping.stamp}*"


def _entry(entry: Entry) -> Iterator[str]:
    yield f"On a Flexible set: {entry.verdict.value}. {plain(entry.headline)}"
    if entry.flexible.disputed:
        yield "Sources disagree."
    caveats = [f"- {c.severity}: {plain(c.title)}. {plain(c.action)}" for c in entry.caveats]
    if caveats:
        yield "\n".join(caveats)


def actions(
    document: Document, wanted: types.Range, language: str | None
) -> list[types.CodeAction]:
    """What can be done about the findings in a range: put the text there, or ignore them."""
    found = list(document.at(wanted))
    return [*_replacements(document, found), *_ignores(document, found, language)]


def _replacements(document: Document, found: Iterable[Finding]) -> Iterator[types.CodeAction]:
    for finding in found:
        proposal = finding.replacement
        if proposal is None:
            continue
        notes = "" if proposal.safe else f" ({plain(proposal.notes[0])})" if proposal.notes else ""
        edit = types.TextEdit(range=document.range(proposal.place), new_text=proposal.text)
        yield types.CodeAction(
            title=f"Replace with {proposal.shown}{notes}",
            kind=types.CodeActionKind.QuickFix,
            is_preferred=proposal.safe,
            edit=types.WorkspaceEdit(changes={document.uri: [edit]}),
        )


def _ignores(
    document: Document, found: Iterable[Finding], language: str | None
) -> Iterator[types.CodeAction]:
    """A comment in the line above, whose reason the user has to write."""
    begins = languages()[language].get("comment") if language else None
    if not begins:
        return
    for line, ref in dict.fromkeys((f.place.line, _ref(f)) for f in found):
        text = document.lines[line - 1]
        indent = text[: len(text) - len(text.lstrip())]
        start = types.Position(line=line - 1, character=0)
        edit = types.TextEdit(
            range=types.Range(start=start, end=start),
            new_text=f"{indent}{begins} flexmap: ignore {ref} write the reason here\n",
        )
        yield types.CodeAction(
            title=f"Ignore {ref} here, with a reason",
            kind=types.CodeActionKind.QuickFix,
            edit=types.WorkspaceEdit(changes={document.uri: [edit]}),
        )


def _ref(finding: Finding) -> str:
    return finding.main.ref if finding.main else "dynamic"
