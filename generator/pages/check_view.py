"""The page that checks code: which languages there are, and what loading costs."""

from __future__ import annotations

from dataclasses import dataclass

from generator.browser import languages

LARGEST = 5_000_000
"""Bytes that a text may have: as many as the command reads by default, and a test says so."""

MEGABYTES = 7
"""What the first check loads over a network, JavaScript and JSON compressed; a test measures it."""

SECONDS = 30
"""How long a check may take: three times what the command allows, for parsers in a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageOption:
    """A language to choose."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """What the page shows; `bytes` is the size of what its bar of progress counts."""

    languages: tuple[LanguageOption, ...]
    largest: int
    largest_words: str
    megabytes: int
    seconds: int
    bytes: int


def check_view(counted: int) -> CheckView:
    """The languages by their title, and the limits; `counted` is what the progress bar counts."""
    options = [
        LanguageOption(id=name, title=f"{rule['title'][0].upper()}{rule['title'][1:]}")
        for name, rule in languages().items()
    ]
    return CheckView(
        languages=tuple(sorted(options, key=lambda option: option.title.lower())),
        largest=LARGEST,
        largest_words=f"{LARGEST // 1_000_000} MB",
        megabytes=MEGABYTES,
        seconds=SECONDS,
        bytes=counted,
    )
