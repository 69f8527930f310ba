"""What the page "Check your code" asks of the package `flexmap`, which runs in the page.

Each function takes and returns texts and bytes, since they cross the border to JavaScript.
"""

from __future__ import annotations

import json
import sys
import traceback
from datetime import date
from types import ModuleType
from typing import Any

from flexmap.mapping import Severity, parse
from flexmap.mapping.wording import WORDS
from flexmap.readers.scanner import Scanner
from flexmap.report import REPORTERS, Listing
from flexmap.review.findings import Finding, Match
from flexmap.review.messages import plain
from flexmap.review.run import Review, Settings, review_text
from flexmap.sources.language_signs import guess
from flexmap.sources.languages import by_first_line, by_name, languages

Record = dict[str, Any]

_UNREAD = {"language": "?", "skipped": "failed"}
"""The answer to a text of which not even the language matters any more."""


class Checker:
    """Checks texts with one mapping; `missing` is raised where a parser is not loaded yet."""

    def __init__(self, mapping: str, missing: type[BaseException]) -> None:
        self._missing = missing
        for rule in languages().values():
            if "grammar" in rule:
                _offer(rule["grammar"])
        self._scanner = Scanner(parse(mapping))
        self._terms = {
            (kind, term.id): term.title
            for kind, terms in self._scanner.mapping.vocabulary.items()
            for term in terms
        }

    def check(self, request: str, content: bytes) -> str:
        """The answer to a request, both JSON; a missing parser is named in `grammar`.

        A text that cannot be read has its reason in `skipped`. Where that is `failed`, a parser
        or the package gave up on it: `broken` says that neither is to be used again, and
        `detail` is for those who look into it.
        """
        asked = json.loads(request)
        name = asked["name"] or "pasted"
        try:
            return json.dumps(self._checked(asked, name, content))
        except self._missing as error:
            return json.dumps({"grammar": str(error)})
        except RecursionError:
            return json.dumps({**_UNREAD, "skipped": "too deeply nested"})
        except Exception:  # whatever a parser in WebAssembly, or a fault of ours, may raise
            return json.dumps({**_UNREAD, "broken": True, "detail": traceback.format_exc()})

    def _checked(self, asked: Record, name: str, content: bytes) -> Record:
        language, how = detect(name, content, asked["language"])
        if not language:
            return {"language": ""}
        # On the reader's own day; an ignore in a comment has no end, so the day is never shown.
        settings = Settings(today=date.today())
        done = review_text(self._scanner, name, language, content, settings)
        shown = tuple(done.shown(everything=asked["everything"], same=asked["same"]))
        listing = Listing(review=done, findings=shown, site=asked["site"])
        return self._answer(listing, done, language, how)

    def _answer(self, listing: Listing, done: Review, language: str, how: str) -> Record:
        return {
            "language": language,
            "title": languages()[language]["title"],
            "how": how,
            "skipped": done.skipped[0].reason if done.skipped else "",
            "read": done.parsed > 0,
            "counts": [
                {"severity": s.value, "title": self._terms["severity", s.value], "count": count}
                for s in Severity
                if (count := listing.count(s))
            ],
            "same": done.same,
            "flexible": done.flexible,
            "ignored": done.ignored,
            "notices": [*done.notices, *(f"{item.path}: {item.reason}" for item in done.unread)],
            "findings": [self._finding(finding) for finding in listing.findings],
            "markdown": REPORTERS["markdown"](listing),
            "stamp": listing.stamp,
        }

    def _finding(self, finding: Finding) -> Record:
        place = finding.place
        return {
            "line": place.line,
            "column": place.column,
            "end_line": place.end_line,
            "end_column": place.end_column,
            "kind": finding.kind.value,
            "name": finding.name,
            "confidence": finding.confidence.word,
            "class": finding.cls.value,
            "severity": finding.severity.value,
            "severity_title": self._terms["severity", finding.severity.value],
            "mode": finding.mode.value,
            "why": finding.why,
            "open": finding.open,
            "message": finding.message,
            "matches": [self._match(match) for match in finding.matches],
            "caveat": self._caveat(finding),
            "instead": _instead(finding),
        }

    def _match(self, match: Match) -> Record:
        return {
            "operation": match.operation,
            "within": match.within,
            "ref": match.ref,
            "title": match.title,
            "verdict": match.verdict.value,
            "verdict_title": self._terms["verdict", match.verdict.value],
            "says": WORDS[match.verdict],
            "headline": match.headline,
            "url": match.url,
        }

    def _caveat(self, finding: Finding) -> Record | None:
        """The worst caveat that applies at the place."""
        worst = next(iter(finding.caveats), None)
        if worst is None:
            return None
        return {
            "title": worst.title,
            "url": worst.url,
            "severity": worst.severity.value,
            "severity_title": self._terms["severity", worst.severity.value],
        }


def _instead(finding: Finding) -> Record | None:
    """What can be there on a Flexible set, and what has to be known first."""
    proposal = finding.replacement
    if proposal is None:
        return None
    return {"text": proposal.text, "notes": [plain(note) for note in proposal.notes]}


def detect(name: str, content: bytes, chosen: str) -> tuple[str, str]:
    """The language of a text, and how it is known: chosen, by name, first line or a guess."""
    if chosen:
        return chosen, "chosen"
    named = by_name(name)
    if named:
        return named, "name"
    first = by_first_line(content)
    if first:
        return first, "line"
    return guess(content) or "", "guess"


def _offer(grammar: str) -> None:
    """Lets the package import a grammar as it does elsewhere; its language is its name."""
    module: Any = ModuleType(f"tree_sitter_{grammar}")
    module.language = lambda: grammar
    sys.modules[module.__name__] = module
    if grammar in ("typescript", "tsx"):
        shared: Any = sys.modules.setdefault("tree_sitter_typescript", module)
        setattr(shared, f"language_{grammar}", lambda: grammar)
