"""Findings that someone has looked at: ignores in comments and in `.flexmap.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from flexmap.review.config import CONFIG, Config, ConfigError, Ignore, read_config
from flexmap.sources.patterns import Patterns, from_here
from flexmap.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flexmap.review.findings import Finding

__all__ = [
    "CONFIG",
    "Applied",
    "Config",
    "ConfigError",
    "Ignore",
    "apply",
    "comments",
    "read_config",
]

_REF = rb"(?:VF\d+|dynamic)\b"
_COMMENT = re.compile(
    rb"flexmap:[ \t]*ignore(?![\w-])[ \t]*(" + _REF + rb"(?:[ \t]*,[ \t]*" + _REF + rb")*)?"
    rb"[ \t]*[:\-]*[ \t]*([^\n]*)",
    re.IGNORECASE,
)
_CLOSINGS = ("*/", "-->", "#>", "*}", "]]")
"""Ends of comments that have one, which are not part of a reason."""

_ANY = ""
"""Represents every reference."""


def comments(path: str, content: bytes) -> tuple[list[Ignore], list[str]]:
    """The ignores in the comments of a file, and what is wrong with others that are there."""
    found: list[Ignore] = []
    wrong: list[str] = []
    line, counted = 1, 0
    for match in _COMMENT.finditer(content):
        line += content.count(b"\n", counted, match.start())
        counted = match.start()
        reason = _reason(match[2].decode("utf-8", "replace"))
        refs = [ref.strip().upper() for ref in (match[1] or b"").decode().split(",") if ref.strip()]
        if not refs or not reason:
            lacks = "a reference" if not refs else "a reason"
            wrong.append(f"{path}:{line}: ignore without {lacks}; write: flexmap: ignore VF018 why")
            continue
        found.append(Ignore(refs=frozenset(refs), reason=reason, path=path, line=line))
    return found, wrong


def _reason(text: str) -> str:
    """The text behind the references, without the end of the comment."""
    text = text.rstrip()
    closing = next((end for end in _CLOSINGS if text.endswith(end)), "")
    return text.removesuffix(closing).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The findings with their ignores, and what to say about ignores that did nothing."""

    findings: tuple[Finding, ...]
    notices: tuple[str, ...]


def apply(found: Sequence[Finding], ignores: Iterable[Ignore], today: date) -> Applied:
    """Marks each finding with the first ignore that covers it; expired ones cover nothing."""
    every = list(ignores)
    index = _Index(every, today)
    used: set[int] = set()

    def mark(finding: Finding) -> Finding:
        number = index.first(finding)
        if number is None:
            return finding
        used.add(number)
        return replace(finding, ignored=every[number].reason)

    marked = tuple(mark(finding) for finding in found)
    return Applied(findings=marked, notices=tuple(_notices(every, used, today)))


class _Index:
    """Looks ignores up: those of comments by path and line, those with patterns by path.

    An ignore is known by its number in the list, so that the first of several is the least.
    """

    def __init__(self, ignores: Sequence[Ignore], today: date) -> None:
        self._by_line: dict[tuple[str, int], list[tuple[int, Ignore]]] = {}
        self._with_patterns: list[tuple[int, Ignore, Patterns]] = []
        self._by_path: dict[str, dict[str, int]] = {}
        for number, ignore in enumerate(ignores):
            if ignore.until is not None and ignore.until < today:
                continue
            if ignore.paths:
                patterns = Patterns.of_texts(ignore.paths)
                self._with_patterns.append((number, ignore, patterns))
            else:
                at = (ignore.path, ignore.line)
                self._by_line.setdefault(at, []).append((number, ignore))

    def first(self, finding: Finding) -> int | None:
        """The number of the first ignore that covers the finding, or None."""
        refs = {match.ref for match in finding.matches} or {"DYNAMIC"}
        by_ref = self._of_path(finding.place.path)
        numbers = [by_ref[ref] for ref in (*refs, _ANY) if ref in by_ref]
        for line in (finding.place.line - 1, finding.place.line):
            near = self._by_line.get((finding.place.path, line), ())
            numbers += [number for number, ignore in near if refs & ignore.refs]
        return min(numbers, default=None)

    def _of_path(self, path: str) -> dict[str, int]:
        """The first ignore with a pattern for the path, by reference."""
        if path not in self._by_path:
            by_ref: dict[str, int] = {}
            shown = from_here(path) if self._with_patterns else ""
            for number, ignore, patterns in self._with_patterns:
                if patterns.cover(shown):
                    for ref in ignore.refs or (_ANY,):
                        by_ref.setdefault(ref, number)
            self._by_path[path] = by_ref
        return self._by_path[path]


def _notices(ignores: Iterable[Ignore], used: set[int], today: date) -> Iterator[str]:
    for number, ignore in enumerate(ignores):
        if ignore.until is not None and ignore.until < today:
            yield f"{ignore.shown} ended on {ignore.until}; look again, then remove or renew it"
        elif number not in used:
            yield f"{ignore.shown} covers nothing; remove it"
