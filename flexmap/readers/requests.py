"""Command lines that send a REST request: `az rest`, `curl`, `Invoke-AzRestMethod` and others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from flexmap.readers.command_line import Word, option
from flexmap.readers.context import Context
from flexmap.readers.line_arguments import body_arguments
from flexmap.readers.occurrences import Argument, Confidence, Occurrence, Sent, value_of
from flexmap.readers.rest_paths import SET, Found
from flexmap.rules import Rules, rules

_PARTS = 2
"""The types of a resource, and its names."""

_METHODS = frozenset(("GET", "PUT", "POST", "PATCH", "DELETE", "HEAD"))


def request(
    context: Context, words: Sequence[Word], confidence: Confidence = Confidence.EXACT
) -> Iterator[Occurrence]:
    """The operation that a request sends, found by its path and its method."""
    found = _named(words, "actions")
    if found:
        yield from _action(context, words, *found)
        return
    generic = _named(words, "resources")
    if generic:
        yield from _resource(context, words, *generic)
        return
    rule = rule_of(words)
    if rule:
        yield from _http(context, words, rule, confidence)


def rule_of(words: Sequence[Word]) -> Rules | None:
    """The rule of a command that sends requests, or None for another command."""
    found = _named(words, "http")
    return found[1] if found else None


@cache
def _by_first_word(kind: str) -> dict[str, list[tuple[str, Rules]]]:
    """The commands of that kind in the rules of shells, by their first words."""
    by_first: dict[str, list[tuple[str, Rules]]] = {}
    for name, rule in rules("shell")[kind].items():
        by_first.setdefault(name.split()[0], []).append((name, rule))
    return by_first


def _named(words: Sequence[Word], kind: str) -> tuple[str, Rules] | None:
    """The name and the rule of the command that the words begin with, or None."""
    first = (words[0].literal or "").lower() if words else ""
    for name, rule in _by_first_word(kind).get(first, ()):
        parts = name.split()
        if parts == [(word.literal or "").lower() for word in words[: len(parts)]]:
            return name, rule
    return None


def _http(
    context: Context, words: Sequence[Word], rule: Rules, confidence: Confidence
) -> Iterator[Occurrence]:
    chosen = (option(words, rule["url"]) if rule["url"] else None) or _of_parts(words, rule)
    for word in [chosen] if chosen else words[1:]:
        found = context.paths.find(_bare(word.text), set_id=context.is_set_id(word.text))
        if found:
            break
    else:
        return
    method = line_method(words, rule)
    hit = path_hit(found, method, word.start, word.end)
    if hit:
        first = words[0]
        yield _with_body(hit, words, rule, method).at_most(confidence).spanning(first.start)


def _of_parts(words: Sequence[Word], rule: Rules) -> Word | None:
    """The path that the types and names of a resource make, at the place of the types."""
    found = [option(words, (name,)) for name in rule.get("parts", ())]
    kinds, names = found if len(found) == _PARTS else (None, None)
    if kinds is None or names is None:
        return None
    pairs = zip_longest(*(re.split(r"[\s,]+", _list(w.text)) for w in (kinds, names)))
    path = "/".join(part for pair in pairs for part in pair if part)
    return replace(kinds, text=f"/providers/Microsoft.Compute/{path}")


def _list(text: str) -> str:
    """The items of a list without what is around them."""
    return re.sub(r"[@()\"']", "", text)


def _with_body(hit: Occurrence, words: Sequence[Word], rule: Rules, method: str) -> Occurrence:
    """The request with the properties of its body, where that is on the line."""
    body = option(words, rule.get("body") or rule.get("data") or ())
    if body is None or body.literal is None:
        return hit
    text = body.literal.partition("=")[2] if body.literal.startswith("-") else body.literal
    given, seen = body_arguments(text, body.start, body.end)
    return replace(
        hit, arguments=(*hit.arguments, *given), hidden=() if seen else hit.hidden,
        whole=seen and method == "PUT",
    )  # fmt: skip


def line_method(words: Sequence[Word], rule: Rules) -> str:
    """The HTTP method of the line, or nothing when a variable holds it."""
    if rule.get("verb"):
        verbs = [(word.literal or "").upper() for word in words[1:3]]
        return next((verb for verb in verbs if verb in _METHODS), str(rule["default"]))
    word = option(words, [name.lower() for name in rule["method"]])
    if word:
        return (word.literal or "").rpartition("=")[2].upper()
    glued = [w.literal[2:].upper() for w in words if w.literal and w.literal.startswith("-X")]
    if glued and glued[0] in _METHODS:
        return glued[0]
    if rule.get("data") and any((w.literal or "").partition("=")[0] in rule["data"] for w in words):
        return str(rule["data_method"])
    bare = [(word.literal or "").upper() for word in words[1:]]
    verb = next((word for word in bare if word in _METHODS), "") if not rule["default"] else ""
    return verb or str(rule["default"])


def path_hit(
    found: Found, method: str, start: int, end: int, confidence: Confidence = Confidence.EXACT
) -> Occurrence | None:
    """The hit of a path: by method where it is known, else all that the path can be."""
    fitting = [op for verb, op in found.operations if not method or verb == method]
    if not fitting:
        if method and not found.called:
            return None
        fitting = [operation for _, operation in found.operations]
        confidence = min(confidence, Confidence.LIKELY)
    return Occurrence(
        start=start,
        end=end,
        client="rest",
        name=f"{method or 'REST'} path",
        sends=tuple(Sent(operation=operation) for operation in fitting),
        open=len(fitting) > 1,
        confidence=confidence,
        arguments=tuple(_given(found, start, end)),
        api_version=found.api_version,
    )


def _given(found: Found, start: int, end: int) -> Iterator[Argument]:
    """The instance in the path and the parameters of the query."""
    for name, word in found.given:
        shown = f"{name}={word}" if name != "instanceId" else f"virtualMachines/{word}"
        yield Argument(
            wire=name, typed=name, value=value_of([word]), shown=shown, start=start, end=end
        )


def _action(
    context: Context, words: Sequence[Word], name: str, rule: Rules
) -> Iterator[Occurrence]:
    action, kind = option(words, rule["action"]), option(words, rule["type"])
    if action is None or kind is None:
        return
    shown = f"{kind.text}/virtualmachinescalesets" if context.is_set_id(kind.text) else kind.text
    operation = context.paths.action(shown, action.literal or "")
    if operation:
        yield Occurrence(
            start=words[0].start, end=action.end, client="rest", name=name,
            sends=(Sent(operation=operation),),
        )  # fmt: skip


def _resource(
    context: Context, words: Sequence[Word], name: str, rule: Rules
) -> Iterator[Occurrence]:
    """A command for resources of any type that is given the type of sets or of what is in them."""
    kind = option(words, rule["type"])
    shown = (kind.literal or "").lower() if kind else ""
    shown = shown.rpartition("=")[2].strip("\"'")
    if kind is None or SET not in shown:
        return
    shown = shown if shown.startswith("microsoft.") else f"microsoft.compute/{shown}"
    lists = rule["method"] == "LIST" and option(words, rule["one"]) is None
    if lists and not shown.endswith(SET):  # instances are not in lists of resources
        return
    method = "GET" if rule["method"] == "LIST" else rule["method"]
    paths = context.paths
    operation = paths.list(shown) if lists else paths.of_type(shown, method)
    if operation:
        yield Occurrence(
            start=words[0].start, end=kind.end, client="rest",
            name=name if " " in name else words[0].text, sends=(Sent(operation=operation),),
        )  # fmt: skip


_JOINED = re.compile(r"[\"']\s*\+\s*(\$[\w.:]+(?:\.\w+)*|\([^()\n]*\))\s*(?:\+\s*[\"'])?")


def joined(text: str) -> str:
    """A text that is put together with `+`, as one with its variables in it."""
    return _JOINED.sub(lambda match: "${" + re.sub(r"\W", "", match[1]) + "}", text)


def _bare(text: str) -> str:
    """The word without its quotes, and without the option it is glued to."""
    if text.startswith("("):
        return joined(text[1:].removesuffix(")").strip()).strip("\"'")
    return text.partition("=")[2].strip("\"'") if text.startswith("-") else text.strip("\"'")
