"""Which language a text without a file name is in, by the first sign of a language in it."""

from __future__ import annotations

import re
from functools import cache

from flexmap.sources.languages import languages

_LOOKED_AT = 20_000
"""Bytes from the start of a text that are looked at."""


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(f"(?:{sign})" for sign in rule["signs"]), re.MULTILINE)
        for name, rule in languages().items()
        if "signs" in rule
    }


def guess(content: bytes) -> str | None:
    """The language whose sign is first in the text, or None when there is none of any.

    Code inside other files begins after them, so that the outer language is found.
    """
    text = content[:_LOOKED_AT].decode("utf-8", "replace").replace("\r\n", "\n")
    matches = ((name, sign.search(text)) for name, sign in _signs().items())
    places = {name: match.start() for name, match in matches if match}
    return min(reversed(places), key=lambda name: places[name]) if places else None
