"""Which language a file is in: by its name, its extension, or its first line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from flexmap.rules import rules

_SHEBANG = re.compile(rb"#!\s*\S*?(?:/env\s+(?:-S\s+)?)?([\w.]+)\s*(?:\s|$)")

_FAMILIES = ("dockerfile", "makefile", "containerfile", "jenkinsfile")
"""Names of files whose ending is a name of its own, such as `Dockerfile.web`."""


@cache
def languages() -> Mapping[str, Mapping[str, Any]]:
    """Every language with its rules."""
    table: Mapping[str, Mapping[str, Any]] = rules("languages")["languages"]
    return table


@cache
def needles() -> tuple[bytes, ...]:
    """Words in lower case of which every name of the mapping holds one."""
    return tuple(word.encode() for word in rules("languages")["needles"])


@cache
def stems() -> tuple[tuple[bytes, tuple[bytes, ...]], ...]:
    """The needles by what they begin with: looking for that first is one pass for several."""
    by_head: dict[bytes, list[bytes]] = {}
    for needle in needles():
        by_head.setdefault(needle[:5], []).append(needle)
    return tuple((head, tuple(words)) for head, words in by_head.items())


def may_match(content: bytes) -> bool:
    """Whether the content holds a word of which every name holds one; cheap, before parsing."""
    lowered = content.lower()
    for stem, words in stems():
        if stem in lowered and (stem in words or any(word in lowered for word in words)):
            return True
    return False


@cache
def _by(key: str) -> dict[str, str]:
    return {word: name for name, rule in languages().items() for word in rule.get(key, ())}


@cache
def _wrappers() -> frozenset[str]:
    return frozenset(rules("languages")["wrappers"])


def by_name(name: str) -> str | None:
    """The language of a file of that name, or None when the name does not tell."""
    name = name.lower()
    head, dot, ending = name.rpartition(".")
    inner = by_name(head) if head and dot + ending in _wrappers() else None
    language = _by("names").get(name) or inner
    language = language or (_by("extensions").get(dot + ending) if head else None)
    if language:
        return language
    head = name.partition(".")[0]
    return _by("names").get(head) if head in _FAMILIES else None


def by_first_line(content: bytes) -> str | None:
    """The language that a script's first line names, or None."""
    match = _SHEBANG.match(content[:200])
    return _by("interpreters").get(match[1].decode()) if match else None


def fence(word: str) -> str | None:
    """The language that a Markdown fence names, or None when it is none that is read."""
    return _by("fences").get(word.strip("{}.").lower())


def known(language: str) -> bool:
    """Whether a language of that name is read."""
    return language in languages()
