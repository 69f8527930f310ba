"""What in code is not an argument of a call and still breaks, as the rule file describes it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from flexmap.readers.context import Context
from flexmap.readers.occurrences import Confidence, Kind, Occurrence, Sent
from flexmap.rules import Rules, rules
from flexmap.sources.languages import languages
from flexmap.syntax import grammar
from flexmap.values import dataclass

_SURE = {"exact": Confidence.EXACT, "likely": Confidence.LIKELY, "possible": Confidence.POSSIBLE}
_CLIENTS = {
    "shell": "azure-cli", "powershell": "powershell", "terraform": "terraform", "bicep": "bicep",
    "arm": "arm",
}  # fmt: skip
"""The client of a text by the reader of its language."""


_LIST = 4_000
"""Bytes around an action of a role that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern of the mapping and the text that shows it; `holds` are words, one in each match."""

    id: str
    languages: frozenset[str]
    holds: tuple[bytes, ...]
    text: re.Pattern[bytes]
    needs: re.Pattern[bytes] | None
    sure: Confidence
    first: bool


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            id=item["id"],
            languages=_languages(item),
            holds=tuple(word.encode() for word in item.get("holds", [""])),
            text=_compiled(item["text"]),
            needs=_compiled(item["needs"]) if "needs" in item else None,
            sure=_SURE[item["sure"]],
            first=item.get("first", False),
        )
        for item in rules("patterns")["texts"]
    )


@cache
def _of_language(language: str) -> tuple[Rule, ...]:
    return tuple(r for r in _rules() if not r.languages or language in r.languages)


def _languages(item: Rules) -> frozenset[str]:
    """Where to look for a text: in the languages it names, and in those of the readers it names."""
    readers = set(item.get("reads", ()))
    of_readers = [name for name, rule in languages().items() if readers.intersection(rule["reads"])]
    return frozenset([*item.get("languages", ()), *of_readers])


@cache
def _compiled(text: str) -> re.Pattern[bytes]:
    return re.compile(text.encode(), re.IGNORECASE)


def read(context: Context, source: bytes, language: str) -> Iterator[Occurrence]:
    """The patterns in a text; what is in a comment is none."""
    lowered = source.lower()
    found = [*_texts(source, lowered, language), *_roles(context, source, lowered, language)]
    if not found:
        return
    comments = sorted(_comments(source, language))
    starts = [start for start, _ in comments]
    for hit in found:
        before = bisect_right(starts, hit.start)
        if before == 0 or hit.start >= comments[before - 1][1]:
            yield hit


def _texts(source: bytes, lowered: bytes, language: str) -> Iterator[Occurrence]:
    for rule in _of_language(language):
        if not any(word in lowered for word in rule.holds):
            continue
        if rule.needs and not rule.needs.search(source):
            continue
        for match in rule.text.finditer(source):
            yield _hit(source, language, match.span(), rule.id, rule.sure)
            if rule.first:
                break


def _hit(
    source: bytes, language: str, span: tuple[int, int], pattern: str, sure: Confidence,
    sends: Sequence[Sent] = (),
) -> Occurrence:  # fmt: skip
    shown = source[span[0] : span[1]].decode("utf-8", "replace")
    of_reader = (_CLIENTS[name] for name in languages()[language]["reads"] if name in _CLIENTS)
    client = next(of_reader, "") or str(_sdk(language).get("client", "rest"))
    return Occurrence(
        start=span[0], end=span[1], client=client, name=" ".join(shown.split()),
        kind=Kind.PATTERN, confidence=sure, patterns=(pattern,), sends=tuple(sends),
    )  # fmt: skip


def _sdk(language: str) -> Rules:
    rule = languages()[language]
    return rules(rule.get("rules", language)) if "sdk" in rule["reads"] else {}


def _comments(source: bytes, language: str) -> list[tuple[int, int]]:
    """The spans of the comments of a text, as far as its grammar or its rule tells them."""
    rule = languages()[language]
    parser = rule.get("grammar")
    if not parser:
        pattern = _compiled(rule["comments"]) if "comments" in rule else None
        return [match.span() for match in pattern.finditer(source)] if pattern else []
    spans: list[tuple[int, int]] = []
    left = [grammar.parse(parser, source)]
    while left:
        node = left.pop()
        if "comment" in node.type:
            spans.append((node.start_byte, node.end_byte))
        else:
            left += node.named_children
    return spans


def _roles(context: Context, source: bytes, lowered: bytes, language: str) -> Iterator[Occurrence]:
    """The actions of a role on sets and instances that it does not have on VMs."""
    known = rules("patterns")["roles"]
    if b"actions" not in lowered or not _compiled(known["needs"]).search(source):
        return
    actions = list(_compiled(known["action"]).finditer(source))
    actions = [match for match in actions if not _is_covered(lowered, match, known["covers"])]
    on_vms = {match["rest"] for match in _compiled(known["on_vm"]).finditer(lowered)}
    allowed = _allowed(context, known["methods"])
    for match in actions:
        rest = match["rest"].lower()
        if rest.removeprefix(b"virtualmachines/") not in on_vms:
            yield from _action(match, source, language, allowed)


def _is_covered(source: bytes, match: re.Match[bytes], wider: Sequence[str]) -> bool:
    """Whether the list that holds the action holds a wider one too, which VMs have as well."""
    first = source.rfind(b"[", 0, match.start())
    last = source.find(b"]", match.end())
    listed = source[max(first, match.start() - _LIST) : min(last, match.end() + _LIST)]
    return any(_quoted(word) in listed.replace(b"'", b'"') for word in wider)


def _action(
    match: re.Match[bytes], source: bytes, language: str, allowed: dict[str, list[Sent]]
) -> Iterator[Occurrence]:
    """The action as a place, when it has a pattern of its own or allows an operation."""
    known = rules("patterns")["roles"]
    rest = match["rest"].decode().lower()
    pattern = known["others"].get(rest)
    sends = [] if pattern else allowed.get(rest, [])
    if pattern or sends:
        pattern = pattern or known["instance" if rest.startswith("virtualmachines/") else "set"]
        yield _hit(source, language, match.span(), pattern, Confidence.LIKELY, sends)


def _quoted(word: str) -> bytes:
    return f'"{word}"'.encode()


def _allowed(context: Context, methods: Rules) -> dict[str, list[Sent]]:
    """The operations that each action of a role allows, by the action behind the set's type."""
    allowed: dict[str, list[Sent]] = {}
    for operation, endpoint in context.names.endpoints.items():
        path = endpoint.path.lower().partition("virtualmachinescalesets")[2]
        steps = [step for step in path.split("/") if step and not step.startswith("{")]
        action = "/".join([*steps, methods.get(endpoint.method, "")])
        allowed.setdefault(action, []).append(Sent(operation=operation))
    return allowed


