"""Sentences of documentation text that name an orchestration mode."""

from __future__ import annotations

import re

_MODE = re.compile(r"orchestration ?mode|\bflexible\b|\buniform\b|\bVMSS ?Flex\b", re.IGNORECASE)
_BREAK = re.compile(r"(?:<br ?/?>\s*)+|\*\*")
_END = re.compile(r"(?<=[.!?])\)?\s+(?=[A-Z(\"'*])")
_FIELD = re.compile(r"^\s*:(param|keyword|ivar)\s+(?:[\w\[\], .~]+\s)?\*?(\w+):", re.MULTILINE)
_ANY_FIELD = re.compile(r"^\s*:\w+[^:\n]*:", re.MULTILINE)


def mode_sentences(text: str) -> list[str]:
    """The sentences that name a mode, once each, in order, with white space made even."""
    sentences: dict[str, None] = {}
    for part in _BREAK.sub("\n\n", text).split("\n\n"):
        for sentence in _END.split(" ".join(part.split())):
            words = sentence.strip()
            if words and _MODE.search(words):
                sentences[
                    words.removeprefix("(") if words.count("(") > words.count(")") else words
                ] = None
    return list(sentences)


def fields(docstring: str) -> dict[str, str]:
    """The parts of a docstring: the text before the first field under "", then by field name."""
    starts = list(_ANY_FIELD.finditer(docstring))
    result = {"": docstring[: starts[0].start()] if starts else docstring}
    for number, start in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(docstring)
        named = _FIELD.match(docstring, start.start())
        if named:
            result[named[2]] = docstring[start.end() : end]
    return result
