"""Addresses that a script keeps in a variable or a table before a command sends the request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flexmap.readers.command_line import Word
from flexmap.readers.context import Context
from flexmap.readers.occurrences import Confidence, Occurrence
from flexmap.readers.requests import joined, line_method, path_hit, rule_of
from flexmap.readers.rest_paths import SET, Found
from flexmap.values import dataclass

_FORMAT = re.compile(r"(?P<text>[\"'][^\n]{1,2000}[\"'])\s{0,9}-f\s{1,9}(?P<values>[^\n]{1,400})")
_METHOD = re.compile(r"\bMethod[\"']?\s*[=:]\s*[\"']?(GET|PUT|POST|PATCH|DELETE)\b", re.IGNORECASE)
_STRING = re.compile(r"\"[^\"\n]{1,2000}\"|'[^'\n]{1,2000}'")
LONGEST = 4_000
"""Characters of a text that can be an address, or hold one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A path in a string; `name` is the variable that takes it, empty in a table or call."""

    name: str
    start: int
    end: int
    found: Found
    around: str


def address(
    context: Context, name: str, text: str, start: int, end: int, around: str = ""
) -> Address | None:
    """The address that a string holds, or None when it holds no path of a set."""
    if len(text) > LONGEST or not (SET in text.lower() or "/virtualmachines" in text.lower()):
        return None
    if text.lstrip().startswith(("@{", "[")):
        return _in_table(context, name, text, start, around)
    whole = joined(_formatted(text.strip()))
    found = context.paths.find(whole.strip("\"'"), set_id=context.is_set_id(text))
    if found is None:
        return None
    return Address(name=name, start=start, end=end, found=found, around=around)


def _formatted(text: str) -> str:
    """A format of PowerShell with its values put in."""
    match = _FORMAT.match(text)
    if match is None:
        return text
    values = match["values"].split(",")
    return re.sub(
        r"\{(\d)\}",
        lambda at: values[int(at[1])].strip() if int(at[1]) < len(values) else at[0],
        match["text"],
    )


def _in_table(context: Context, name: str, text: str, start: int, around: str) -> Address | None:
    """The address in one of the strings of a table; offsets count bytes."""
    for match in _STRING.finditer(text):
        found = context.paths.find(match[0].strip("\"'"), set_id=context.is_set_id(match[0]))
        if found:
            at = start + len(text[: match.start()].encode())
            end = at + len(match[0].encode())
            return Address(name=name, start=at, end=end, found=found, around=around)
    return None


def sent(addresses: Sequence[Address], commands: Iterable[Sequence[Word]]) -> Iterator[Occurrence]:
    """The hits of addresses: with the method of the command that uses them, else as they are.

    An address that no command uses counts when it has something that only a request has.
    """
    by_name = {item.name.lower(): item for item in addresses if item.name}
    used: set[int] = set()
    for words in commands:
        rule = rule_of(words)
        if rule is None:
            continue
        for item in _mentioned(words, by_name):
            told = _METHOD.search(item.around)
            method = told[1].upper() if told else line_method(words, rule)
            hit = path_hit(item.found, method, item.start, item.end)
            used.add(item.start)
            if hit:
                yield hit
    for item in addresses:
        if item.start not in used:
            yield from _alone(item)


def _mentioned(words: Sequence[Word], by_name: dict[str, Address]) -> Iterator[Address]:
    for word in words[1:]:
        for name in re.findall(r"[$@]\{?(\w+)", word.text):
            if name.lower() in by_name:
                yield by_name[name.lower()]


def _alone(item: Address) -> Iterator[Occurrence]:
    """An address in a table that says the method, or one that ends in an action."""
    method = _METHOD.search(item.around)
    if not method and not item.found.called and not item.found.addressed:
        return
    word = method[1].upper() if method else ""
    hit = path_hit(item.found, word, item.start, item.end)
    if hit:
        sure = Confidence.EXACT if method else Confidence.LIKELY
        yield hit.at_most(sure)