@cache
def _unread() -> list[tuple[str, re.Pattern[bytes], str]]:
    return [
        (item["language"], re.compile(item["text"].encode(), re.MULTILINE), item["what"])
        for item in rules("patterns")["unread"]
    ]


def without_reader(source: bytes, language: str) -> Iterator[tuple[int, str]]:
    """What a text in a known language holds for tools whose calls no reader knows.

    The first place of each, and what it is.
    """
    for known, pattern, what in _unread():
        if known == language and (match := pattern.search(source)):
            yield match.start(), what


def of_query(command: str, query: str) -> Iterator[str]:
    """The patterns that a query over the answer of a command shows."""
    known = rules("patterns")["queries"]
    if command not in known["commands"]:
        return
    bare = re.sub(r"'[^']*'|`[^`]*`", "", query)
    if command != "az vmss list-instances":
        if re.search(known["of_identity"], bare, re.IGNORECASE):
            yield "query-of-identity-ids"
        return
    keys = re.sub(r"\b\w+\s*:", "", bare)
    fields = {word.lower() for word in re.findall(r"[A-Za-z_]\w*", keys)} - set(known["plain"])
    if known["of_vm"] in fields:
        yield "query-of-vm-resource-id"
    if fields - {known["of_vm"]}:
        yield "query-of-instance-fields"
